"""One respondent's stored answers, and what a change does to the tallies."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from pollsvc.domain.answers import StoredAnswers, from_stored
from pollsvc.domain.cells import Cell, cells_of
from pollsvc.domain.questionnaires import Questionnaire


class Outcome(StrEnum):
    """What became of answers that were sent."""

    SUBMITTED = "submitted"
    UNCHANGED = "unchanged"
    AMENDED = "amended"


@dataclass(frozen=True, kw_only=True)
class Response:
    """A response as stored: no time, no order, no address.

    Attributes:
        id: 16 bytes that only the holder of the ballot can find again.
        language: The language in which it was answered, e.g. "en".
    """

    id: bytes
    wave_id: str
    version: int
    answers: StoredAnswers
    language: str


def tally_moves(
    questionnaire: Questionnaire,
    *,
    before: StoredAnswers | None,
    after: StoredAnswers | None,
) -> dict[Cell, int]:
    """Return by how much each tally cell moves, sorted so that locks agree.

    Args:
        questionnaire: The version that was answered.
        before: The answers so far; None for a new response.
        after: The answers from now on; None for a withdrawal.
    """
    moves: Counter[Cell] = Counter()
    for answers, step in ((before, -1), (after, +1)):
        if answers is not None:
            for cell in cells_of(questionnaire, from_stored(questionnaire, answers)):
                moves[cell] += step
    return {cell: step for cell, step in sorted(moves.items()) if step}
