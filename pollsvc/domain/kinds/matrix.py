"""Several rows, each answered by one option of the same scale."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pollsvc.domain.kinds import single
from pollsvc.domain.kinds.kind import (
    MISSING_BY_ROLE,
    NOT_ANSWERED,
    Given,
    Kind,
    Missing,
    NoAnswer,
    Problem,
    Stored,
    Unacceptable,
)
from pollsvc.domain.kinds.labels import ROWS, label_problems
from pollsvc.domain.questionnaires import OptionRole, Question
from pollsvc.domain.sentences import sentence
from pollsvc.domain.spellings import quote

MOST_ROWS = 30


@dataclass(frozen=True)
class Rated:
    """The option chosen in each row, by their codes; None: the row was left out."""

    rows: Mapping[str, str | None] = field(hash=False)


def parts(question: Question) -> tuple[str | None, ...]:
    """Return the names of the form's fields: one for each row."""
    return tuple(row.code for row in question.rows)


def parse(question: Question, given: Given) -> Rated | NoAnswer:
    """Return what was chosen in each row."""
    chosen = {row.code: given.one(row.code) or None for row in question.rows}
    for code in chosen.values():
        if code is not None and question.option(code) is None:
            raise Unacceptable(single.NOT_SHOWN)
    empty = [row.label for row in question.rows if chosen[row.code] is None]
    if question.required and empty:
        msg = sentence("Select an answer for {row}", row=quote(empty[0]))
        raise Unacceptable(msg)
    return Rated(chosen) if len(empty) < len(question.rows) else NOT_ANSWERED


def stored(answer: Rated) -> Stored:
    """Return the codes by row."""
    return dict(answer.rows)


def restored(question: Question, stored: Stored) -> Rated:
    """Return what `stored` made."""
    del question
    return Rated(dict(stored))


def cells(question: Question, answer: Rated) -> Iterator[str]:
    """Yield for each row the cell of its answer, or of its way of giving none.

    A row that another version of the question has was not asked.
    """
    for code, chosen in answer.rows.items():
        yield row_cell(code, _cell(question, chosen))
    for row in question.rows:
        if row.code not in answer.rows:
            yield row_cell(row.code, Missing.NOT_ASKED)


def all_cells(question: Question) -> Iterator[str]:
    """Yield every row with every option that is an answer, and the ways of none."""
    endings = [o.code for o in question.substantive]
    for row in question.rows:
        for ending in (*endings, *Missing):
            yield row_cell(row.code, ending)


def row_cell(row: str, ending: str) -> str:
    """Return the cell of a row and what it was answered with."""
    return f"{row}@{ending}"


def _cell(question: Question, code: str | None) -> str:
    option = question.option(code) if code is not None else None
    if option is None:
        return Missing.NOT_ANSWERED
    return MISSING_BY_ROLE.get(option.role, option.code)


def problems(question: Question) -> Iterator[Problem]:
    """Yield what is wrong with such a question."""
    yield from single.problems(question)
    if any(o.role is not OptionRole.SUBSTANTIVE for o in question.substantive):
        yield (
            ".options",
            sentence("The scale of a matrix has no “other” and no “none”."),
        )
    if not question.rows:
        yield ".rows", sentence("Write at least one row.")
    if len(question.rows) > MOST_ROWS:
        yield ".rows", sentence("Ask for at most {most} rows.", most=MOST_ROWS)
    yield from label_problems(question.rows, ROWS, path=".rows")


KIND = Kind(
    parts=parts,
    parse=parse,
    stored=stored,
    restored=restored,
    cells=cells,
    all_cells=all_cells,
    problems=problems,
    is_ordered=True,
)
