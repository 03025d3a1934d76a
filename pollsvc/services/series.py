"""What staff do to the waves of an open poll: skip, extend, close, stop, resume."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from pollsvc.domain.errors import MoveNotAllowed
from pollsvc.domain.polls import Poll
from pollsvc.domain.schedule_rules import MOST_SKIPS
from pollsvc.domain.schedules import Schedule, Turn
from pollsvc.domain.sentences import sentence
from pollsvc.domain.series import (
    SeriesMove,
    extension_problem,
    next_turn,
    next_window,
    obstacle,
    require,
    require_wave,
    series_of,
)
from pollsvc.domain.waves import Wave, wave_at, wave_code
from pollsvc.services import fielding
from pollsvc.storage import audit, polls, waves
from pollsvc.storage.forgetting import forget_history
from pollsvc.storage.session import Connection, reading, transaction


@dataclass(frozen=True, kw_only=True)
class SeriesView:
    """A poll's waves as its author sees them.

    Attributes:
        wave: The wave that the poll shows; None while it has never been opened.
        moves: What can be done now.
        turns: The next dates, left out or not; none where it was stopped.
        next_turn: The first of them that is not left out, stopped or not.
    """

    poll: Poll
    wave: Wave | None
    moves: frozenset[SeriesMove]
    turns: tuple[Turn, ...]
    next_turn: Turn | None


@dataclass(frozen=True, kw_only=True)
class _Held:
    """A poll that nobody else can change until the transaction ends."""

    connection: Connection
    poll: Poll
    wave: Wave


def look_at_series(*, slug: str, now: datetime, most: int) -> SeriesView:
    """Return a poll's waves and what can be done to them.

    Args:
        slug: The poll's address.
        now: The moment, UTC.
        most: How many of the next dates.

    Raises:
        NoSuchPoll: There is none at this address.
    """
    with reading() as connection:
        poll = polls.with_slug(connection, slug)
        so_far = waves.of_poll(connection, poll.id)
    wave, schedule = wave_at(so_far, now=now), poll.draft.schedule
    series = series_of(poll, so_far, now=now)
    after = wave.window.opens_at if wave else None
    turns = () if schedule.stopped else schedule.turns(now=now, after=after)
    return SeriesView(
        poll=poll,
        wave=wave,
        moves=frozenset(m for m in SeriesMove if obstacle(m, series) is None),
        turns=tuple(islice(turns, most)),
        next_turn=next_turn(poll, wave, now=now),
    )


def skip_next(*, slug: str, wave: str, actor: str, now: datetime) -> None:
    """Leave out the next wave of a series; it can be taken back until its time.

    Args:
        slug: The poll's address.
        wave: The code that it would have: who presses twice skips one.
        actor: Who does it.
        now: The moment, UTC.

    Raises:
        MoveNotAllowed: It is not the next one, or too many are left out.
    """
    with _held(slug, SeriesMove.SKIP, now) as held:
        turn = next_turn(held.poll, held.wave, now=now)
        schedule = held.poll.draft.schedule
        if turn is None or wave_code(schedule, turn.window) != wave:
            msg = sentence("Wave {wave} is left out already, or has opened.", wave=wave)
            raise MoveNotAllowed(msg)
        changed = _without(schedule, turn, held.wave)
        _change(held, lambda _: changed, now)
        _record(held, SeriesMove.SKIP, wave, actor, now)


def take_back_skips(*, slug: str, actor: str, now: datetime) -> None:
    """Ask on the dates to come after all that were left out.

    Raises:
        MoveNotAllowed: None is.
    """
    with _held(slug, SeriesMove.TAKE_BACK, now) as held:
        _change(held, lambda s: _with_all_to_come(s, held.wave, now), now)
        _record(held, SeriesMove.TAKE_BACK, "", actor, now)


def stop_repeating(*, slug: str, actor: str, now: datetime) -> None:
    """Ask no more after the wave that is running, until somebody begins again.

    Raises:
        MoveNotAllowed: It does not go on anyway.
    """
    with _held(slug, SeriesMove.STOP, now) as held:
        _change(held, lambda schedule: replace(schedule, stopped=True), now)
        _record(held, SeriesMove.STOP, "", actor, now)


def begin_again(*, slug: str, actor: str, now: datetime) -> None:
    """Go on with a series that was stopped, at its next date.

    Raises:
        MoveNotAllowed: It was not stopped, or its dates have passed.
    """
    with _held(slug, SeriesMove.BEGIN_AGAIN, now) as held:
        _change(held, lambda schedule: replace(schedule, stopped=False), now)
        _record(held, SeriesMove.BEGIN_AGAIN, "", actor, now)


def extend_wave(
    *, slug: str, wave: str, until: datetime, actor: str, now: datetime
) -> None:
    """Let the wave that is running close later.

    Args:
        slug: The poll's address.
        wave: Its code: who was shown an earlier one extends no other.
        until: When it is to close, UTC.
        actor: Who does it.
        now: The moment, UTC.

    Raises:
        MoveNotAllowed: It is not the one that is running, or cannot be open until
            then.
    """
    with _held(slug, SeriesMove.EXTEND, now) as held:
        require_wave(held.wave, wave)
        following = next_window(held.poll, held.wave, now=now)
        problem = extension_problem(
            until,
            closes_at=held.wave.window.closes_at or now,
            next_opens_at=following.opens_at if following else None,
        )
        if problem is not None:
            raise MoveNotAllowed(problem)
        waves.extend(held.connection, held.wave.id, until=until)
        what = f"{held.wave.code} until {until:%Y-%m-%dT%H:%MZ}"
        _record(held, SeriesMove.EXTEND, what, actor, now)


def close_wave(*, slug: str, wave: str, actor: str, now: datetime) -> None:
    """Close the wave that is running, for good; the series goes on.

    Args:
        slug: The poll's address.
        wave: Its code: who was shown an earlier one closes no other.
        actor: Who does it.
        now: The moment, UTC.

    Raises:
        MoveNotAllowed: It is not the one that is running.
    """
    with _held(slug, SeriesMove.CLOSE_WAVE, now) as held:
        require_wave(held.wave, wave)
        fielding.close_wave(held.connection, held.poll, held.wave, now)
        fielding.open_next(held.connection, held.poll, now)
        _record(held, SeriesMove.CLOSE_WAVE, held.wave.code, actor, now)
    # What is left by it, the next look at what is due finds, and says so.
    forget_history()


@contextmanager
def _held(slug: str, move: SeriesMove, now: datetime) -> Iterator[_Held]:
    """Yield a poll, locked with the wave it shows, to which a move can be done."""
    with transaction(long=True) as connection:
        poll = polls.with_slug(connection, slug, lock=True)
        so_far = waves.of_poll(connection, poll.id)
        require(move, series_of(poll, so_far, now=now))
        shown = wave_at(so_far, now=now)
        if shown is None:
            msg = "an open poll has a wave"
            raise AssertionError(msg)
        wave = waves.locked(connection, shown.id)
        yield _Held(connection=connection, poll=poll, wave=wave)


def _change(held: _Held, change: Callable[[Schedule], Schedule], now: datetime) -> None:
    """Store another schedule, and the wave that follows by it."""
    draft = held.poll.draft
    poll = replace(held.poll, draft=replace(draft, schedule=change(draft.schedule)))
    polls.replace_settings(held.connection, poll)
    fielding.remove_upcoming(held.connection, poll, now)
    fielding.open_next(held.connection, poll, now)


def _without(schedule: Schedule, turn: Turn, wave: Wave) -> Schedule:
    skips = sorted({*schedule.skips, turn.day})
    if len(skips) > MOST_SKIPS:
        # What lies before the wave that is shown has passed, and matters no more.
        begun = wave.window.opens_at.astimezone(schedule.tzinfo).date()
        skips = [day for day in skips if day > begun]
    if len(skips) > MOST_SKIPS:
        msg = sentence("Leave out at most {most} dates.", most=MOST_SKIPS)
        raise MoveNotAllowed(msg)
    return replace(schedule, skips=tuple(skips))


def _with_all_to_come(schedule: Schedule, wave: Wave, now: datetime) -> Schedule:
    coming = schedule.turns(now=now, after=wave.window.opens_at)
    latest = max(schedule.skips)
    taken_back = set()
    for turn in coming:
        if turn.day > latest:
            break
        taken_back.add(turn.day)
    skips = tuple(day for day in schedule.skips if day not in taken_back)
    return replace(schedule, skips=skips)


def _record(
    held: _Held, move: SeriesMove, what: str, actor: str, now: datetime
) -> None:
    subject = f"{held.poll.slug} {what}".strip()
    audit.record(
        held.connection, at=now, actor=actor, action=move.value, subject=subject
    )
