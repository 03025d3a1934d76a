"""When a poll opens and closes, in the author's own zone, and when it comes again."""

import calendar
from datetime import UTC, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedule_rules import problems_of
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.waves import wave_code
from tests.factories import local, utc

NEW_YORK, BERLIN = "America/New_York", "Europe/Berlin"


def schedule(opens=None, closes=None, zone="UTC", repeats=None):
    return Schedule(zone=zone, opens=opens, closes=closes, repeats=repeats)


def monthly(opens, closes, zone="UTC"):
    return schedule(opens, closes, zone, Repeat.MONTHLY)


def windows(asked, count):
    """The first windows of a repeating schedule, in the poll's local time."""
    window, found = asked.window(now=utc(2000, 1, 1)), []
    for _ in range(count):
        found.append(window)
        window = asked.next_window(now=window.closes_at)
    return [
        tuple(
            moment.astimezone(asked.tzinfo).replace(tzinfo=None)
            for moment in (w.opens_at, w.closes_at)
        )
        for w in found
    ]


def test_without_times_a_poll_opens_now_and_until_somebody_closes_it():
    now = utc(2026, 11, 1, 12)
    window = schedule().window(now=now)
    assert (window.opens_at, window.closes_at) == (now, None)


@pytest.mark.parametrize(
    ("zone", "written", "meant"),
    [
        ("UTC", local(2026, 11, 30, 23, 59), utc(2026, 11, 30, 23, 59)),
        (NEW_YORK, local(2026, 7, 1, 9), utc(2026, 7, 1, 13)),
        (NEW_YORK, local(2026, 12, 1, 9), utc(2026, 12, 1, 14)),
        (BERLIN, local(2026, 7, 1, 9), utc(2026, 7, 1, 7)),
        (BERLIN, local(2026, 12, 1, 9), utc(2026, 12, 1, 8)),
        # The hour that comes twice means its first time …
        (NEW_YORK, local(2026, 11, 1, 1, 30), utc(2026, 11, 1, 5, 30)),
        (BERLIN, local(2026, 10, 25, 2, 30), utc(2026, 10, 25, 0, 30)),
        # … and the hour that is left out, the same distance from the hour before.
        (NEW_YORK, local(2027, 3, 14, 2, 30), utc(2027, 3, 14, 7, 30)),
        (BERLIN, local(2027, 3, 28, 2, 30), utc(2027, 3, 28, 1, 30)),
        ("Asia/Kathmandu", local(2026, 12, 1, 9), utc(2026, 12, 1, 3, 15)),
    ],
)
def test_a_time_is_meant_in_the_authors_zone(zone, written, meant):
    window = schedule(opens=written, zone=zone).window(now=utc(2026, 1, 1))
    assert window.opens_at == meant
    assert window.opens_at.tzinfo is UTC


def test_the_last_day_of_a_month_stays_the_last_day():
    asked = monthly(local(2026, 11, 1, 9), local(2026, 11, 30, 23, 59), NEW_YORK)
    assert windows(asked, 5) == [
        (local(2026, 11, 1, 9), local(2026, 11, 30, 23, 59)),
        (local(2026, 12, 1, 9), local(2026, 12, 31, 23, 59)),
        (local(2027, 1, 1, 9), local(2027, 1, 31, 23, 59)),
        (local(2027, 2, 1, 9), local(2027, 2, 28, 23, 59)),
        (local(2027, 3, 1, 9), local(2027, 3, 31, 23, 59)),
    ]


def test_the_last_day_of_february_is_the_29th_in_a_leap_year():
    asked = monthly(local(2027, 12, 1), local(2027, 12, 31, 12))
    closings = [closes for _, closes in windows(asked, 3)]
    assert closings[-1] == local(2028, 2, 29, 12)


def test_a_poll_that_begins_on_leap_day_begins_on_the_last_day_of_each_month():
    asked = monthly(local(2028, 2, 29, 9), local(2028, 3, 10))
    assert [opens for opens, _ in windows(asked, 4)] == [
        local(2028, 2, 29, 9),
        local(2028, 3, 31, 9),
        local(2028, 4, 30, 9),
        local(2028, 5, 31, 9),
    ]


def test_a_day_that_a_month_lacks_returns_in_the_month_after():
    asked = monthly(local(2027, 1, 30, 9), local(2027, 2, 5))
    assert [opens for opens, _ in windows(asked, 3)] == [
        local(2027, 1, 30, 9),
        local(2027, 2, 28, 9),
        local(2027, 3, 30, 9),
    ]


