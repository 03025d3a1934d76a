"""Which tally cells an answer counts in: one row per kind of question."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from pollsvc.domain.answers import NOT_ASKED, Answer, Answers, Chosen
from pollsvc.domain.asides import Aside
from pollsvc.domain.questionnaires import (
    OptionRole,
    Question,
    QuestionKind,
    Questionnaire,
)

Cell = tuple[str, str]
"""A question's code and a cell of its tally."""


class Missing(StrEnum):
    """The four ways of giving no substantive answer, as cells of a tally.

    Their names begin with a sign that no option's code can have.
    """

    NOT_ASKED = "!not_asked"
    NOT_ANSWERED = "!not_answered"
    REFUSED = "!refused"
    DONT_KNOW = "!dont_know"


RESPONSES: Cell = ("", "responses")
"""The cell that counts whole responses."""

ASIDE_CELLS: dict[Aside, Cell] = {aside: ("", f"aside_{aside}") for aside in Aside}
"""The cells that count what was set aside, whether or not it counts elsewhere."""


def set_aside_in(tallies: Mapping[Cell, int]) -> dict[Aside, int]:
    """Return how many responses were set aside, by the reason."""
    return {aside: tallies.get(cell, 0) for aside, cell in ASIDE_CELLS.items()}


_MISSING_BY_ROLE = {
    OptionRole.DONT_KNOW: Missing.DONT_KNOW,
    OptionRole.REFUSE: Missing.REFUSED,
}


def cells_of(questionnaire: Questionnaire, answers: Answers) -> tuple[Cell, ...]:
    """Return every cell that one response counts in, sorted so that locks agree."""
    counted = [
        (question.code, cell)
        for question in questionnaire.questions
        for cell in _CELLS[question.kind](question, answers[question.code])
    ]
    return tuple(sorted([RESPONSES, *counted]))


def all_cells(questionnaire: Questionnaire) -> tuple[Cell, ...]:
    """Return every cell that any response can count in, sorted."""
    cells = [
        (question.code, cell)
        for question in questionnaire.questions
        for cell in [*(o.code for o in question.substantive), *Missing]
    ]
    whole = [RESPONSES, *ASIDE_CELLS.values()]
    return tuple(sorted([*whole, *((q, str(c)) for q, c in cells)]))


def missing_kind(question: Question, answer: Answer) -> Missing | None:
    """Return which kind of missing an answer is, or None if it is substantive."""
    if not isinstance(answer, Chosen):
        return Missing.NOT_ASKED if answer is NOT_ASKED else Missing.NOT_ANSWERED
    option = question.option(answer.code)
    return _MISSING_BY_ROLE.get(option.role) if option else None


def _cells_of_single(question: Question, answer: Answer) -> Iterator[str]:
    missing = missing_kind(question, answer)
    if missing is not None:
        yield missing.value
    elif isinstance(answer, Chosen):
        yield answer.code


_CELLS: dict[QuestionKind, Callable[[Question, Answer], Iterator[str]]] = {
    QuestionKind.SINGLE: _cells_of_single,
}
