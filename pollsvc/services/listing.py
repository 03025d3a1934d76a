"""The published polls in a list, as far as the public may know of each."""

from dataclasses import dataclass
from datetime import datetime

from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.release_policies import may_look
from pollsvc.domain.waves import Standing, Wave, wave_at
from pollsvc.storage import polls, releases, waves
from pollsvc.storage.session import Connection, reading


@dataclass(frozen=True, kw_only=True)
class ListedPoll:
    """A published poll and the wave it shows.

    Attributes:
        answers: How many responses the newest release counts; None where nothing
            is released, or not to everybody.
    """

    poll: Poll
    wave: Wave
    standing: Standing
    answers: int | None


@dataclass(frozen=True, kw_only=True)
class PublicList:
    """Polls that take answers, the first to close on top; then closed ones."""

    open: tuple[ListedPoll, ...]
    closed: tuple[ListedPoll, ...]


def public_list(*, now: datetime, most_closed: int) -> PublicList:
    """Return the open polls and the most recently closed ones.

    Args:
        now: The moment, UTC.
        most_closed: How many closed polls at most.
    """
    with reading() as connection:
        published = polls.in_states(connection, PollState.OPEN, PollState.CLOSED)
        listed = [_listed(connection, poll, now) for poll in published]
    known = [entry for entry in listed if entry is not None]
    return PublicList(
        open=tuple(
            sorted((e for e in known if e.standing is Standing.OPEN), key=_closing)
        ),
        closed=tuple(
            sorted(
                (e for e in known if e.standing is Standing.CLOSED),
                key=lambda entry: entry.wave.ended_at(now=now) or now,
                reverse=True,
            )[:most_closed]
        ),
    )


def _listed(connection: Connection, poll: Poll, now: datetime) -> ListedPoll | None:
    newest = wave_at(waves.of_poll(connection, poll.id), now=now)
    if newest is None:
        return None
    standing = newest.standing(now=now)
    for_everybody = may_look(
        poll.draft.results,
        closed=standing is Standing.CLOSED,
        has_answered=False,
        is_staff=False,
    )
    release = releases.newest(connection, newest.id) if for_everybody else None
    return ListedPoll(
        poll=poll,
        wave=newest,
        standing=standing,
        answers=release.responses if release else None,
    )


def _closing(entry: ListedPoll) -> tuple[bool, float]:
    closes = entry.wave.window.closes_at
    return closes is None, closes.timestamp() if closes else 0.0
