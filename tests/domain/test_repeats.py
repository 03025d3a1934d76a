"""On which days a poll is asked again, compared with another calendar's answer."""

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from pollsvc.domain.repeats import (
    MOST_DAYS,
    Place,
    Repeat,
    Weekday,
    WeekdayOfMonth,
    repeat_of,
)
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.spans import Span, Unit, span_of
from tests.factories import local, utc

NEW_YORK = "America/New_York"
firsts = st.datetimes(local(2020, 1, 1), local(2040, 1, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
weekdays = st.builds(
    lambda place, weekday: Repeat(months=1, on=WeekdayOfMonth(place, weekday)),
    st.sampled_from(Place),
    st.sampled_from(Weekday),
)
repeats = st.one_of(
    st.sampled_from([Repeat.MONTHLY, Repeat.QUARTERLY, Repeat.WEEKLY]),
    st.integers(1, MOST_DAYS).map(lambda days: Repeat(days=days)),
    weekdays,
)


def first_days(repeat, first, number):
    return [repeat.opening(first, turn).date().isoformat() for turn in range(number)]


def by_rrule(repeat, first, number):
    """The same openings as a library of its own counts them."""
    if repeat.days:
        rule = rrule.rrule(rrule.DAILY, interval=repeat.days, dtstart=first)
    elif repeat.on:
        day = rrule.weekdays[[*Weekday].index(repeat.on.weekday)]
        place = [1, 2, 3, 4, -1][[*Place].index(repeat.on.place)]
        rule = rrule.rrule(rrule.MONTHLY, byweekday=day(place), dtstart=first)
    else:
        is_last = (first + timedelta(days=1)).day == 1
        days = [-1] if is_last else [*range(min(first.day, 28), first.day + 1)]
        rule = rrule.rrule(
            rrule.MONTHLY,
            interval=repeat.months,
            bymonthday=days,
            bysetpos=-1,
            dtstart=first,
        )
    return [*islice(rule, number)]


@given(repeat=repeats, first=firsts)
def test_openings_fall_on_the_days_that_a_calendar_rule_says(repeat, first):
    if repeat.on:
        first = repeat.on.in_month_of(first)
    ours = [repeat.opening(first, number) for number in range(30)]
    assert ours == by_rrule(repeat, first, 30)


@pytest.mark.parametrize(
    ("written", "first", "days"),
    [
        ("weekly", local(2026, 12, 29), ["2026-12-29", "2027-01-05", "2027-01-12"]),
        ("every 10 days", local(2028, 2, 20), ["2028-02-20", "2028-03-01"]),
        ("every 1 day", local(2028, 2, 28), ["2028-02-28", "2028-02-29"]),
        ("quarterly", local(2026, 11, 30), ["2026-11-30", "2027-02-28", "2027-05-31"]),
        ("quarterly", local(2027, 12, 15), ["2027-12-15", "2028-03-15"]),
        ("first monday", local(2026, 12, 7), ["2026-12-07", "2027-01-04"]),
        ("fourth sunday", local(2027, 2, 28), ["2027-02-28", "2027-03-28"]),
        ("last sunday", local(2027, 1, 31), ["2027-01-31", "2027-02-28", "2027-03-28"]),
        ("last friday", local(2028, 2, 25), ["2028-02-25", "2028-03-31"]),
    ],
)
def test_on_which_days_it_is_asked_again(written, first, days):
    assert first_days(repeat_of(written), first, len(days)) == days


@given(repeat=repeats)
def test_how_it_repeats_is_read_as_it_is_written(repeat):
    assert repeat_of(str(repeat)) == repeat
    assert len(str(repeat)) <= 16


@pytest.mark.parametrize(
    "written",
    ["", "daily", "every 0 days", "every 367 days", "every day", "fifth monday",
     "first", "first mondays", "Monthly", "every 10", "every \u0661 days"],
)  # fmt: skip
def test_what_is_no_way_to_repeat(written):
    assert repeat_of(written) is None


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("14 days", Span(14)),
        ("1 day", Span(1)),
        ("36 hours", Span(36, Unit.HOURS)),
        ("1 hours", Span(1, Unit.HOURS)),
        ("0 days", None),
        ("14", None),
        ("2 weeks", None),
        ("-1 day", None),
        ("10000 days", None),
    ],
)
def test_how_long_a_poll_is_open_as_people_write_it(written, span):
    assert span_of(written) == span
    assert span is None or span_of(str(span)) == span


@pytest.mark.parametrize(
    ("opens", "lasts", "closes"),
    [
        (local(2026, 12, 1, 9), Span(14), utc(2026, 12, 15, 14)),
        # Over the night in which the clocks change, a day ends at the same hour …
        (local(2026, 10, 31, 9), Span(1), utc(2026, 11, 1, 14)),
        (local(2027, 3, 13, 9), Span(1), utc(2027, 3, 14, 13)),
        # … and 24 hours are 24 hours.
        (local(2026, 10, 31, 9), Span(24, Unit.HOURS), utc(2026, 11, 1, 13)),
        (local(2027, 3, 13, 9), Span(24, Unit.HOURS), utc(2027, 3, 14, 14)),
        # A day later is a time that the clocks leave out, or that comes twice.
        (local(2027, 3, 13, 2, 30), Span(1), utc(2027, 3, 14, 7, 30)),
        (local(2026, 10, 31, 1, 30), Span(1), utc(2026, 11, 1, 5, 30)),
        (local(2028, 2, 15), Span(15), utc(2028, 3, 1, 5)),
    ],
)
def test_a_poll_closes_so_long_after_it_opens(opens, lasts, closes):
    asked = Schedule(zone=NEW_YORK, opens=opens, lasts=lasts)
    assert asked.window(now=utc(2026, 1, 1)).closes_at == closes


def test_a_poll_opened_by_hand_closes_so_long_after_that_on_a_full_minute():
    asked = Schedule(zone=NEW_YORK, lasts=Span(14))
    window = asked.window(now=datetime(2026, 10, 25, 13, 0, 1, tzinfo=UTC))
    assert window.closes_at == utc(2026, 11, 8, 14, 1)
