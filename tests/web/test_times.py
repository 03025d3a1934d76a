"""Moments, days and waits in words that people read."""

from datetime import date

import pytest

from pollsvc.web.times import (
    day_words,
    duration_words,
    moment_words,
    period_words,
    when_words,
    zone_words,
)
from tests.factories import utc


@pytest.mark.parametrize(
    ("moment", "zone", "said"),
    [
        (utc(2026, 12, 1, 4, 59), "America/New_York", "30 November 2026, 23:59"),
        (utc(2026, 7, 1, 4, 5), "America/New_York", "1 July 2026, 00:05"),
        (utc(2026, 7, 1, 4, 5), "UTC", "1 July 2026, 04:05"),
        (utc(2026, 7, 1), "Asia/Kathmandu", "1 July 2026, 05:45"),
    ],
)
def test_a_moment_is_told_in_the_polls_zone(moment, zone, said):
    assert moment_words(moment, zone) == f"{said} ({zone_words(zone)})"


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("America/New_York", "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_has_the_name_of_its_city(zone, said):
    assert zone_words(zone) == said


def test_a_day_has_no_leading_zero():
    assert day_words(date(2026, 11, 1)) == "1 November 2026"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 1), date(2026, 11, 1), "1 November 2026"),
        (date(2026, 11, 1), date(2026, 11, 22), "1 to 22 November 2026"),
        (date(2026, 10, 31), date(2026, 11, 1), "31 October to 1 November 2026"),
        (date(2026, 12, 31), date(2027, 1, 1), "31 December 2026 to 1 January 2027"),
        (date(2025, 11, 1), date(2026, 11, 1), "1 November 2025 to 1 November 2026"),
    ],
)
def test_a_period_says_nothing_twice(first, last, said):
    assert period_words(first, last) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (1, "1 second"),
        (2, "2 seconds"),
        (60, "60 seconds"),
        (61, "2 minutes"),
        (120, "2 minutes"),
        (121, "3 minutes"),
        (3600, "60 minutes"),
        (3601, "2 hours"),
        (86_400, "24 hours"),
    ],
)
def test_a_wait_is_never_told_shorter_than_it_is(seconds, said):
    assert duration_words(seconds) == said


@pytest.mark.parametrize(
    ("now", "seconds", "said"),
    [
        (utc(2026, 11, 22, 14, 3), 120, "at 14:05 UTC (in 2 minutes)"),
        (utc(2026, 11, 22, 14, 3, 1), 120, "at 14:06 UTC (in 2 minutes)"),
        (utc(2026, 11, 22, 23, 59, 30), 40, "at 00:00:10 UTC (in 40 seconds)"),
    ],
)
def test_a_clock_time_is_never_told_early(now, seconds, said):
    assert when_words(seconds, now=now) == said
