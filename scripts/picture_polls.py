"""Polls in the states that a picture is taken of, made as staff would make them."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat
from pathlib import Path

from pollsvc import logs
from pollsvc.app import create_app
from pollsvc.config import Settings
from pollsvc.definitions.rule_text import read_rule_text
from pollsvc.domain.arrivals import Arrival, hour_of
from pollsvc.domain.asides import Aside
from pollsvc.domain.ballots import Ballot, new_secret, receipt_text
from pollsvc.domain.polls import PollDraft
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    Option,
    Page,
    Question,
    Questionnaire,
)
from pollsvc.domain.release_policies import Visibility
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.version_changes import Meaning
from pollsvc.extensions import db
from pollsvc.installation import current
from pollsvc.services import (
    authoring,
    catalogue,
    example_survey,
    lifecycle,
    responding,
    retention,
    set_aside,
)
from pollsvc.storage import arrivals, polls, waves
from pollsvc.storage.session import transaction

ACTOR = "ada@example.org"
ZONE = "America/New_York"
HELD = Ballot(b"held for a photo")
RECEIPT = receipt_text(HELD)
"""Opens an answer to the poll that has been archived since."""

BURST, COUNTED_IN, FEW, NOBODY = "sleep", "shoes", "walking-aids", "swimming"
CHANGED = "rest"
"""Has had a word corrected, and asks something else since."""

CROWDED = "stairs"
"""Answered by nobody but those whose pictures are taken."""

ARCHIVED, PURGED, UPCOMING, DRAFT = "waiting-times", "flu-jab", "cooking", "gardening"
_OPTIONS = (
    Option(code="never", label="Never"),
    Option(code="some", label="On some days"),
    Option(code="most", label="On most days"),
    Option(code="daily", label="Every day"),
    DONT_KNOW,
    REFUSE,
)


@dataclass(frozen=True, kw_only=True)
class Staged:
    """A poll, and how many people chose what.

    Attributes:
        aside: How many of them were set aside, by the reason.
        more: Other parts of its draft.
    """

    slug: str
    title: str
    asks: str
    answers: Mapping[str, int] = field(default_factory=dict)
    aside: Mapping[Aside, int] = field(default_factory=dict)
    more: Mapping[str, object] = field(default_factory=dict)

    def draft(self) -> PollDraft:
        """Gives what its author wrote."""
        question = Question(code="how_often", text=self.asks, options=_OPTIONS)
        whole = {
            "slug": self.slug,
            "title": self.title,
            "questionnaire": Questionnaire(questions=(question,)),
            "results": Visibility.ALWAYS,
            "schedule": Schedule(zone=ZONE),
        }
        return PollDraft(**(whole | dict(self.more)))  # type: ignore[arg-type]


_POLLS = (
    Staged(
        slug=BURST,
        title="Sleep and pain",
        asks="How often did pain wake you at night last month?",
        answers={"never": 9, "some": 31, "most": 24, "daily": 11, "refuse": 2},
        aside={Aside.BURST: 14, Aside.WORK_FAILED: 3},
        more={"sites": ("https://www.example.org",), "keep_days": 90},
    ),
    Staged(
        slug=COUNTED_IN,
        title="Shoes",
        asks="How often do you wear shoes made for your feet?",
        answers={"never": 18, "some": 12, "most": 9, "daily": 6, "dont_know": 1},
        aside={Aside.BURST: 12},
    ),
    Staged(
        slug=FEW,
        title="Walking aids",
        asks="How often do you use a stick, a frame or a wheelchair?",
        answers={"never": 2, "some": 1},
        aside={Aside.BURST: 1},
    ),
    Staged(
        slug=NOBODY,
        title="Swimming",
        asks="How often do you swim or move in warm water?",
    ),
    Staged(
        slug=CHANGED,
        title="Rest",
        asks="How often do you rest during teh day?",
        answers={"never": 14, "some": 22, "most": 9, "daily": 5, "refuse": 1},
    ),
    Staged(
        slug=CROWDED,
        title="Stairs",
        asks="How often do you climb stairs?",
    ),
    Staged(
        slug=ARCHIVED,
        title="Waiting times",
        asks="How often did you wait more than an hour at your clinic?",
        answers={"never": 7, "some": 13, "most": 4, "daily": 1},
    ),
    Staged(
        slug=PURGED,
        title="Flu jab",
        asks="How often has somebody offered you a flu jab?",
        answers={"never": 15, "some": 8, "most": 3, "daily": 2, "dont_know": 4},
        more={"keep_days": 30},
    ),
    Staged(
        slug=UPCOMING,
        title="Cooking",
        asks="How often do sore hands keep you from cooking?",
        more={"schedule": Schedule(zone=ZONE, opens=datetime(2099, 5, 4, 9, 0))},  # noqa: DTZ001 - local to the zone
    ),
)
_DRAFT = Staged(
    slug=DRAFT,
    title="Gardening",
    asks="How often do you work in a garden, on a balcony or with pot plants?",
    more={"sites": ("https://www.example.org",), "keep_days": 90},
)


DRAFTED, EDITED, NUMBERED = "next-year", ("helps", "tasks"), "sleep"
FIRST_ASKED = example_survey.CARE.text
_DRAFTED = PollDraft(
    slug=DRAFTED,
    title="Living with RA, next year",
    questionnaire=Questionnaire(
        questions=(
            example_survey.CARE,
            replace(example_survey.HELPS, show_if=read_rule_text("care is answered")),
            replace(
                example_survey.SLEEP,
                show_if=read_rule_text("care = nurse or care = rheumatologist"),
            ),
            replace(example_survey.TASKS, text="Do you not find these things hard?"),
            Question(code="often", text="How often do you and your doctor talk?"),
        ),
        pages=(
            Page(questions=("care",)),
            Page(questions=("helps", "sleep"), title="What helps"),
            Page(questions=("tasks", "often")),
        ),
    ),
)


@contextmanager
def _inside(instance: Path) -> Iterator[None]:
    """Works in an instance from this process while the block lasts."""
    app = create_app(Settings(instance=instance))
    logs.configure(least=logging.ERROR)
    with app.app_context():
        try:
            yield
        finally:
            db.engine.dispose()


def stage(instance: Path) -> None:
    """Adds a poll in every state to an instance."""
    now = datetime.now(UTC)
    with _inside(instance):
        authoring.create_poll(draft=_DRAFT.draft(), actor=ACTOR, now=now)
        authoring.create_poll(draft=_DRAFTED, actor=ACTOR, now=now, unfinished=True)
        for poll in _POLLS:
            _publish(poll, now)
        _change_what_is_asked()
        _note_hours(now)
        for slug in (COUNTED_IN, ARCHIVED, PURGED):
            lifecycle.close_poll(slug=slug, actor=ACTOR, now=datetime.now(UTC))
        _count_in(COUNTED_IN)
        retention.purge_poll(slug=PURGED, actor=ACTOR, now=datetime.now(UTC))
        lifecycle.archive_poll(slug=ARCHIVED, actor=ACTOR, now=datetime.now(UTC))


def _publish(poll: Staged, now: datetime) -> None:
    authoring.create_poll(draft=poll.draft(), actor=ACTOR, now=now)
    lifecycle.open_poll(slug=poll.slug, actor=ACTOR, now=now)
    chosen = chain.from_iterable(repeat(c, n) for c, n in poll.answers.items())
    aside = chain.from_iterable(repeat(why, n) for why, n in poll.aside.items())
    # First, so that results in batches already say that some were set aside.
    for why in aside:
        _answer(poll.slug, "daily", aside=why)
    for code in chosen:
        _answer(poll.slug, code)
    if poll.slug == ARCHIVED:
        _answer(poll.slug, "some", ballot=HELD)


def _change_what_is_asked() -> None:
    """Corrects a word, then asks something else, and has more people answer."""
    _ask(Meaning.SAME, "How often do you rest during the day?", _OPTIONS)
    hourly = Option(code="hourly", label="Several times a day")
    options = (*_OPTIONS[:4], hourly, *_OPTIONS[4:])
    _ask(Meaning.OTHER, "How often do you lie down to rest during the day?", options)
    for code in ["some"] * 18 + ["daily"] * 9 + ["hourly"] * 6:
        _answer(CHANGED, code)


def _ask(meaning: Meaning, text: str, options: tuple[Option, ...]) -> None:
    question = Question(code="how_often", text=text, options=options)
    authoring.edit_questions(
        slug=CHANGED,
        change=lambda asked: replace(asked, questions=(question,)),
        actor=ACTOR,
        now=datetime.now(UTC),
        meaning=meaning,
    )


def _answer(
    slug: str, code: str, *, aside: Aside | None = None, ballot: Ballot | None = None
) -> None:
    responding.submit(
        responding.Submission(
            listing=catalogue.published(slug),
            raw_answers={"how_often": [code]},
            ballot=ballot or Ballot(new_secret()),
            wants_change=False,
            language="en",
            aside=aside,
        ),
        keys=current().keys,
        now=datetime.now(UTC),
    )


def _note_hours(now: datetime) -> None:
    """Has answers come over two days, with a burst in one hour."""
    with transaction() as connection:
        poll = polls.with_slug(connection, BURST)
        wave = waves.of_poll(connection, poll.id)[0]
        for ago in range(1, 40):
            hour = hour_of(now - timedelta(hours=ago))
            received = 10 * (ago * 7 % 5)
            burst = {17: 320, 18: 90}.get(ago, 0)
            arrivals.add(connection, wave.id, hour, Arrival.RECEIVED, received + burst)
            arrivals.add(connection, wave.id, hour, Arrival.BURST, burst)
            arrivals.add(connection, wave.id, hour, Arrival.WORK_FAILED, burst // 90)


def _count_in(slug: str) -> None:
    now = datetime.now(UTC)
    newest = set_aside.arrivals_at(slug=slug, now=now).waves[0]
    set_aside.count_set_aside(
        slug=slug, wave_code=newest.wave.code, counted=True, actor=ACTOR, now=now
    )
