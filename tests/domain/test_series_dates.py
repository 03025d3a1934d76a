"""Which dates of a series are to come, and which series cannot be kept."""

from datetime import date
from itertools import islice, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pollsvc.domain.repeats import Repeat, repeat_of
from pollsvc.domain.schedule_rules import problems_of
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.spans import Span, Unit
from pollsvc.domain.waves import wave_code
from tests.domain.test_repeats import NEW_YORK, firsts, repeats
from tests.factories import local, utc


def weekly(**given):
    whole = {
        "opens": local(2026, 12, 1, 9),
        "lasts": Span(2),
        "repeats": Repeat.WEEKLY,
    }
    return Schedule(**(whole | given))


def turns(asked, *, now, after=None):
    return [
        (turn.day.isoformat()[5:], turn.left_out)
        for turn in islice(asked.turns(now=now, after=after), 3)
    ]


@pytest.mark.parametrize(
    ("given", "now", "expected"),
    [
        ({}, utc(2026, 12, 1), [("12-08", False), ("12-15", False), ("12-22", False)]),
        ({"times": 3}, utc(2026, 12, 1), [("12-08", False), ("12-15", False)]),
        ({"times": 1}, utc(2026, 12, 1), []),
        ({"times": 3}, utc(2026, 12, 17, 8), [("12-15", False)]),
        ({"times": 3}, utc(2026, 12, 17, 9), []),
        ({"until": date(2026, 12, 15)}, utc(2026, 12, 10, 9), [("12-15", False)]),
        ({"until": date(2026, 12, 14)}, utc(2026, 12, 10, 9), []),
        (
            {"skips": (date(2026, 12, 15),)},
            utc(2026, 12, 1),
            [("12-08", False), ("12-15", True), ("12-22", False)],
        ),
        (
            {"times": 2, "skips": (date(2026, 12, 8),)},
            utc(2026, 12, 1),
            [("12-08", True)],
        ),
    ],
)
def test_which_dates_are_to_come(given, now, expected):
    assert turns(weekly(**given), now=now) == expected


def test_a_wave_that_was_closed_early_is_not_opened_again():
    now, opened = utc(2026, 12, 8, 10), utc(2026, 12, 8, 9)
    assert weekly().next_window(now=now).opens_at == opened
    assert weekly().next_window(now=now, after=opened).opens_at == utc(2026, 12, 15, 9)


@pytest.mark.parametrize(
    ("given", "opens"),
    [
        ({}, utc(2026, 12, 8, 9)),
        ({"skips": (date(2026, 12, 8),)}, utc(2026, 12, 15, 9)),
        ({"times": 2}, utc(2026, 12, 8, 9)),
        ({"times": 2, "skips": (date(2026, 12, 8),)}, None),
        ({"stopped": True}, None),
    ],
)
def test_what_is_left_out_or_stopped_is_not_asked(given, opens):
    window = weekly(**given).next_window(now=utc(2026, 12, 1))
    assert (window.opens_at if window else None) == opens


def test_looking_far_ahead_costs_no_more_than_looking_at_tomorrow():
    asked = weekly(repeats=Repeat(days=1), lasts=Span(1, Unit.HOURS))
    number = asked.repeats.number_before(asked.opens, local(2199, 1, 1))
    assert asked.repeats.opening(asked.opens, number) == local(2198, 12, 29, 9)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, None),
        ({"lasts": Span(7)}, None),
        ({"lasts": Span(8)}, "repeats"),
        ({"lasts": Span(169, Unit.HOURS)}, "repeats"),
        ({"lasts": Span(8), "times": 1}, None),
        ({"lasts": None}, "repeats"),
        ({"closes": local(2026, 12, 2)}, "lasts"),
        ({"lasts": Span(30), "repeats": Repeat.MONTHLY}, "repeats"),
        ({"lasts": Span(28), "repeats": Repeat.MONTHLY}, None),
        ({"lasts": Span(90), "repeats": Repeat.QUARTERLY}, None),
        ({"lasts": Span(91), "repeats": Repeat.QUARTERLY}, "repeats"),
        ({"repeats": repeat_of("first tuesday")}, None),
        ({"repeats": repeat_of("last tuesday")}, "opens"),
        ({"times": 0}, "times"),
        ({"times": 1001}, "times"),
        ({"times": 2, "until": date(2027, 1, 1)}, "until"),
        ({"until": date(2026, 11, 30)}, "until"),
        ({"until": date(2026, 12, 1)}, None),
        ({"until": date(2201, 1, 1)}, "until"),
        ({"skips": (date(2026, 12, 8), date(2026, 12, 9))}, "skips[1]"),
        ({"skips": (date(2026, 12, 1),)}, "skips[0]"),
        ({"skips": (date(2026, 12, 15),), "times": 2}, "skips[0]"),
        ({"skips": (date(2026, 12, 15),), "until": date(2026, 12, 14)}, "skips[0]"),
        ({"skips": (date.max,)}, "skips[0]"),
        ({"stopped": True}, None),
        ({"repeats": None, "stopped": True}, "stopped"),
        ({"repeats": None, "times": 2}, "times"),
        ({"repeats": None, "skips": (date(2026, 12, 8),)}, "skips"),
    ],
)
def test_a_series_that_cannot_be_kept_is_refused(given, field):
    assert next(iter(problems_of(weekly(**given))), None) == field


