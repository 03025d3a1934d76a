"""Whether the codes and labels of what is listed, options or rows, keep the rules."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pollsvc.domain.kinds.kind import Problem
from pollsvc.domain.questionnaires import CODE, MAX_TEXT, Option, Row
from pollsvc.domain.texts import is_blank, text_problem


def label_problems(
    parts: Sequence[Option | Row], *, path: str, noun: str
) -> Iterator[Problem]:
    """Yield what is wrong with the codes and labels of a list.

    Args:
        parts: What is listed.
        path: Where it is listed in its question, e.g. ".options".
        noun: What one of them is called, e.g. "answer".
    """
    codes = Counter(part.code for part in parts)
    labels = Counter(part.label.casefold() for part in parts)
    for number, part in enumerate(parts):
        sentence = _code_problem(part.code, noun) or _label_problem(part.label, noun)
        if sentence is None and labels[part.label.casefold()] > 1:
            sentence = f"The {noun} {part.label!r} stands there twice."
        if sentence is None and codes[part.code] > 1:
            sentence = f"The {noun} code {part.code!r} is used twice."
        if sentence is not None:
            yield f"{path}[{number}]", sentence


def words_problem(text: str, *, noun: str) -> str | None:
    """Return what is wrong with words that may be left out, or None."""
    if len(text) > MAX_TEXT:
        return f"Keep the {noun} under {MAX_TEXT} characters."
    return text_problem(text)


def taken_problems(
    parts: Sequence[Option | Row], code: str, *, path: str
) -> Iterator[Problem]:
    """Yield a problem for each part with a code that the form itself has a use for."""
    for number, part in enumerate(parts):
        if part.code == code:
            yield f"{path}[{number}]", f"Choose another code than {code!r}."


def _code_problem(code: str, noun: str) -> str | None:
    if CODE.fullmatch(code):
        return None
    return (
        f"The {noun} code {code!r} must be 1 to 32 lower-case letters a-z, digits "
        "or underscores, and start with a letter or digit."
    )


def _label_problem(label: str, noun: str) -> str | None:
    if is_blank(label):
        return f"There is an empty {noun}: write its words."
    if len(label) > MAX_TEXT:
        return f"Keep each {noun} under {MAX_TEXT} characters."
    return text_problem(label)
