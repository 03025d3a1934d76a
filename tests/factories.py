"""Polls, questions and answers for tests: whole by default, each part can be given."""

from datetime import UTC, datetime

from pollsvc.domain.polls import PollDraft
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    Option,
    Question,
    Questionnaire,
)
from pollsvc.domain.schedules import Schedule

SLUG = "pharmacy-visits"
LABELS = ("None", "Once", "Twice", "Three or more")
WORDING = (
    "On average, how many times per month do you (or your caretaker) go to the "
    "pharmacy?"
)


def options(*labels):
    """Substantive options whose codes are 0, 1, 2 …"""
    return tuple(
        Option(code=str(number), label=label) for number, label in enumerate(labels)
    )


def question(**given):
    """The pharmacy question: four answers, don't know, prefer not to say."""
    whole = {
        "code": "visits",
        "text": WORDING,
        "options": (*options(*LABELS), DONT_KNOW, REFUSE),
    }
    return Question(**(whole | given))


def questionnaire(*questions, **given):
    return Questionnaire(questions=questions or (question(),), **given)


def draft(**given):
    """The pharmacy poll without an opening or closing time."""
    whole = {
        "slug": SLUG,
        "title": "Pharmacy visits",
        "questionnaire": questionnaire(),
        "schedule": Schedule(zone="America/New_York"),
    }
    return PollDraft(**(whole | given))


def utc(*moment):
    """A moment in UTC from year, month, day, hour …"""
    return datetime(*moment, tzinfo=UTC)


def local(*moment):
    """A moment as an author writes it: without a zone."""
    return utc(*moment).replace(tzinfo=None)
