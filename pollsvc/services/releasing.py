"""Cutting releases: the only way from a tally to anything that is shown."""

from dataclasses import dataclass
from datetime import datetime

from pollsvc.domain import releases as rules
from pollsvc.domain.cells import Cell, set_aside_in
from pollsvc.domain.polls import Poll
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.release_policies import ReleasePolicy, release_due
from pollsvc.domain.waves import Wave
from pollsvc.domain.withholding import without_small_groups, without_stragglers
from pollsvc.storage import questionnaires, releases, responses, tallies
from pollsvc.storage.releases import Progress
from pollsvc.storage.session import Connection


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """When it is asked whether a release is due.

    Attributes:
        progress: How far the wave and its newest release have come.
        closed: Whether no more answers will come.
        now: The moment, UTC.
    """

    progress: Progress
    closed: bool
    now: datetime


def occasion(
    connection: Connection, wave: Wave, *, closed: bool, now: datetime
) -> Occasion:
    """Return an occasion, having asked how far a wave has come."""
    progress = releases.progress(connection, wave.id)
    return Occasion(progress=progress, closed=closed, now=now)


def release_if_due(
    connection: Connection, poll: Poll, wave: Wave, when: Occasion
) -> None:
    """Cut a release within the caller's transaction, if the poll's policy says so."""
    closed, now = when.closed, when.now
    due = release_due(
        poll.draft.release,
        responses=when.progress.responses,
        released=when.progress.released,
        closed=closed,
        set_aside=_set_aside(connection, wave) if wave.aside_counted else 0,
    )
    if due:
        last_moment = min(now, wave.window.closes_at or now)
        day = last_moment.astimezone(poll.draft.schedule.tzinfo).date()
        release = rules.cut(
            wave.id,
            _counts_to_show(connection, poll, wave),
            on=day,
            aside_counted=wave.aside_counted,
        )
        if poll.draft.release is ReleasePolicy.BATCHED and _has_changed(poll):
            release = without_stragglers(
                release,
                releases.newest(connection, wave.id),
                _asked_in(connection, poll),
            )
        releases.put(connection, release)
    elif closed:
        # Ten had answered, and then some took theirs back: what was shown counts
        # answers that are gone, and what is left is too few to show.
        releases.remove(connection, wave.id)


def _counts_to_show(connection: Connection, poll: Poll, wave: Wave) -> dict[Cell, int]:
    exact = tallies.of_wave(connection, wave.id)
    is_batched = poll.draft.release is ReleasePolicy.BATCHED
    if not is_batched or not _has_changed(poll):
        return exact
    return without_small_groups(
        exact,
        _asked_in(connection, poll),
        responses.by_version(connection, wave.id, aside_too=wave.aside_counted),
    )


def _asked_in(connection: Connection, poll: Poll) -> dict[int, Questionnaire]:
    versions = questionnaires.of_poll(connection, poll.id)
    return {number: version.questionnaire for number, version in versions.items()}


def _has_changed(poll: Poll) -> bool:
    return poll.questionnaire.version > 1


def _set_aside(connection: Connection, wave: Wave) -> int:
    return sum(set_aside_in(tallies.of_wave(connection, wave.id)).values())
