"""Example polls: loaded into a new instance, marked as such, and removed again."""

import random
import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from pollsvc.domain import releases as rules
from pollsvc.domain.answers import to_stored
from pollsvc.domain.cells import Cell, all_cells
from pollsvc.domain.errors import SlugTaken
from pollsvc.domain.polls import PollDraft, PollState
from pollsvc.domain.release_policies import release_due
from pollsvc.domain.releases import Release
from pollsvc.domain.responses import Response, tally_moves
from pollsvc.domain.waves import Standing, Wave, wave_code
from pollsvc.services.example_polls import ExamplePoll, example_polls
from pollsvc.storage import audit, polls, releases, responses, tallies, waves
from pollsvc.storage.forgetting import forget_history
from pollsvc.storage.session import Connection, reading, transaction

ACTOR = "command line"


@dataclass(frozen=True, kw_only=True)
class Removal:
    """What was deleted.

    Attributes:
        slugs: Of the polls.
        traces: Whether the database's files may still hold some of it, until the
            next look at what is due.
    """

    slugs: tuple[str, ...]
    traces: bool


def present() -> bool:
    """Return whether the instance holds example polls."""
    with reading() as connection:
        return polls.has_examples(connection)


def load_into_new(*, now: datetime) -> bool:
    """Load the example polls unless anything was ever done in this instance.

    Returns:
        Whether they were loaded.
    """
    try:
        with transaction(long=True) as connection:
            if not audit.is_empty(connection):
                return False
            _load(connection, now)
            return True
    except SlugTaken:  # another process was quicker
        return False


def load(*, now: datetime) -> bool:
    """Load the example polls unless they are there; return whether they were loaded.

    Raises:
        SlugTaken: A poll of the instance's own has the address of an example.
    """
    with transaction(long=True) as connection:
        if polls.has_examples(connection):
            return False
        _load(connection, now)
        return True


def remove(*, now: datetime) -> Removal:
    """Delete every example poll with all that belongs to it."""
    with transaction(long=True) as connection:
        slugs: list[str] = []
        for poll in polls.examples(connection):
            polls.remove(connection, poll.id)
            slugs.append(poll.slug)
        if slugs:
            _record(connection, audit.REMOVE_EXAMPLES, slugs, now)
    return Removal(slugs=tuple(slugs), traces=not forget_history())


def _load(connection: Connection, now: datetime) -> None:
    examples = example_polls(now=now)
    for example in examples:
        _store(connection, example, now)
    _record(connection, "load examples", [e.draft.slug for e in examples], now)


def _store(connection: Connection, example: ExamplePoll, now: datetime) -> None:
    draft, window = example.draft, example.window
    poll = polls.add(connection, draft, is_example=True, now=window.opens_at)
    code = wave_code(draft.schedule, window)
    wave = waves.add(connection, poll.id, code, window)
    tallies.start(connection, wave.id, all_cells(draft.questionnaire))
    made = _responses(example, wave)
    closed = wave.standing(now=now) is Standing.CLOSED
    ended = (window.closes_at if closed else None) or now
    counted, release = _count(draft, wave, made, closed=closed, on=ended.date())
    responses.add_all(connection, made)
    tallies.move(connection, wave.id, counted)
    if release is not None:
        releases.put(connection, release)
    if closed:
        waves.mark_closed(connection, wave.id, at=ended)
    over = closed and draft.schedule.repeats is None
    polls.set_state(connection, poll.id, PollState.CLOSED if over else PollState.OPEN)


def _responses(example: ExamplePoll, wave: Wave) -> list[Response]:
    """Return the example's responses in a mixed order that is always the same."""
    questionnaire = example.draft.questionnaire
    people = [*example.people]
    random.Random(example.draft.slug).shuffle(people)  # noqa: S311 -- hides nothing
    return [
        Response(
            # Nobody holds a ballot for these, so nobody can find them again.
            id=secrets.token_bytes(16),
            wave_id=wave.id,
            version=questionnaire.version,
            answers=to_stored(questionnaire, answers),
            language=questionnaire.language,
        )
        for answers in people
    ]


def _count(
    draft: PollDraft, wave: Wave, made: list[Response], *, closed: bool, on: date
) -> tuple[dict[Cell, int], Release | None]:
    """Return the tallies and the last release, as if answers came one by one."""
    counted: Counter[Cell] = Counter(dict.fromkeys(all_cells(draft.questionnaire), 0))
    release: Release | None = None
    for number, response in enumerate(made, start=1):
        counted.update(tally_moves(draft.questionnaire, before=None, after=response))
        if release_due(
            draft.release,
            responses=number,
            released=release.responses if release else None,
            closed=closed and number == len(made),
        ):
            release = rules.cut(wave.id, counted, on=on)
    return dict(counted), release


def _record(
    connection: Connection, action: str, slugs: list[str], now: datetime
) -> None:
    subject = ", ".join(slugs)
    audit.record(connection, at=now, actor=ACTOR, action=action, subject=subject)
