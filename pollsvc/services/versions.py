"""Changing what an open poll asks: other words, or another version."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from pollsvc.domain.cells import RESPONSES, cells_to_add, set_aside_in
from pollsvc.domain.errors import DraftRefused, MeaningWanted, MoveNotAllowed
from pollsvc.domain.polls import Poll, PollDraft, PollState
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.sentences import sentence
from pollsvc.domain.series import as_it_runs
from pollsvc.domain.version_changes import Changes, Meaning, changes_between
from pollsvc.domain.version_rules import problems_of
from pollsvc.domain.versions import Correction, Version, Versions
from pollsvc.domain.waves import Wave
from pollsvc.storage import audit, polls, questionnaires, tallies, waves
from pollsvc.storage.session import Connection

SAVED, CORRECTED, NEW_VERSION = "save", "correct words", "new version"

_FIXED = ("slug", "results", "release", "schedule", "sites", "keep_days")
"""What people were promised when they answered, and the address they were given."""


@dataclass(frozen=True, kw_only=True)
class PublishedChange:
    """A change of a published poll as it was sent.

    Attributes:
        meaning: What its author says of the words that change; None: not asked yet.
        actor: Who changes it.
        now: The moment, UTC.
    """

    draft: PollDraft
    meaning: Meaning | None
    actor: str
    now: datetime


def change_published(
    connection: Connection, stored: Poll, change: PublishedChange
) -> Poll:
    """Change what an open poll asks, within the caller's transaction.

    Where nobody has answered yet it is simply changed. Else words that mean the same
    are corrected in their version, and anything else makes another version.

    Args:
        connection: The transaction, with the poll locked.
        stored: The poll as it is.
        change: What it is to be.

    Raises:
        MoveNotAllowed: The poll has closed.
        DraftRefused: Something changes that was promised, or a known code would get
            another meaning.
        MeaningWanted: Its author has yet to say what the change means.
    """
    _require_open(stored)
    schedule = as_it_runs(stored.draft.schedule, change.draft.schedule)
    change = replace(change, draft=replace(change.draft, schedule=schedule))
    _require_kept(stored.draft, change.draft)
    # Answers under way are waited for; later ones find the poll changed.
    held = [
        waves.locked(connection, wave.id)
        for wave in waves.of_poll(connection, stored.id)
    ]
    so_far = {wave.id: tallies.of_wave(connection, wave.id) for wave in held}
    versions = questionnaires.of_poll(connection, stored.id)
    if any(c[RESPONSES] or sum(set_aside_in(c).values()) for c in so_far.values()):
        version = _next_version(stored, versions, change)
    else:
        version = Version(questionnaire=_numbered_as(stored, change.draft))
    poll = replace(
        stored, draft=replace(change.draft, questionnaire=version.questionnaire)
    )
    polls.replace_settings(connection, poll)
    questionnaires.put(connection, poll.id, version)
    _count_from_now_on(connection, poll, held)
    _record(connection, stored, version, change)
    return poll


def _require_open(stored: Poll) -> None:
    if stored.state is not PollState.OPEN:
        raise MoveNotAllowed(
            sentence("This poll has closed: what it asked stays as it was.")
        )


def _require_kept(stored: PollDraft, draft: PollDraft) -> None:
    problems = {
        "schedule.closes" if name == "schedule" else name: sentence(
            "This cannot change while the poll is open: people answered under it."
        )
        for name in _FIXED
        if getattr(stored, name) != getattr(draft, name)
    }
    if problems:
        raise DraftRefused(problems)


def _next_version(stored: Poll, versions: Versions, change: PublishedChange) -> Version:
    known = versions[stored.questionnaire.version]
    wanted = _numbered_as(stored, change.draft)
    changes = changes_between(known.questionnaire, wanted)
    if not changes:
        # Translations may have changed: they say the same in other words.
        return replace(known, questionnaire=wanted)
    asked = [version.questionnaire for version in versions.values()]
    if problems := problems_of(asked, wanted):
        raise DraftRefused(problems)
    _require_meaning(changes, change.meaning)
    today = _day(stored, change.now)
    if change.meaning is Meaning.SAME:
        corrections = tuple(Correction(on=today, change=c) for c in changes.rewordings)
        return replace(
            known,
            questionnaire=wanted,
            corrections=known.corrections + corrections,
        )
    number = max(versions) + 1
    return Version(questionnaire=replace(wanted, version=number), since=today)


def _require_meaning(changes: Changes, meaning: Meaning | None) -> None:
    more = meaning is Meaning.SAME and changes.substance
    if meaning is None or more:
        raise MeaningWanted(changes)


def _numbered_as(stored: Poll, draft: PollDraft) -> Questionnaire:
    return replace(draft.questionnaire, version=stored.questionnaire.version)


def _day(poll: Poll, now: datetime) -> date:
    return now.astimezone(poll.draft.schedule.tzinfo).date()


def _count_from_now_on(
    connection: Connection, poll: Poll, held: Iterable[Wave]
) -> None:
    """Begin to count what is new, in the waves that still take answers."""
    asked = questionnaires.together_of(connection, poll.id)
    for wave in held:
        new = cells_to_add(asked, tallies.of_wave(connection, wave.id))
        if new and wave.closed_at is None:
            tallies.start(connection, wave.id, new)
            tallies.move(connection, wave.id, {c: n for c, n in new.items() if n})


def _record(
    connection: Connection, stored: Poll, version: Version, change: PublishedChange
) -> None:
    for action, subject in _acts(stored, version):
        audit.record(
            connection,
            at=change.now,
            actor=change.actor,
            action=action,
            subject=f"{stored.slug}: {subject}",
        )


def _acts(stored: Poll, version: Version) -> Iterator[tuple[str, str]]:
    """Yield what was done, and to what, for the log of what staff do."""
    changes = changes_between(stored.questionnaire, version.questionnaire)
    if version.questionnaire.version != stored.questionnaire.version:
        yield NEW_VERSION, f"version {version.questionnaire.version}"
    elif not version.corrections or not changes:
        yield SAVED, "as it is asked"
    else:
        for word in changes.rewordings:
            yield CORRECTED, f"was “{word.before}”, is “{word.after}”"
