"""Which tally cells an answer counts in: one row per kind of question."""

from collections.abc import Iterator, Mapping

from pollsvc.domain.answers import Answer, Answers
from pollsvc.domain.asides import Aside
from pollsvc.domain.kinds import KINDS
from pollsvc.domain.kinds.kind import ANSWERED, Missing, missing_kind
from pollsvc.domain.questionnaires import Question, Questionnaire

__all__ = [
    "ANSWERED",
    "ASIDE_CELLS",
    "RESPONSES",
    "Cell",
    "Missing",
    "all_cells",
    "cells_in",
    "cells_of",
    "cells_to_add",
    "missing_kind",
    "set_aside_in",
]

Cell = tuple[str, str]
"""A question's code and a cell of its tally."""


RESPONSES: Cell = ("", "responses")
"""The cell that counts whole responses."""

ASIDE_CELLS: dict[Aside, Cell] = {aside: ("", f"aside_{aside}") for aside in Aside}
"""The cells that count what was set aside, whether or not it counts elsewhere."""


def set_aside_in(tallies: Mapping[Cell, int]) -> dict[Aside, int]:
    """Return how many responses were set aside, by the reason."""
    return {aside: tallies.get(cell, 0) for aside, cell in ASIDE_CELLS.items()}


def cells_of(questionnaire: Questionnaire, answers: Answers) -> tuple[Cell, ...]:
    """Return every cell that one response counts in, sorted so that locks agree."""
    counted = [
        (question.code, cell)
        for question in questionnaire.questions
        for cell in _cells(question, answers[question.code])
    ]
    return tuple(sorted([RESPONSES, *counted]))


def all_cells(questionnaire: Questionnaire) -> tuple[Cell, ...]:
    """Return every cell that any response can count in, sorted."""
    cells = [
        (question.code, cell)
        for question in questionnaire.questions
        for cell in cells_in(question)
    ]
    return tuple(sorted([RESPONSES, *ASIDE_CELLS.values(), *cells]))


def cells_to_add(
    questionnaire: Questionnaire, tallies: Mapping[Cell, int]
) -> dict[Cell, int]:
    """Return the cells that a wave lacks, each with what it counts already.

    Who answered before a question, or a row, was added was not asked it.

    Args:
        questionnaire: All that was and will be asked.
        tallies: What the wave counts so far.
    """
    known = {(question, _row(cell)) for question, cell in tallies}
    return {
        (question, cell): _counted_so_far(question, cell, tallies)
        if (question, _row(cell)) not in known
        else 0
        for question, cell in all_cells(questionnaire)
        if (question, cell) not in tallies
    }


def _counted_so_far(question: str, cell: str, tallies: Mapping[Cell, int]) -> int:
    if not cell.endswith(Missing.NOT_ASKED):
        return 0
    return tallies.get((question, ANSWERED), 0) if _row(cell) else tallies[RESPONSES]


def _row(cell: str) -> str:
    return cell.rpartition("@")[0]


def cells_in(question: Question) -> Iterator[str]:
    """Yield every cell of one question's tally: its kind's own ones in their order."""
    kind = KINDS[question.kind]
    yield from kind.all_cells(question)
    if not kind.adds_up:
        yield ANSWERED
    yield from map(str, Missing)


def _cells(question: Question, answer: Answer) -> Iterator[str]:
    missing = missing_kind(question, answer)
    if missing is not None:
        yield missing.value
        return
    kind = KINDS[question.kind]
    if not kind.adds_up:
        yield ANSWERED
    yield from kind.cells(question, answer)
