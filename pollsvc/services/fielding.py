"""Opening and closing the waves of a poll, within the caller's transaction."""

from datetime import datetime

from pollsvc.domain.cells import all_cells
from pollsvc.domain.polls import Poll
from pollsvc.domain.schedules import Window
from pollsvc.domain.series import next_window
from pollsvc.domain.waves import Standing, Wave, wave_code
from pollsvc.services.releasing import occasion, release_if_due
from pollsvc.storage import (
    arrivals,
    bookmarks,
    questionnaires,
    rewriting,
    tallies,
    waves,
)
from pollsvc.storage.session import Connection


def open_wave(connection: Connection, poll: Poll, window: Window) -> Wave:
    """Store a wave: from its window's beginning it takes answers."""
    code = wave_code(poll.draft.schedule, window)
    wave = waves.add(connection, poll.id, code, window)
    asked = questionnaires.together_of(connection, poll.id)
    tallies.start(connection, wave.id, all_cells(asked))
    return wave


def close_wave(connection: Connection, poll: Poll, wave: Wave, now: datetime) -> None:
    """Close a wave for good: the last release is cut, and what it left is mixed."""
    # The lock waits for answers under way and keeps later ones out; only what is
    # counted then is released.
    waves.locked(connection, wave.id)
    ended = min(wave.window.closes_at or now, now)
    waves.mark_closed(connection, wave.id, at=ended)
    when = occasion(connection, wave, closed=True, now=now)
    release_if_due(connection, poll, wave, when)
    rewriting.shuffle(connection, wave.id)
    arrivals.forget(connection, wave.id)
    bookmarks.forget(connection, wave.id)


def ended_waves(connection: Connection, poll: Poll, now: datetime) -> list[Wave]:
    """Return the waves whose time is over, and that nobody has closed."""
    return [
        wave
        for wave in waves.of_poll(connection, poll.id)
        if wave.closed_at is None and wave.standing(now=now) is Standing.CLOSED
    ]


def window_due(connection: Connection, poll: Poll, now: datetime) -> Window | None:
    """Return the next window of a poll that has no wave, or None.

    It is stored as soon as the wave before has closed, so that it opens on time.
    """
    so_far = waves.of_poll(connection, poll.id)
    if not so_far or any(wave.closed_at is None for wave in so_far):
        return None
    return next_window(poll, so_far[0], now=now)


def open_next(connection: Connection, poll: Poll, now: datetime) -> Wave | None:
    """Store the next wave of a poll that repeats; None where none is due."""
    window = window_due(connection, poll, now)
    return None if window is None else open_wave(connection, poll, window)


def remove_upcoming(connection: Connection, poll: Poll, now: datetime) -> None:
    """Delete the wave that is stored and has not opened, unless it is the first."""
    so_far = waves.of_poll(connection, poll.id)
    for wave in so_far[:-1]:
        if waves.locked(connection, wave.id).standing(now=now) is Standing.UPCOMING:
            waves.remove(connection, wave.id)
