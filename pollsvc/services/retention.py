"""Deleting single responses when their time is over; what was counted stays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from pollsvc.domain.errors import MoveNotAllowed, NoSuchWave
from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.retention import purge_at
from pollsvc.domain.waves import Wave
from pollsvc.services.lifecycle import SCHEDULE
from pollsvc.storage import audit, polls, responses, waves
from pollsvc.storage.forgetting import forget_history
from pollsvc.storage.session import Connection, reading, transaction

ACTION = "purge"


@dataclass(frozen=True, kw_only=True)
class Purge:
    """What was deleted.

    Attributes:
        traces: Whether the database's files may still hold some of it, until the
            next look at what is due.
    """

    waves: tuple["PurgedWave", ...]
    traces: bool = False


@dataclass(frozen=True, kw_only=True)
class PurgedWave:
    """One wave whose responses were deleted, or would be.

    Attributes:
        responses: How many.
    """

    slug: str
    wave: str
    responses: int


def purge_due(*, now: datetime) -> Purge:
    """Delete the responses of every wave that its poll has kept for long enough.

    Safe to run at any time, twice, and on two machines at once.
    """
    due = [
        (poll, wave)
        for poll, wave in _kept_waves()
        if (moment := purge_at(wave, poll.draft.keep_days)) and moment <= now
    ]
    return _purge_all(due, actor=SCHEDULE, now=now)


def purge_poll(
    *, slug: str, actor: str, now: datetime, wave_code: str | None = None
) -> Purge:
    """Delete the responses of a poll's closed waves, or of a named one.

    Raises:
        NoSuchPoll: There is none at this address.
        NoSuchWave: It was not asked in this wave.
        MoveNotAllowed: The wave has not closed.
    """
    return _purge_all(_chosen(slug, wave_code), actor=actor, now=now)


def purgeable(*, slug: str, wave_code: str | None = None) -> tuple[PurgedWave, ...]:
    """Return what `purge_poll` would delete, and delete nothing.

    Raises:
        NoSuchPoll: There is none at this address.
        NoSuchWave: It was not asked in this wave.
        MoveNotAllowed: The wave has not closed.
    """
    chosen = _chosen(slug, wave_code)
    with reading(long=True) as connection:
        return tuple(_report(connection, poll, wave) for poll, wave in chosen)


def _kept_waves() -> list[tuple[Poll, Wave]]:
    with reading() as connection:
        return [
            (poll, wave)
            for poll in polls.in_states(connection, *PollState)
            if poll.draft.keep_days is not None
            for wave in waves.of_poll(connection, poll.id)
        ]


def _chosen(slug: str, code: str | None) -> list[tuple[Poll, Wave]]:
    with reading() as connection:
        poll = polls.with_slug(connection, slug)
        found = waves.of_poll(connection, poll.id)
    wanted = [wave for wave in found if code in (None, wave.code)]
    if code is not None and not wanted:
        msg = f"This poll was not asked in {code}."
        raise NoSuchWave(msg)
    if code is not None and wanted[0].closed_at is None:
        msg = f"The wave {code} has not closed: only closed waves can be purged."
        raise MoveNotAllowed(msg)
    return [
        (poll, wave)
        for wave in wanted
        if wave.closed_at is not None and wave.purged_at is None
    ]


def _purge_all(
    chosen: Iterable[tuple[Poll, Wave]], *, actor: str, now: datetime
) -> Purge:
    purged = tuple(_purge_each(chosen, actor=actor, now=now))
    return Purge(waves=purged, traces=bool(purged) and not forget_history())


def _purge_each(
    chosen: Iterable[tuple[Poll, Wave]], *, actor: str, now: datetime
) -> Iterator[PurgedWave]:
    for poll, seen in chosen:
        with transaction(long=True) as connection:
            wave = waves.locked(connection, seen.id)
            if wave.purged_at is not None:  # somebody else was quicker
                continue
            report = _report(connection, poll, wave)
            responses.remove_all(connection, wave.id)
            waves.mark_purged(connection, wave.id, at=now)
            audit.record(
                connection,
                at=now,
                actor=actor,
                action=ACTION,
                subject=f"{poll.slug} {wave.code}: {report.responses} responses",
            )
        yield report


def _report(connection: Connection, poll: Poll, wave: Wave) -> PurgedWave:
    return PurgedWave(
        slug=poll.slug,
        wave=wave.code,
        responses=responses.count(connection, wave.id),
    )