@pytest.mark.parametrize("zone", [NEW_YORK, BERLIN])
def test_the_hour_on_the_wall_stays_when_the_clocks_change(zone):
    asked = monthly(local(2026, 9, 5, 9), local(2026, 9, 20, 18), zone)
    hours = {(opens.hour, closes.hour) for opens, closes in windows(asked, 14)}
    assert hours == {(9, 18)}


@pytest.mark.parametrize(
    ("zone", "hours"), [(NEW_YORK, 30 * 24 + 1), (BERLIN, 31 * 24 + 1)]
)
def test_a_month_in_which_the_clocks_go_back_has_an_hour_more(zone, hours):
    month = 11 if zone == NEW_YORK else 10
    last = calendar.monthrange(2026, month)[1]
    begins, ends = local(2026, month, 1), local(2026, month, last)
    window = schedule(begins, ends + timedelta(days=1), zone).window(now=begins)
    assert window.closes_at - window.opens_at == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (utc(2026, 11, 5), local(2026, 12, 1)),
        (utc(2026, 12, 5), local(2026, 12, 1)),
        (utc(2026, 12, 20, 12), local(2027, 1, 1)),
        (utc(2027, 6, 30), local(2027, 7, 1)),
    ],
)
def test_the_next_window_is_the_first_that_has_not_ended(now, opens):
    asked = monthly(local(2026, 11, 1), local(2026, 11, 20, 12))
    assert asked.next_window(now=now).opens_at == opens.replace(tzinfo=UTC)


def test_what_does_not_repeat_has_no_next_window():
    once = schedule(local(2026, 11, 1), local(2026, 11, 30))
    assert once.next_window(now=utc(2026, 11, 5)) is None


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        (schedule(), []),
        (schedule(local(2026, 11, 1), local(2026, 11, 1)), ["closes"]),
        (schedule(local(2026, 11, 2), local(2026, 11, 1)), ["closes"]),
        (schedule(local(2026, 11, 1), local(2026, 11, 1, 0, 1)), []),
        (schedule(local(1, 1, 1)), ["opens"]),
        (
            schedule(local(1999, 12, 31), local(9999, 12, 31, 23, 59)),
            ["opens", "closes"],
        ),
        (monthly(local(9999, 12, 1), local(9999, 12, 31)), ["opens", "closes"]),
        (schedule(local(2000, 1, 1), local(2200, 12, 31)), []),
        (monthly(None, local(2026, 11, 1)), ["repeats"]),
        (monthly(local(2026, 11, 1), None), ["repeats"]),
        (monthly(local(2026, 11, 1), local(2026, 12, 1)), []),
        (monthly(local(2026, 11, 1), local(2026, 12, 1, 0, 1)), ["repeats"]),
        (monthly(local(2027, 1, 31), local(2027, 2, 28)), []),
        (monthly(local(2027, 1, 31), local(2027, 3, 1)), ["repeats"]),
    ],
)
def test_a_schedule_that_cannot_be_kept_is_refused(asked, fields):
    assert list(problems_of(asked)) == fields


moments = st.datetimes(min_value=local(2020, 1, 1), max_value=local(2035, 1, 1))


@given(
    opens=moments,
    length=st.timedeltas(timedelta(hours=1), timedelta(days=28)),
    zone=st.sampled_from(["UTC", NEW_YORK, BERLIN, "Pacific/Apia", "Asia/Kathmandu"]),
)
def test_every_month_has_one_window_and_a_code_of_its_own(opens, length, zone):
    asked = monthly(opens, opens + length, zone)
    assume(not problems_of(asked))
    window, codes = asked.window(now=utc(2020, 1, 1)), []
    for _ in range(26):
        codes.append(wave_code(asked, window))
        following = asked.next_window(now=window.closes_at)
        assert window.opens_at < window.closes_at
        assert window.opens_at < following.opens_at
        window = following
    numbers = [int(c[:4]) * 12 + int(c[5:]) for c in codes]
    assert all(later - earlier == 1 for earlier, later in pairwise(numbers))


def test_the_zone_is_one_that_python_knows():
    assert schedule(zone=NEW_YORK).tzinfo == ZoneInfo(NEW_YORK)