@pytest.mark.parametrize(
    ("opens", "right"),
    [(local(2026, 12, 3), "Mon 7 Dec 2026"), (local(2026, 12, 8), "Mon 4 Jan 2027")],
)
def test_another_weekday_than_it_repeats_on_is_refused_with_the_next_right_one(
    opens, right
):
    asked = weekly(opens=opens, repeats=repeat_of("first monday"))
    assert right in problems_of(asked)["opens"]


@given(
    repeat=repeats,
    opens=firsts,
    lasts=st.builds(Span, st.integers(1, 40), st.sampled_from(Unit)),
    zone=st.sampled_from(["UTC", NEW_YORK, "Australia/Lord_Howe", "Pacific/Apia"]),
)
def test_waves_never_overlap_and_each_has_a_code_of_its_own(repeat, opens, lasts, zone):
    if repeat.on:
        opens = repeat.on.in_month_of(opens)
    asked = Schedule(zone=zone, opens=opens, lasts=lasts, repeats=repeat)
    assume(not problems_of(asked))
    now = utc(2000, 1, 1)
    found = [
        asked.window(now=now),
        *(t.window for t in islice(asked.turns(now=now), 14)),
    ]
    for window, following in pairwise(found):
        assert window.opens_at < window.closes_at <= following.opens_at
    codes = [wave_code(asked, window) for window in found]
    assert codes == sorted(set(codes))
    assert all(len(code) <= 16 for code in codes)


def test_a_window_within_the_hour_that_is_left_out_still_opens_before_it_closes():
    asked = Schedule(
        zone=NEW_YORK,
        opens=local(2027, 3, 7, 2, 30),
        closes=local(2027, 3, 7, 3),
        repeats=Repeat.WEEKLY,
    )
    window = asked.next_window(now=utc(2027, 3, 1))
    assert (window.opens_at, window.closes_at) == (
        utc(2027, 3, 14, 7, 30),
        utc(2027, 3, 14, 8),
    )


def test_a_day_that_a_zone_left_out_is_asked_once():
    asked = Schedule(
        zone="Pacific/Apia",
        opens=local(2011, 12, 28, 9),
        lasts=Span(1, Unit.HOURS),
        repeats=Repeat(days=1),
    )
    opened = [t.window.opens_at for t in islice(asked.turns(now=utc(2011, 12, 1)), 3)]
    assert opened == [
        utc(2011, 12, 29, 19),
        utc(2011, 12, 30, 19),
        utc(2011, 12, 31, 19),
    ]


@pytest.mark.parametrize(
    ("written", "opens", "code"),
    [
        ("monthly", local(2026, 11, 1), "2026-11"),
        ("quarterly", local(2026, 11, 1), "2026-11"),
        ("last friday", local(2026, 11, 27), "2026-11"),
        ("weekly", local(2026, 12, 1), "2026-W49"),
        ("weekly", local(2027, 1, 1), "2026-W53"),
        ("every 14 days", local(2027, 1, 4), "2027-W01"),
        ("every 10 days", local(2026, 11, 2), "2026-11-02"),
    ],
)
def test_what_a_wave_is_called(written, opens, code):
    asked = Schedule(opens=opens, lasts=Span(1), repeats=repeat_of(written))
    assert wave_code(asked, asked.window(now=opens)) == code
