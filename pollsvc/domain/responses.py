"""One respondent's stored answers, and what a change does to the tallies."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from pollsvc.domain.answers import StoredAnswers, from_stored
from pollsvc.domain.asides import Aside
from pollsvc.domain.cells import ASIDE_CELLS, Cell, cells_of
from pollsvc.domain.questionnaires import Questionnaire


class Outcome(StrEnum):
    """What became of answers that were sent."""

    SUBMITTED = "submitted"
    UNCHANGED = "unchanged"
    AMENDED = "amended"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, kw_only=True)
class Response:
    """A response as stored: no time, no order, no address.

    Attributes:
        id: 16 bytes that only the holder of the ballot can find again.
        language: The language in which it was answered, e.g. "en".
        aside: Why it was set aside; None: it counts.
    """

    id: bytes
    wave_id: str
    version: int
    answers: StoredAnswers
    language: str
    aside: Aside | None = None


def cells_of_response(
    questionnaire: Questionnaire, response: Response, *, aside_counted: bool
) -> tuple[Cell, ...]:
    """Return every cell that a response counts in.

    Args:
        questionnaire: The version that was answered, or all of them together.
        response: The response.
        aside_counted: Whether the wave counts what was set aside.
    """
    aside = () if response.aside is None else (ASIDE_CELLS[response.aside],)
    if aside and not aside_counted:
        return aside
    answers = from_stored(questionnaire, response.answers)
    return (*aside, *cells_of(questionnaire, answers))


def decision_moves(
    questionnaire: Questionnaire, response: Response, *, counted: bool
) -> dict[Cell, int]:
    """Return by how much each cell moves when what was set aside is counted or not.

    Args:
        questionnaire: The version that was answered, or all of them together.
        response: A response that was set aside.
        counted: Whether it counts from now on.
    """
    only, all_cells = (
        cells_of_response(questionnaire, response, aside_counted=each)
        for each in (False, True)
    )
    step = 1 if counted else -1
    return {cell: step for cell in all_cells if cell not in only}


def tally_moves(
    questionnaire: Questionnaire,
    *,
    before: Response | None,
    after: Response | None,
    aside_counted: bool = False,
) -> dict[Cell, int]:
    """Return by how much each tally cell moves, sorted so that locks agree.

    Args:
        questionnaire: The version that was answered, or all of them together.
        before: The response so far; None for a new one.
        after: The response from now on; None for a withdrawal.
        aside_counted: Whether the wave counts what was set aside.
    """
    moves: Counter[Cell] = Counter()
    for response, step in ((before, -1), (after, +1)):
        if response is not None:
            for cell in cells_of_response(
                questionnaire, response, aside_counted=aside_counted
            ):
                moves[cell] += step
    return {cell: step for cell, step in sorted(moves.items()) if step}
