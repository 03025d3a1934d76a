"""Writing polls: drafting, changing, finding and listing them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, count

from pollsvc.domain.cells import RESPONSES, set_aside_in
from pollsvc.domain.errors import DraftRefused, MoveNotAllowed, QuestionChanged
from pollsvc.domain.polls import MAX_SLUG, Poll, PollDraft, PollState, check_draft
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.sentences import sentence
from pollsvc.domain.translations import refitted
from pollsvc.domain.version_changes import Meaning
from pollsvc.domain.waves import Standing, Wave, wave_at
from pollsvc.services.versions import PublishedChange, change_published
from pollsvc.storage import audit, polls, tallies, waves
from pollsvc.storage.session import Connection, reading, transaction

RESERVED_SLUGS = frozenset({"new", "preview"})
"""Addresses below /staff/polls/ that are pages of our own."""

_CHANGED = sentence("Somebody else changed this in the meantime.")
_NOT_A_DRAFT = {
    PollState.OPEN: sentence("This poll is open: only a draft can be changed."),
    PollState.CLOSED: sentence("This poll is closed: only a draft can be changed."),
    PollState.ARCHIVED: sentence("This poll is archived: only a draft can be changed."),
}


@dataclass(frozen=True, kw_only=True)
class PollSummary:
    """A poll as a list shows it.

    Attributes:
        wave: The wave that it shows; None while the poll has never been opened.
        standing: Where that wave stands now.
        responses: How many responses of that wave count.
        set_aside: How many were set aside, whether they count or not.
    """

    poll: Poll
    wave: Wave | None
    standing: Standing | None
    responses: int
    set_aside: int


def create_poll(
    *,
    draft: PollDraft,
    actor: str,
    now: datetime,
    is_example: bool = False,
    unfinished: bool = False,
) -> Poll:
    """Store a new poll as a draft.

    Args:
        draft: What its author wrote.
        actor: Who does it.
        now: When, UTC.
        is_example: Whether it comes with the example data.
        unfinished: Whether its questions may still lack something.

    Raises:
        DraftRefused: It breaks a rule; SlugTaken where its address is in use.
    """
    _check(draft, unfinished=unfinished)
    with transaction() as connection:
        poll = polls.add(connection, draft, is_example=is_example, now=now)
        audit.record(
            connection, at=now, actor=actor, action="create", subject=poll.slug
        )
    return poll


def save_poll(
    *,
    slug: str,
    draft: PollDraft,
    actor: str,
    now: datetime,
    meaning: Meaning | None = None,
) -> Poll:
    """Replace what the author wrote; the address of a draft may change too.

    Of an open poll, what is asked may change: see `versions.change_published`.

    Args:
        slug: The poll's address so far.
        draft: What it is to be.
        actor: Who saves it.
        now: The moment.
        meaning: What the author says of words that change in an open poll.

    Raises:
        NoSuchPoll: There is none at this address.
        MoveNotAllowed: It has closed.
        DraftRefused: It breaks a rule; SlugTaken where its address is in use.
        MeaningWanted: People have answered, and the author has yet to say whether
            what changes means the same.
    """
    with transaction() as connection:
        stored = polls.with_slug(connection, slug, lock=True)
        return _replaced(
            connection,
            stored,
            PublishedChange(draft=draft, meaning=meaning, actor=actor, now=now),
        )


def save_seen(
    *,
    seen: Poll,
    draft: PollDraft,
    actor: str,
    now: datetime,
    meaning: Meaning | None = None,
) -> Poll:
    """Replace what the author wrote, as `save_poll`, but nothing of somebody else.

    Args:
        seen: The poll as its author has seen it.
        draft: What it is to be.
        actor: Who saves it.
        now: The moment.
        meaning: What the author says of words that change in an open poll.

    Raises:
        QuestionChanged: Somebody else changed or opened it since its author looked.
        Refusal: Whatever `save_poll` raises.
    """
    with transaction() as connection:
        stored = polls.with_slug(connection, seen.slug, lock=True)
        if (seen.draft, seen.state) != (stored.draft, stored.state):
            raise QuestionChanged(_CHANGED)
        return _replaced(
            connection,
            stored,
            PublishedChange(draft=draft, meaning=meaning, actor=actor, now=now),
        )


def edit_questions(
    *,
    slug: str,
    change: Callable[[Questionnaire], Questionnaire],
    actor: str,
    now: datetime,
    meaning: Meaning | None = None,
) -> Poll:
    """Change what is asked; what a draft's questions still lack may stay lacking.

    Nobody else's change gets lost: `change` is given what is stored at this moment. Of
    an open poll, see `versions.change_published`.

    Args:
        slug: The poll's address.
        change: Returns what is to be asked instead.
        actor: Who does it.
        now: When, UTC.
        meaning: What the author says of words that change in an open poll.

    Raises:
        NoSuchPoll: There is none at this address.
        MoveNotAllowed: It has closed.
        DraftRefused: It breaks a rule.
        MeaningWanted: People have answered, and the author has yet to say whether
            what changes means the same.
        Refusal: Whatever `change` raises.
    """
    with transaction() as connection:
        stored = polls.with_slug(connection, slug, lock=True)
        before = stored.questionnaire if meaning is Meaning.OTHER else None
        changed = refitted(change(stored.questionnaire), before=before)
        if changed == stored.questionnaire:
            return stored
        draft = replace(stored.draft, questionnaire=changed)
        if stored.state is PollState.DRAFT:
            return _redrafted(connection, stored, draft, actor=actor, now=now)
        check_draft(draft)
        published = PublishedChange(draft=draft, meaning=meaning, actor=actor, now=now)
        return change_published(connection, stored, published)


def edit_draft_questions(
    *,
    slug: str,
    change: Callable[[Questionnaire], Questionnaire],
    actor: str,
    now: datetime,
) -> Poll:
    """Change what a draft asks, as `edit_questions`, but nothing that members met.

    Raises:
        NoSuchPoll: There is none at this address.
        MoveNotAllowed: It has been opened, be it a moment ago.
        DraftRefused: It breaks a rule.
        Refusal: Whatever `change` raises.
    """
    with transaction() as connection:
        stored = polls.with_slug(connection, slug, lock=True)
        if stored.state is not PollState.DRAFT:
            raise MoveNotAllowed(_NOT_A_DRAFT[stored.state])
        changed = refitted(change(stored.questionnaire))
        if changed == stored.questionnaire:
            return stored
        draft = replace(stored.draft, questionnaire=changed)
        return _redrafted(connection, stored, draft, actor=actor, now=now)


def _replaced(connection: Connection, stored: Poll, change: PublishedChange) -> Poll:
    draft = change.draft
    # What is asked and still lacks something is no reason to refuse its settings.
    _check(draft, unfinished=draft.questionnaire == stored.questionnaire)
    if stored.state is not PollState.DRAFT:
        return change_published(connection, stored, change)
    poll = replace(stored, draft=draft)
    polls.replace_draft(connection, poll)
    slug = stored.slug
    subject = slug if slug == draft.slug else f"{slug} -> {draft.slug}"
    audit.record(
        connection, at=change.now, actor=change.actor, action="save", subject=subject
    )
    return poll


def _redrafted(
    connection: Connection,
    stored: Poll,
    draft: PollDraft,
    *,
    actor: str,
    now: datetime,
) -> Poll:
    check_draft(draft, unfinished=True)
    poll = replace(stored, draft=draft)
    polls.replace_draft(connection, poll)
    audit.record(connection, at=now, actor=actor, action="save", subject=stored.slug)
    return poll


def free_slug(*, wanted: str) -> str:
    """Return an address that no poll has: the wanted one, or that with a number."""
    with reading() as connection:
        taken = {poll.slug for poll in polls.in_states(connection, *PollState)}
    taken |= RESERVED_SLUGS
    candidates = (f"{wanted[: MAX_SLUG - 5]}-{number}" for number in count(2))
    return next(slug for slug in chain([wanted], candidates) if slug not in taken)


def find_poll(*, slug: str) -> Poll:
    """Return the poll at an address, whatever its state.

    Raises:
        NoSuchPoll: There is none.
    """
    with reading() as connection:
        return polls.with_slug(connection, slug)


def summarise_poll(*, slug: str, now: datetime) -> PollSummary:
    """Return one poll as a list shows it.

    Raises:
        NoSuchPoll: There is none at this address.
    """
    with reading() as connection:
        return _summary(connection, polls.with_slug(connection, slug), now)


def list_polls(*, now: datetime) -> tuple[PollSummary, ...]:
    """Return every poll, the newest first."""
    with reading() as connection:
        return tuple(
            _summary(connection, poll, now)
            for poll in polls.in_states(connection, *PollState)
        )


def _check(draft: PollDraft, *, unfinished: bool) -> None:
    check_draft(draft, unfinished=unfinished)
    if draft.slug in RESERVED_SLUGS:
        taken = sentence(
            "The address {slug!r} is taken by a page of this site.", slug=draft.slug
        )
        raise DraftRefused({"slug": taken})


def _summary(connection: Connection, poll: Poll, now: datetime) -> PollSummary:
    newest = wave_at(waves.of_poll(connection, poll.id), now=now)
    counts = tallies.of_wave(connection, newest.id) if newest else {}
    return PollSummary(
        poll=poll,
        wave=newest,
        standing=newest.standing(now=now) if newest else None,
        responses=counts.get(RESPONSES, 0),
        set_aside=sum(set_aside_in(counts).values()),
    )
