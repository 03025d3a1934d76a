"""Earlier answers in the texts of another tool: `${Visits}` as `{visits}`."""

import re
from collections.abc import Mapping
from dataclasses import replace

from pollsvc.definitions.reports import Remarks
from pollsvc.domain.piping import MARK
from pollsvc.domain.questionnaires import Question

ENDINGS = ("", ".NAOK", ".value", ".shown", ".code")
"""What names of questions end with where a part of the answer is meant."""

_WRITTEN = re.compile(r"\$?\{\s*([^{}]+?)\s*\}")
_NOT_PIPED = "An earlier answer stood in the text; its name stands there now."


def with_marks(
    question: Question, where: str, codes: Mapping[str, str], remarks: Remarks
) -> Question:
    """Return a question in whose texts earlier answers stand by our codes.

    Args:
        question: With texts as they were written.
        where: The question's name in the other tool.
        codes: The code of each question by its name there.
        remarks: Where to say what names no question.
    """

    def mark(found: re.Match[str]) -> str:
        code = _code(found[1], codes)
        if code is None:
            remarks.lost(where, f"{_NOT_PIPED} {found[0]} is no question here.")
            return found[0]
        return f"{{{code}}}"

    hint = question.hint
    return replace(
        question,
        text=_WRITTEN.sub(mark, question.text),
        hint=None if hint is None else _WRITTEN.sub(mark, hint),
    )


def without_marks(
    question: Question, where: str, why: str, remarks: Remarks
) -> Question:
    """Return a question with names where earlier answers cannot stand."""
    remarks.lost(where, f"{_NOT_PIPED} {why}")
    hint = question.hint
    return replace(
        question,
        text=MARK.sub(r"[\1]", question.text),
        hint=None if hint is None else MARK.sub(r"[\1]", hint),
    )


def _code(name: str, codes: Mapping[str, str]) -> str | None:
    for ending in ENDINGS:
        code = codes.get(name.removesuffix(ending))
        if code is not None:
            return code
    return None
