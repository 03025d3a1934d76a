"""A day in three fields: only days that the calendar has."""

from datetime import date

import pytest

from pollsvc.domain.answers import NOT_ANSWERED, Chosen, Dated, field_names
from pollsvc.domain.questionnaires import DONT_KNOW, REFUSE, DateLimits, QuestionKind
from tests.asking import OTHER, cells, said, wrong
from tests.factories import question


def day_of(**given):
    return question(
        **({"code": "since", "kind": QuestionKind.DATE, "options": ()} | given)
    )


ANY = day_of()
OUT = day_of(options=(DONT_KNOW, REFUSE))
NEEDED = day_of(options=(REFUSE,), required=True, reason="To plan.")
TERM = day_of(limits=DateLimits(earliest=date(2026, 3, 1), latest=date(2026, 11, 30)))


def form(written):
    """The three fields from "31/2/2026"."""
    day, month, year = written.split("/")
    return {"day": day, "month": month, "year": year}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31/1/2026", date(2026, 1, 31)),
        ("01/02/2026", date(2026, 2, 1)),
        ("28/2/2026", date(2026, 2, 28)),
        ("29/2/2024", date(2024, 2, 29)),
        ("29/2/2000", date(2000, 2, 29)),
        (" 1 / 2 / 2026 ", date(2026, 2, 1)),
        ("\u0661/\u0662/\u0662\u0660\u0662\u0666", date(2026, 2, 1)),
        ("1/1/1000", date(1000, 1, 1)),
        ("31/12/9999", date(9999, 12, 31)),
    ],
)
def test_a_day_of_the_calendar_is_the_answer(written, meant):
    assert said(ANY, **form(written)) == Dated(meant)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("31/2/2026", "There is no 31 February 2026"),
        ("30/2/2024", "There is no 30 February 2024"),
        ("29/2/2026", "There is no 29 February 2026"),
        ("29/2/1900", "There is no 29 February 1900"),
        ("31/4/2026", "There is no 31 April 2026"),
        ("32/1/2026", "Write the day as a number from 1 to 31"),
        ("0/1/2026", "Write the day as a number from 1 to 31"),
        ("first/1/2026", "Write the day as a number from 1 to 31"),
        ("-1/1/2026", "Write the day as a number from 1 to 31"),
        ("1.0/1/2026", "Write the day as a number from 1 to 31"),
        ("\u00b2/1/2026", "Write the day as a number from 1 to 31"),
        (f"{'9' * 100_000}/1/2026", "Write the day as a number from 1 to 31"),
        ("1/13/2026", "Write the month as a number from 1 to 12"),
        ("1/0/2026", "Write the month as a number from 1 to 12"),
        ("1/March/2026", "Write the month as a number from 1 to 12"),
        ("1/1/26", "Write the year with four digits, such as 2026"),
        ("1/1/0026", "Write the year with four digits, such as 2026"),
        ("1/1/20260", "Write the year with four digits, such as 2026"),
        (f"1/1/{'9' * 100_000}", "Write the year with four digits, such as 2026"),
        ("/1/2026", "The date has no day"),
        ("1//2026", "The date has no month"),
        ("1/1/", "The date has no year"),
    ],
)
def test_what_is_no_day_is_said_in_a_sentence(written, sentence):
    assert said(ANY, **form(written)) == sentence


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1/3/2026", Dated(date(2026, 3, 1))),
        ("30/11/2026", Dated(date(2026, 11, 30))),
        ("28/2/2026", "Write a date from 1 March 2026 on"),
        ("1/12/2026", "Write a date up to 30 November 2026"),
    ],
)
def test_a_day_lies_between_the_days_allowed(written, meant):
    assert said(TERM, **form(written)) == meant


@pytest.mark.parametrize(
    ("asked", "sent", "meant"),
    [
        (ANY, {}, NOT_ANSWERED),
        (ANY, form("//"), NOT_ANSWERED),
        (ANY, {"day": ["1", "2"]}, "Give one answer only"),
        (OUT, {"instead": "dont_know"}, Chosen("dont_know")),
        (OUT, {**form("//"), "instead": "dont_know"}, Chosen("dont_know")),
        (
            OUT,
            {**form("1/1/2026"), "instead": "refuse"},
            "Answer the question or select \u201cPrefer not to say\u201d, not both",
        ),
        (NEEDED, {}, "Write a date"),
        (NEEDED, {"instead": "refuse"}, Chosen("refuse")),
    ],
)
def test_no_day_is_no_answer_or_a_way_of_giving_none(asked, sent, meant):
    assert said(asked, **sent) == meant


def test_a_date_has_three_fields():
    assert field_names(OUT) == (
        "since__day",
        "since__month",
        "since__year",
        "since__instead",
    )


def test_days_are_not_counted_only_what_is_missing():
    assert cells(OUT, Dated(date(2026, 1, 1))) == ["!answered"]
    assert cells(OUT, Chosen("dont_know")) == ["!dont_know"]


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ({"limits": TERM.limits}, []),
        (
            {"limits": DateLimits(earliest=date(2026, 3, 2), latest=date(2026, 3, 1))},
            ["questions[0].limits.latest"],
        ),
        ({"options": (OTHER,)}, ["questions[0].options"]),
    ],
)
def test_a_date_keeps_the_rules(given, places):
    assert wrong(day_of(**given)) == places
