"""Recounting: every tally computed again from the raw responses, and compared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pollsvc.analysis.tallies import count_responses
from pollsvc.domain.cells import RESPONSES, Cell
from pollsvc.domain.errors import TalliesDisagree
from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.waves import Wave
from pollsvc.storage import polls, questionnaires, responses, tallies, waves
from pollsvc.storage.session import Connection, reading


@dataclass(frozen=True, kw_only=True)
class RecountedWave:
    """One wave whose tallies agree with its responses.

    Attributes:
        purged_at: When its responses were deleted: then there is nothing to compare.
    """

    slug: str
    wave: str
    responses: int
    cells: int
    purged_at: datetime | None = None


def recount(
    *, slug: str | None = None, progress: Callable[[str], None] | None = None
) -> tuple[RecountedWave, ...]:
    """Recompute the tallies of one poll, or of all, from the stored responses.

    Args:
        slug: The poll; None for all of them.
        progress: Told the name of each wave before it is recounted.

    Raises:
        NoSuchPoll: There is none at this address.
        TalliesDisagree: Naming every cell that differs, in every wave.
    """
    say = progress or (lambda _: None)
    recounted: list[RecountedWave] = []
    differences: list[str] = []
    with reading(long=True) as connection:
        chosen = (
            [polls.with_slug(connection, slug)]
            if slug
            else polls.in_states(connection, *PollState)
        )
        for poll in chosen:
            for wave in waves.of_poll(connection, poll.id):
                say(f"{poll.slug} {wave.code}")
                report, wrong = _recount(connection, poll, wave)
                recounted.append(report)
                differences += wrong
    if differences:
        raise TalliesDisagree(_sentence(differences))
    return tuple(recounted)


def _recount(
    connection: Connection, poll: Poll, wave: Wave
) -> tuple[RecountedWave, list[str]]:
    stored = tallies.of_wave(connection, wave.id)
    if wave.purged_at is not None:
        return _purged(connection, poll, wave, stored)
    counted = count_responses(
        {
            number: version.questionnaire
            for number, version in questionnaires.of_poll(connection, poll.id).items()
        },
        responses.stream(connection, [wave.id]),
        aside_counted=wave.aside_counted,
    )
    report = RecountedWave(
        slug=poll.slug,
        wave=wave.code,
        responses=counted.get(RESPONSES, 0),
        cells=len(stored),
    )
    where = f"{poll.slug} {wave.code}"
    return report, [f"{where} {line}" for line in _differences(stored, counted)]


def _purged(
    connection: Connection, poll: Poll, wave: Wave, stored: Mapping[Cell, int]
) -> tuple[RecountedWave, list[str]]:
    report = RecountedWave(
        slug=poll.slug,
        wave=wave.code,
        responses=0,
        cells=len(stored),
        purged_at=wave.purged_at,
    )
    if not responses.count(connection, wave.id):
        return report, []
    return report, [f"{poll.slug} {wave.code} holds responses that were deleted"]


def _differences(stored: Mapping[Cell, int], counted: Mapping[Cell, int]) -> list[str]:
    return [
        f"{question or 'all'}/{cell}: stored {stored.get((question, cell), 0)}, "
        f"counted {counted.get((question, cell), 0)}"
        for question, cell in sorted({*stored, *counted})
        if stored.get((question, cell), 0) != counted.get((question, cell), 0)
    ]


def _sentence(differences: list[str]) -> str:
    number = len(differences)
    what = "1 tally disagrees" if number == 1 else f"{number} tallies disagree"
    return f"{what} with the responses: {'; '.join(differences)}."
