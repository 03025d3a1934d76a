"""Whether a wave takes answers: its times count before anyone acts on them."""

import pytest

from pollsvc.domain.errors import NotOpen
from pollsvc.domain.schedules import Schedule, Window
from pollsvc.domain.waves import Standing, Wave, require_open, wave_code
from tests.factories import utc

OPENS, CLOSES = utc(2026, 11, 1, 14), utc(2026, 12, 1, 5)
BEFORE, DURING, AFTER = utc(2026, 10, 1), utc(2026, 11, 15), utc(2026, 12, 2)


def wave(*, opens=OPENS, closes=CLOSES, closed=None):
    return Wave(
        id="w" * 32,
        poll_id="p" * 32,
        code="2026-11",
        window=Window(opens_at=opens, closes_at=closes),
        closed_at=closed,
        salt=b"s" * 16,
    )


@pytest.mark.parametrize(
    ("asked", "now", "standing"),
    [
        (wave(), BEFORE, Standing.UPCOMING),
        (wave(), OPENS, Standing.OPEN),
        (wave(), DURING, Standing.OPEN),
        (wave(), CLOSES, Standing.CLOSED),
        (wave(), AFTER, Standing.CLOSED),
        (wave(closes=None), AFTER, Standing.OPEN),
        (wave(closed=DURING), DURING, Standing.CLOSED),
        (wave(closed=BEFORE), BEFORE, Standing.CLOSED),
        (wave(closes=None, closed=DURING), AFTER, Standing.CLOSED),
    ],
)
def test_where_a_wave_stands(asked, now, standing):
    assert asked.standing(now=now) is standing


@pytest.mark.parametrize(
    ("asked", "now", "ended"),
    [
        (wave(), BEFORE, None),
        (wave(), DURING, None),
        (wave(), AFTER, CLOSES),
        (wave(closed=DURING), AFTER, DURING),
        (wave(closes=None), AFTER, None),
    ],
)
def test_when_a_wave_ended(asked, now, ended):
    assert asked.ended_at(now=now) == ended


def test_an_open_wave_takes_answers():
    assert require_open(wave(), now=DURING) is None


def test_too_early_says_from_when():
    with pytest.raises(NotOpen) as refused:
        require_open(wave(), now=BEFORE)
    assert (refused.value.opens_at, refused.value.closed_at) == (OPENS, None)


def test_too_late_says_since_when():
    with pytest.raises(NotOpen) as refused:
        require_open(wave(), now=AFTER)
    assert (refused.value.opens_at, refused.value.closed_at) == (None, CLOSES)


@pytest.mark.parametrize(
    ("zone", "opens", "code"),
    [
        ("UTC", utc(2026, 11, 1), "2026-11"),
        ("America/New_York", utc(2026, 11, 1, 3), "2026-10"),
        ("Asia/Tokyo", utc(2026, 10, 31, 16), "2026-11"),
    ],
)
def test_a_wave_is_named_for_the_month_it_opens_in_where_the_poll_is(zone, opens, code):
    window = Window(opens_at=opens, closes_at=None)
    assert wave_code(Schedule(zone=zone), window) == code
