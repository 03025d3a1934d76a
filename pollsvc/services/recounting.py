"""Recounting: every tally computed again from the raw responses, and compared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pollsvc.analysis.tallies import count_responses
from pollsvc.domain.cells import RESPONSES, Cell
from pollsvc.domain.errors import TalliesDisagree
from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.waves import Wave
from pollsvc.storage import polls, responses, tallies, waves
from pollsvc.storage.session import Connection, reading


@dataclass(frozen=True, kw_only=True)
class RecountedWave:
    """One wave whose tallies agree with its responses."""

    slug: str
    wave: str
    responses: int
    cells: int


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
    with reading() as connection:
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
    counted = count_responses(
        polls.questionnaires_of(connection, poll.id),
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
