"""Polls and their questionnaires, stored and found."""

import uuid
from datetime import datetime

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from pollsvc.domain.errors import NoSuchPoll, SlugTaken
from pollsvc.domain.polls import Poll, PollDraft, PollState, is_slug
from pollsvc.domain.questionnaire_documents import from_document
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.sentences import sentence
from pollsvc.domain.versions import Version
from pollsvc.storage import questionnaires, schedules
from pollsvc.storage.tables import PollRow, QuestionnaireRow

_SELECT = select(PollRow.__table__, QuestionnaireRow.document).join(
    QuestionnaireRow,
    (QuestionnaireRow.poll_id == PollRow.id)
    & (QuestionnaireRow.version == PollRow.version),
)


def add(
    connection: Connection, draft: PollDraft, *, is_example: bool, now: datetime
) -> Poll:
    """Store a new poll as a draft.

    Raises:
        SlugTaken: Another poll has the address.
    """
    poll = Poll(
        id=uuid.uuid4().hex, state=PollState.DRAFT, draft=draft, is_example=is_example
    )
    values = _columns(draft) | {
        "id": poll.id,
        "state": poll.state,
        "is_example": is_example,
        "created_at": now,
    }
    try:
        with connection.begin_nested():
            connection.execute(insert(PollRow).values(values))
    except IntegrityError:
        raise SlugTaken(draft.slug) from None
    questionnaires.put(connection, poll.id, Version(questionnaire=poll.questionnaire))
    return poll


def replace_draft(connection: Connection, poll: Poll) -> None:
    """Store what the author changed in a poll nobody has answered.

    Raises:
        SlugTaken: Another poll has the address.
    """
    replace_settings(connection, poll)
    questionnaires.remove_of(connection, poll.id)
    questionnaires.put(connection, poll.id, Version(questionnaire=poll.questionnaire))


def replace_settings(connection: Connection, poll: Poll) -> None:
    """Store all that the author decides but what is asked; of that, which version.

    Raises:
        SlugTaken: Another poll has the address.
    """
    statement = update(PollRow).where(PollRow.id == poll.id)
    try:
        with connection.begin_nested():
            connection.execute(statement.values(_columns(poll.draft)))
    except IntegrityError:
        raise SlugTaken(poll.slug) from None


def set_state(connection: Connection, poll_id: str, state: PollState) -> None:
    """Move a poll to another state."""
    connection.execute(update(PollRow).where(PollRow.id == poll_id).values(state=state))


def remove(connection: Connection, poll_id: str) -> None:
    """Delete a poll with everything that belongs to it."""
    connection.execute(delete(PollRow).where(PollRow.id == poll_id))


def with_slug(connection: Connection, slug: str, *, lock: bool = False) -> Poll:
    """Return the poll at an address.

    Args:
        connection: The transaction.
        slug: The poll's name in addresses.
        lock: Whether to keep others from moving it until the transaction ends.

    Raises:
        NoSuchPoll: There is none.
    """
    statement = _SELECT.where(PollRow.slug == slug)
    if lock:
        statement = statement.with_for_update(of=PollRow)
    # What cannot be an address is not looked for: a database may refuse to read it.
    row = connection.execute(statement).one_or_none() if is_slug(slug) else None
    if row is None:
        msg = sentence("There is no poll {slug!r}.", slug=slug)
        raise NoSuchPoll(msg)
    return _poll(row)


def in_states(connection: Connection, *states: PollState) -> list[Poll]:
    """Return the polls in any of the states, newest first."""
    rows = connection.execute(
        _SELECT.where(PollRow.state.in_(states)).order_by(
            PollRow.created_at.desc(), PollRow.slug
        )
    )
    return [_poll(row) for row in rows]


def examples(connection: Connection) -> list[Poll]:
    """Return the polls that came with the example data."""
    rows = connection.execute(_SELECT.where(PollRow.is_example).order_by(PollRow.slug))
    return [_poll(row) for row in rows]


def has_examples(connection: Connection) -> bool:
    """Return whether any poll came with the example data."""
    statement = select(PollRow.id).where(PollRow.is_example).limit(1)
    return connection.execute(statement).first() is not None


def any_stored(connection: Connection) -> bool:
    """Return whether there is any poll."""
    return connection.execute(select(PollRow.id).limit(1)).first() is not None


def _columns(draft: PollDraft) -> dict[str, object]:
    return {
        "slug": draft.slug,
        "title": draft.title,
        "version": draft.questionnaire.version,
        "results": draft.results,
        "release": draft.release,
        "sites": list(draft.sites),
        "keep_days": draft.keep_days,
        **schedules.columns_of(draft.schedule),
    }


def _poll(row: Row[tuple[object, ...]]) -> Poll:
    stored = row._mapping  # noqa: SLF001 -- the documented way to read a row by name
    return Poll(
        id=stored["id"],
        state=PollState(stored["state"]),
        is_example=stored["is_example"],
        draft=PollDraft(
            slug=stored["slug"],
            title=stored["title"],
            questionnaire=from_document(stored["document"]),
            results=Visibility(stored["results"]),
            release=ReleasePolicy(stored["release"]),
            schedule=schedules.schedule_in(stored),
            sites=tuple(stored["sites"]),
            keep_days=stored["keep_days"],
        ),
    )
