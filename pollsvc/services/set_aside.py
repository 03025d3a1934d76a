"""Answers set aside: how many came and when, and whether they are counted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pollsvc.domain.arrivals import Arrival, hour_of
from pollsvc.domain.asides import Aside, require_decidable
from pollsvc.domain.cells import RESPONSES, Cell, set_aside_in
from pollsvc.domain.errors import DecisionNotAllowed, NoSuchWave
from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.responses import decision_moves
from pollsvc.domain.sentences import sentence
from pollsvc.domain.waves import Wave
from pollsvc.services.releasing import occasion, release_if_due
from pollsvc.storage import (
    arrivals,
    audit,
    polls,
    questionnaires,
    responses,
    tallies,
    waves,
)
from pollsvc.storage.session import Connection, reading, transaction

COUNT_IN, COUNT_OUT = "count in", "count out"


@dataclass(frozen=True, kw_only=True)
class WaveArrivals:
    """What came to one wave.

    Attributes:
        counted: How many responses count.
        set_aside: How many were set aside, by the reason, whether they count or not.
        hours: About how many came of which kind, by hour; empty once it has closed.
        obstacle: Why nobody can decide about what was set aside; None: somebody can.
    """

    wave: Wave
    counted: int
    set_aside: Mapping[Aside, int]
    hours: Mapping[tuple[str, Arrival], int]
    obstacle: str | None


@dataclass(frozen=True, kw_only=True)
class PollArrivals:
    """What came to a poll, the newest wave first."""

    poll: Poll
    waves: tuple[WaveArrivals, ...]


def arrivals_at(*, slug: str, now: datetime) -> PollArrivals:
    """Return what came to a poll's waves, by the hours that are over.

    The hour that is running is left out: watched, it would tell when somebody came.

    Raises:
        NoSuchPoll: There is none at this address.
    """
    with reading() as connection:
        poll = polls.with_slug(connection, slug)
        return PollArrivals(
            poll=poll,
            waves=tuple(
                _arrivals(connection, poll, wave, now)
                for wave in waves.of_poll(connection, poll.id)
            ),
        )


def count_set_aside(
    *, slug: str, wave_code: str, counted: bool, actor: str, now: datetime
) -> int:
    """Count what was set aside in a wave from now on, or no longer.

    The results move as the poll's release policy lets them. Nothing happens where it
    is so already.

    Returns:
        How many answers are set aside.

    Raises:
        NoSuchPoll: There is none at this address.
        NoSuchWave: It was not asked in this wave.
        DecisionNotAllowed: The step would show what single people answered, or the
            results are final.
    """
    with transaction(long=True) as connection:
        poll = polls.with_slug(connection, slug, lock=True)
        wave = _locked(connection, poll, wave_code)
        set_aside = sum(_set_aside(connection, wave).values())
        if wave.aside_counted is counted:
            return set_aside
        _require_decidable(poll, wave, set_aside)
        tallies.move(connection, wave.id, _moves(connection, poll, wave, counted))
        waves.count_aside(connection, wave.id, counted=counted)
        decided = replace(wave, aside_counted=counted)
        is_closed = wave.closed_at is not None
        when = occasion(connection, decided, closed=is_closed, now=now)
        release_if_due(connection, poll, decided, when)
        audit.record(
            connection,
            at=now,
            actor=actor,
            action=COUNT_IN if counted else COUNT_OUT,
            subject=f"{poll.slug} {wave.code}: {set_aside} answers",
        )
    return set_aside


def _arrivals(
    connection: Connection, poll: Poll, wave: Wave, now: datetime
) -> WaveArrivals:
    running = hour_of(now)
    counts = tallies.of_wave(connection, wave.id)
    set_aside = set_aside_in(counts)
    return WaveArrivals(
        wave=wave,
        counted=counts[RESPONSES],
        set_aside=set_aside,
        hours={
            (hour, kind): count
            for (hour, kind), count in arrivals.of_wave(connection, wave.id).items()
            if hour < running
        },
        obstacle=_obstacle(poll, wave, sum(set_aside.values())),
    )


def _obstacle(poll: Poll, wave: Wave, set_aside: int) -> str | None:
    try:
        _require_decidable(poll, wave, set_aside)
    except DecisionNotAllowed as refusal:
        return refusal.text
    return None


def _require_decidable(poll: Poll, wave: Wave, set_aside: int) -> None:
    require_decidable(
        poll.draft.release,
        set_aside=set_aside,
        closed=wave.closed_at is not None,
        frozen=poll.state is PollState.ARCHIVED or wave.purged_at is not None,
    )


def _locked(connection: Connection, poll: Poll, code: str) -> Wave:
    for wave in waves.of_poll(connection, poll.id):
        if wave.code == code:
            # Answers under way are waited for; later ones find that all has changed.
            return waves.locked(connection, wave.id)
    msg = sentence("This poll was not asked in {wave}.", wave=code)
    raise NoSuchWave(msg)


def _set_aside(connection: Connection, wave: Wave) -> dict[Aside, int]:
    return set_aside_in(tallies.of_wave(connection, wave.id))


def _moves(
    connection: Connection,
    poll: Poll,
    wave: Wave,
    counted: bool,  # noqa: FBT001
) -> dict[Cell, int]:
    asked = questionnaires.together_of(connection, poll.id)
    moves: Counter[Cell] = Counter()
    for response in responses.set_aside(connection, wave.id):
        steps = decision_moves(asked, response, counted=counted)
        for cell, step in steps.items():
            moves[cell] += step
    return dict(sorted(moves.items()))
