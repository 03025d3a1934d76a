"""Opening, closing and archiving polls, by hand or because their time has come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pollsvc.domain import errors
from pollsvc.domain.polls import Move, Poll, PollState, check_draft, moved
from pollsvc.domain.sentences import sentence
from pollsvc.domain.series import is_over
from pollsvc.domain.waves import Wave
from pollsvc.services import fielding
from pollsvc.storage import audit, bookmarks, polls, tallies, waves
from pollsvc.storage.forgetting import forget_history
from pollsvc.storage.session import Connection, reading, transaction

SCHEDULE = "schedule"
"""The actor of what nobody did by hand."""


@dataclass(frozen=True, kw_only=True)
class DueReport:
    """What `run_due` did: the slugs of polls and the codes of their waves.

    Attributes:
        over: The slugs of polls whose last dates had been left out, and have passed.
        bookmarks: How many that were kept to finish later are deleted.
        traces: Whether the database's files may still hold what closed waves held
            before, until the next look at what is due.
    """

    opened: tuple[tuple[str, str], ...]
    closed: tuple[tuple[str, str], ...]
    over: tuple[str, ...] = ()
    bookmarks: int = 0
    traces: bool = False

    @property
    def nothing(self) -> bool:
        """Whether nothing was due."""
        return not (self.opened or self.closed or self.over or self.bookmarks)


def open_poll(*, slug: str, actor: str, now: datetime) -> Poll:
    """Publish a draft: from its window's beginning it takes answers.

    Raises:
        MoveNotAllowed: The poll is not a draft.
        DraftRefused: Its closing time has passed, or it breaks another rule.
    """
    return _move(slug, Move.OPEN, actor, now, _start)


def undo_open(*, slug: str, actor: str, now: datetime) -> Poll:
    """Put a poll that nobody has answered back to draft.

    Raises:
        MoveNotAllowed: The poll is not open, or somebody has answered.
    """
    return _move(slug, Move.UNDO_OPEN, actor, now, _unstart)


def close_poll(*, slug: str, actor: str, now: datetime) -> Poll:
    """Close a poll for good: no more answers or changes, the last release is cut."""
    return _move(slug, Move.CLOSE, actor, now, _finish)


def archive_poll(*, slug: str, actor: str, now: datetime) -> Poll:
    """Archive a closed poll: from now on no receipt can find a response."""
    return _move(slug, Move.ARCHIVE, actor, now, _seal)


def run_due(*, now: datetime) -> DueReport:
    """Close the waves whose time is over and open the next of repeating polls.

    What was kept to finish later is deleted when its last day has come.

    Safe to run at any time, twice, and on two machines at once: each poll is locked
    and looked at again before it is acted upon. Where nothing is due, nothing is
    written: each change makes every process look again at what it keeps in memory.
    """
    with reading() as connection:
        candidates = [
            poll.slug
            for poll in polls.in_states(connection, PollState.OPEN)
            if _is_due(connection, poll, now)
        ]
    opened: list[tuple[str, str]] = []
    closed: list[tuple[str, str]] = []
    over: list[str] = []
    for slug in candidates:
        with transaction(long=True) as connection:
            poll = polls.with_slug(connection, slug, lock=True)
            if poll.state is PollState.OPEN:
                ended = _close_ended(connection, poll, now)
                closed += [(slug, each.code) for each in ended]
                wave = fielding.open_next(connection, poll, now)
                opened += [(slug, wave.code)] if wave else []
                is_last = _end_if_over(connection, poll, now)
                over += [slug] if is_last and not ended else []
    removed = _remove_bookmarks(now)
    traces = not forget_history()
    return DueReport(
        opened=tuple(opened),
        closed=tuple(closed),
        over=tuple(over),
        bookmarks=removed,
        traces=traces,
    )


def _is_due(connection: Connection, poll: Poll, now: datetime) -> bool:
    return bool(
        fielding.ended_waves(connection, poll, now)
        or fielding.window_due(connection, poll, now)
        or is_over(poll, waves.of_poll(connection, poll.id), now=now)
    )


def _close_ended(connection: Connection, poll: Poll, now: datetime) -> list[Wave]:
    ended = fielding.ended_waves(connection, poll, now)
    for wave in ended:
        fielding.close_wave(connection, poll, wave, now)
    return ended


def _end_if_over(connection: Connection, poll: Poll, now: datetime) -> bool:
    if not is_over(poll, waves.of_poll(connection, poll.id), now=now):
        return False
    polls.set_state(connection, poll.id, moved(poll.state, Move.CLOSE))
    _record(connection, Move.CLOSE, poll, SCHEDULE, now)
    return True


def _remove_bookmarks(now: datetime) -> int:
    with reading() as connection:
        if not bookmarks.is_any_due(connection, today=now.date()):
            return 0
    # Nothing that a process keeps in memory changes by it.
    with transaction(of_answers=True, long=True) as connection:
        return bookmarks.remove_due(connection, today=now.date())


_Work = Callable[[Connection, Poll, datetime], None]


def _move(slug: str, move: Move, actor: str, now: datetime, work: _Work) -> Poll:
    with transaction(long=True) as connection:
        poll = polls.with_slug(connection, slug, lock=True)
        state = moved(poll.state, move)
        work(connection, poll, now)
        polls.set_state(connection, poll.id, state)
        _record(connection, move, poll, actor, now)
        poll = polls.with_slug(connection, slug)
    # What is left by it, the next look at what is due finds, and says so.
    forget_history()
    return poll


def _record(
    connection: Connection, move: Move, poll: Poll, actor: str, now: datetime
) -> None:
    audit.record(connection, at=now, actor=actor, action=move.value, subject=poll.slug)


def _start(connection: Connection, poll: Poll, now: datetime) -> None:
    check_draft(poll.draft)
    window = poll.draft.schedule.coming_window(now=now)
    if window.closes_at is not None and window.closes_at <= now:
        past = sentence("The closing time is past.")
        raise errors.DraftRefused({"schedule.closes": past})
    fielding.open_wave(connection, poll, window)


def _unstart(connection: Connection, poll: Poll, now: datetime) -> None:
    del now
    for wave in waves.of_poll(connection, poll.id):
        waves.locked(connection, wave.id)
        if tallies.responses_of(connection, wave.id):
            msg = sentence(
                "Somebody has answered, so the poll can no longer go back to draft."
            )
            raise errors.MoveNotAllowed(msg)
    waves.remove_of(connection, poll.id)


def _finish(connection: Connection, poll: Poll, now: datetime) -> None:
    fielding.remove_upcoming(connection, poll, now)
    for wave in waves.of_poll(connection, poll.id):
        if wave.closed_at is None:
            fielding.close_wave(connection, poll, wave, now)


def _seal(connection: Connection, poll: Poll, now: datetime) -> None:
    del now
    waves.erase_salts(connection, poll.id)
