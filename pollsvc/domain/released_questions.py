"""What of all that was ever asked a release has to say something about."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pollsvc.domain.cells import Missing, cells_in
from pollsvc.domain.kinds import KINDS
from pollsvc.domain.questionnaires import WAYS_OUT, Option, Question, Questionnaire, Row
from pollsvc.domain.releases import Counts

CellCounts = Mapping[str, int]


def shown_in(
    asked: Questionnaire, newest: Questionnaire, counts: Counts
) -> Questionnaire:
    """Return the questions, options and rows that a release shows.

    Left out is what was added after the release's wave had closed, and what is asked
    no longer and nobody of the wave answered.

    Args:
        asked: All versions together.
        newest: What is asked now.
        counts: The release's counts.
    """
    shown = (q for q in asked.questions if _is_shown(q, newest, counts))
    return replace(
        asked,
        questions=tuple(
            _with_parts_shown(q, newest.question(q.code), counts[q.code]) for q in shown
        ),
    )


def _is_shown(question: Question, newest: Questionnaire, counts: Counts) -> bool:
    if newest.question(question.code) is not None:
        return question.code in counts
    cells = counts.get(question.code, {})
    return any(cells.get(cell) for cell in cells_in(question) if cell != _NOT_ASKED)


_NOT_ASKED = Missing.NOT_ASKED.value


def _with_parts_shown(
    question: Question, newest: Question | None, counts: CellCounts
) -> Question:
    current = newest or replace(question, options=(), rows=())
    offered = {o.code for o in current.options} | {row.code for row in current.rows}

    def counts_in(cells: Iterable[str], code: str) -> bool:
        # What is offered now has cells where it was offered in this wave, too.
        return any(
            cell in counts if code in offered else counts.get(cell) for cell in cells
        )

    return replace(
        question,
        options=tuple(
            option
            for option in question.options
            if option.role in WAYS_OUT
            or counts_in(_cells_of_option(question, option), option.code)
        ),
        rows=tuple(
            row
            for row in question.rows
            if counts_in(_cells_of_row(question, row), row.code)
        ),
    )


def _cells_of_option(question: Question, option: Option) -> list[str]:
    cells = KINDS[question.kind].all_cells(replace(question, options=(option,)))
    return [cell for cell in cells if not cell.endswith(tuple(Missing))]


def _cells_of_row(question: Question, row: Row) -> list[str]:
    cells = KINDS[question.kind].all_cells(replace(question, rows=(row,)))
    return [cell for cell in cells if not cell.endswith(_NOT_ASKED)]
