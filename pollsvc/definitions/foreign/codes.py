"""Codes that are ours, for names and values that are not."""

import re
from collections.abc import Callable, Iterable

from pollsvc.domain.questionnaires import CODE, QUESTION_CODE, RESERVED_CODES
from pollsvc.domain.quick_text import MAX_CODE, digest, folded

_TAKEN_BY_FORMS = frozenset({"instead", "other_text"})
_NEGATIVE = re.compile(r"^-(?=\d)")


def question_codes(names: Iterable[str]) -> dict[str, str]:
    """Return a code for each name of a question; valid codes stay as they are."""
    return _codes(names, is_question_code, _question_code)


def option_codes(values: Iterable[str]) -> dict[str, str]:
    """Return a code for each value of an option or row."""
    return _codes(values, _is_option_code, _option_code)


def is_question_code(name: str) -> bool:
    """Return whether a name can be a question's code as it is."""
    return QUESTION_CODE.fullmatch(name) is not None and name not in RESERVED_CODES


def _codes(
    names: Iterable[str], is_code: Callable[[str], bool], made: Callable[[str], str]
) -> dict[str, str]:
    listed = [*names]
    # Valid ones first: what can stay is not renamed for the sake of what cannot.
    codes = {name: name for name in listed if is_code(name)}
    taken = set(codes)
    for name in listed:
        if name not in codes:
            codes[name] = _free(made(name), taken)
            taken.add(codes[name])
    return codes


def _free(code: str, taken: set[str]) -> str:
    number, free = 2, code
    while free in taken:
        ending = f"_{number}"
        free = f"{code[: MAX_CODE - len(ending)].rstrip('_')}{ending}"
        number += 1
    return free


def _is_option_code(value: str) -> bool:
    return CODE.fullmatch(value) is not None and value not in _TAKEN_BY_FORMS


def _question_code(name: str) -> str:
    code = folded(name)
    if not code[:1].isalpha() or code in RESERVED_CODES:
        code = f"q_{code or digest(name)}"
    return code[:MAX_CODE].rstrip("_")


def _option_code(value: str) -> str:
    code = folded(_NEGATIVE.sub("minus_", value, count=1))
    if code in _TAKEN_BY_FORMS:
        code = f"{code}_1"
    return code[:MAX_CODE].rstrip("_") or f"answer_{digest(value)}"
