"""Cutting releases: the only way from a tally to anything that is shown."""

from datetime import datetime

from pollsvc.domain import releases as rules
from pollsvc.domain.cells import Cell, set_aside_in
from pollsvc.domain.polls import Poll
from pollsvc.domain.release_policies import ReleasePolicy, release_due
from pollsvc.domain.waves import Wave
from pollsvc.domain.withholding import without_small_groups, without_stragglers
from pollsvc.storage import questionnaires, releases, responses, tallies
from pollsvc.storage.session import Connection


def release_if_due(
    connection: Connection, poll: Poll, wave: Wave, *, closed: bool, now: datetime
) -> None:
    """Cut a release within the caller's transaction, if the poll's policy says so."""
    counted, released = releases.progress(connection, wave.id)
    due = release_due(
        poll.draft.release,
        responses=counted,
        released=released,
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
                questionnaires.together_of(connection, poll.id),
                poll.questionnaire,
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
    versions = questionnaires.of_poll(connection, poll.id)
    return without_small_groups(
        exact,
        {number: version.questionnaire for number, version in versions.items()},
        responses.by_version(connection, wave.id, aside_too=wave.aside_counted),
    )


def _has_changed(poll: Poll) -> bool:
    return poll.questionnaire.version > 1


def _set_aside(connection: Connection, wave: Wave) -> int:
    return sum(set_aside_in(tallies.of_wave(connection, wave.id)).values())
