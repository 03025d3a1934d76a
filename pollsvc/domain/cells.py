"""Which tally cells an answer counts in: one row per kind of question."""

from collections.abc import Iterator, Mapping

from pollsvc.domain.answers import Answer, Answers
from pollsvc.domain.asides import Aside
from pollsvc.domain.kinds import KINDS
from pollsvc.domain.kinds.kind import Missing, missing_kind
from pollsvc.domain.questionnaires import Question, Questionnaire

__all__ = [
    "ASIDE_CELLS",
    "RESPONSES",
    "Cell",
    "Missing",
    "all_cells",
    "cells_of",
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
        for cell in [*KINDS[question.kind].all_cells(question), *Missing]
    ]
    whole = [RESPONSES, *ASIDE_CELLS.values()]
    return tuple(sorted([*whole, *((q, str(c)) for q, c in cells)]))


def _cells(question: Question, answer: Answer) -> Iterator[str]:
    missing = missing_kind(question, answer)
    if missing is not None:
        yield missing.value
    else:
        yield from KINDS[question.kind].cells(question, answer)
