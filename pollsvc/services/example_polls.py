"""The example polls, made up: what they ask, and what people answered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pollsvc.domain.answers import Answers, Chosen
from pollsvc.domain.polls import PollDraft
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    Option,
    Question,
    Questionnaire,
)
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule, Window
from pollsvc.services import example_survey, example_translations

ZONE = "America/New_York"


@dataclass(frozen=True, kw_only=True)
class ExamplePoll:
    """One example poll with its answers.

    Attributes:
        window: When its one wave takes answers.
        people: What each of those who answered said.
    """

    draft: PollDraft
    window: Window
    people: tuple[Answers, ...]


def example_polls(*, now: datetime) -> tuple[ExamplePoll, ...]:
    """Return the example polls as they would stand now, the main one first."""
    return (
        _pharmacy_visits(now),
        _meeting_time(now),
        _morning_stiffness(now),
        _letters(now),
        _living_with_ra(now),
    )


def _pharmacy_visits(now: datetime) -> ExamplePoll:
    question = Question(
        code="visits",
        text="On average, how many times per month do you (or your caretaker) go to "
        "the pharmacy?",
        options=(
            Option(code="0", label="None"),
            Option(code="1", label="Once"),
            Option(code="2", label="Twice"),
            Option(code="3", label="Three or more"),
            DONT_KNOW,
            REFUSE,
        ),
    )
    schedule = replace(_month(now), repeats=Repeat.MONTHLY)
    return ExamplePoll(
        draft=PollDraft(
            slug="pharmacy-visits",
            title="Pharmacy visits",
            questionnaire=Questionnaire(
                questions=(question,),
                translations=example_translations.PHARMACY_VISITS,
            ),
            schedule=schedule,
        ),
        window=schedule.window(now=now),
        people=_chose(
            question, {"0": 11, "1": 51, "2": 39, "3": 20, "dont_know": 3, "refuse": 2}
        ),
    )


def _meeting_time(now: datetime) -> ExamplePoll:
    question = Question(
        code="time",
        text="When should our monthly video meeting take place?",
        hint="Harmless and quick: every answer shows at once.",
        options=(
            Option(code="weekday_morning", label="On a weekday morning"),
            Option(code="weekday_evening", label="On a weekday evening"),
            Option(code="saturday", label="On a Saturday"),
            Option(code="sunday", label="On a Sunday"),
            DONT_KNOW,
        ),
    )
    return ExamplePoll(
        draft=PollDraft(
            slug="meeting-time",
            title="Time of our meeting",
            questionnaire=Questionnaire(questions=(question,)),
            results=Visibility.ALWAYS,
            release=ReleasePolicy.LIVE,
            schedule=Schedule(zone=ZONE),
        ),
        window=Window(opens_at=now - timedelta(days=6), closes_at=None),
        people=_chose(
            question,
            {
                "weekday_morning": 9,
                "weekday_evening": 21,
                "saturday": 12,
                "sunday": 4,
                "dont_know": 1,
            },
        ),
    )


def _morning_stiffness(now: datetime) -> ExamplePoll:
    question = Question(
        code="stiffness",
        text="On most mornings last month, how long did stiffness in your joints last?",
        hint="Count from waking up until it has eased as much as it will that day.",
        options=(
            Option(code="none", label="I had no stiffness"),
            Option(code="under_15", label="Less than 15 minutes"),
            Option(code="15_to_29", label="15 to 29 minutes"),
            Option(code="30_to_59", label="30 to 59 minutes"),
            Option(code="60_or_more", label="An hour or longer"),
            replace(DONT_KNOW, label="It differed too much to say"),
            REFUSE,
        ),
    )
    schedule = _month(now, months=-1)
    return ExamplePoll(
        draft=PollDraft(
            slug="morning-stiffness",
            title="Morning stiffness",
            questionnaire=Questionnaire(questions=(question,)),
            schedule=schedule,
        ),
        window=schedule.window(now=now),
        people=_chose(
            question,
            {
                "none": 14,
                "under_15": 31,
                "15_to_29": 47,
                "30_to_59": 58,
                "60_or_more": 52,
                "dont_know": 9,
                "refuse": 3,
            },
        ),
    )


def _letters(now: datetime) -> ExamplePoll:
    question = Question(
        code="letters",
        text="Do you understand the letters that your clinic sends you?",
        options=(
            Option(code="always", label="Always"),
            Option(code="mostly", label="Most of the time"),
            Option(code="seldom", label="Seldom or never"),
            REFUSE,
        ),
    )
    schedule = _month(now, months=-1)
    return ExamplePoll(
        draft=PollDraft(
            slug="clinic-letters",
            title="Letters from the clinic",
            questionnaire=Questionnaire(questions=(question,)),
            results=Visibility.ON_CLOSE,
            schedule=schedule,
        ),
        window=schedule.window(now=now),
        people=_chose(question, {"always": 1, "mostly": 4, "seldom": 1}),
    )


def _living_with_ra(now: datetime) -> ExamplePoll:
    schedule = _month(now)
    return ExamplePoll(
        draft=PollDraft(
            slug="living-with-ra",
            title="Living with RA: a short survey",
            questionnaire=example_survey.SURVEY,
            results=Visibility.ALWAYS,
            schedule=schedule,
        ),
        window=schedule.window(now=now),
        people=example_survey.people(),
    )


def _chose(question: Question, counts: Mapping[str, int]) -> tuple[Answers, ...]:
    """Return so many people for each option, by its code."""
    return tuple(
        {question.code: Chosen(code)}
        for code, count in counts.items()
        for _ in range(count)
    )


def _month(now: datetime, months: int = 0) -> Schedule:
    """Return a schedule from the first to the last minute of a month."""
    local = now.astimezone(Schedule(zone=ZONE).tzinfo)
    first = _first_of(local.year * 12 + local.month - 1 + months)
    after = _first_of(local.year * 12 + local.month + months)
    return Schedule(zone=ZONE, opens=first, closes=after - timedelta(minutes=1))


def _first_of(month: int) -> datetime:
    year, month0 = divmod(month, 12)
    return datetime(year, month0 + 1, 1)  # noqa: DTZ001 -- local to a schedule's zone
