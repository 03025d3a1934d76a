"""Options and rows written one a line, as the editor of surveys shows them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pollsvc.domain.questionnaires import Option, OptionRole, Question, Row
from pollsvc.domain.quick_text import read_question, write_question

_POINTS = re.compile(
    r"\s*([0-9]{1,3})\s*(?:-|\u2013|\.\.|to)\s*([0-9]{1,3})\s*", re.ASCII
)
MOST_POINTS = 101


def read_lines(text: str) -> tuple[Option, ...]:
    """Return the options that a text lists; lines like "Don't know" say what they mean.

    Args:
        text: One option a line, each with or without a code before a colon.
    """
    return read_question(f"x\n{text}", code="x").options


def write_lines(options: Sequence[Option], *, coded: bool = False) -> str:
    """Return the text that lists options.

    Args:
        options: Those that are answers of the ordinary kind.
        coded: Whether every line shows its code, so that it stays when words change.
    """
    if coded:
        return "\n".join(f"{option.code}: {option.label}" for option in options)
    question = Question(code="x", text="", options=tuple(options))
    return write_question(question).lstrip("\n")


def read_rows(text: str) -> tuple[Row, ...]:
    """Return the rows of a matrix that a text lists, one a line."""
    return tuple(Row(code=o.code, label=o.label) for o in read_lines(text))


def write_rows(rows: Sequence[Row], *, coded: bool = False) -> str:
    """Return the text that lists the rows of a matrix."""
    options = [Option(code=row.code, label=row.label) for row in rows]
    return write_lines(options, coded=coded)


def read_points(text: str) -> tuple[Option, ...] | None:
    """Return the points of a scale written like "0-10"; None: it is not written so."""
    found = _POINTS.fullmatch(text)
    if not found:
        return None
    first, last = int(found[1]), int(found[2])
    if not first < last < first + MOST_POINTS:
        return None
    return tuple(Option(code=str(n), label=str(n)) for n in range(first, last + 1))


def write_points(options: Sequence[Option]) -> str | None:
    """Return points as "0-10" where they are such a range; None where they are not."""
    if len(options) < 2:  # noqa: PLR2004 -- a range has two ends
        return None
    written = f"{options[0].code}-{options[-1].code}"
    return written if read_points(written) == tuple(options) else None


def with_fixed(options: Sequence[Option], codes: frozenset[str]) -> tuple[Option, ...]:
    """Return options of which those with some codes keep their place."""
    return tuple(
        replace(o, fixed=o.code in codes) if o.role is OptionRole.SUBSTANTIVE else o
        for o in options
    )
