"""What staff can do to a poll's waves: a row for each place where a poll can stand."""

from dataclasses import replace

import pytest

from pollsvc.domain.errors import MoveNotAllowed
from pollsvc.domain.polls import PollState
from pollsvc.domain.series import (
    Series,
    SeriesMove,
    extension_problem,
    obstacle,
    require,
)
from pollsvc.domain.waves import Standing
from tests.factories import utc

RUNNING = Series(
    state=PollState.OPEN,
    repeats=True,
    stopped=False,
    standing=Standing.OPEN,
    ends=True,
    follows=True,
    left_out=False,
)
SKIP, TAKE_BACK, EXTEND = SeriesMove.SKIP, SeriesMove.TAKE_BACK, SeriesMove.EXTEND
CLOSE, STOP, BEGIN = SeriesMove.CLOSE_WAVE, SeriesMove.STOP, SeriesMove.BEGIN_AGAIN


@pytest.mark.parametrize(
    ("given", "possible"),
    [
        ({}, {SKIP, EXTEND, CLOSE, STOP}),
        ({"left_out": True}, {SKIP, TAKE_BACK, EXTEND, CLOSE, STOP}),
        # The last wave, and the last but for one that is left out.
        ({"follows": False}, {EXTEND, CLOSE}),
        ({"follows": False, "left_out": True}, {TAKE_BACK, EXTEND, CLOSE}),
        # Stopped while a wave runs, and stopped too late to begin again.
        ({"stopped": True}, {EXTEND, CLOSE, BEGIN}),
        ({"stopped": True, "follows": False}, {EXTEND, CLOSE}),
        # Between two waves.
        ({"standing": Standing.CLOSED}, {SKIP, STOP}),
        ({"standing": Standing.CLOSED, "left_out": True}, {SKIP, TAKE_BACK, STOP}),
        ({"standing": Standing.CLOSED, "stopped": True}, {BEGIN}),
        ({"standing": Standing.CLOSED, "stopped": True, "follows": False}, set()),
        # Before the first.
        ({"standing": Standing.UPCOMING}, {STOP}),
        ({"standing": Standing.UPCOMING, "stopped": True}, {BEGIN}),
        # Asked once.
        ({"repeats": False, "follows": False}, {EXTEND}),
        ({"repeats": False, "follows": False, "ends": False}, set()),
        ({"repeats": False, "follows": False, "standing": Standing.CLOSED}, set()),
        ({"state": PollState.DRAFT, "standing": None}, set()),
        ({"state": PollState.CLOSED, "standing": Standing.CLOSED}, set()),
        ({"state": PollState.ARCHIVED, "standing": Standing.CLOSED}, set()),
    ],
)
def test_what_can_be_done(given, possible):
    series = replace(RUNNING, **given)
    assert {move for move in SeriesMove if obstacle(move, series) is None} == possible


@pytest.mark.parametrize(
    ("move", "given", "why"),
    [
        (SKIP, {"repeats": False}, "asked once"),
        (SKIP, {"standing": Standing.UPCOMING}, "draft again"),
        (SKIP, {"stopped": True}, "was stopped"),
        (SKIP, {"follows": False}, "No other wave"),
        (EXTEND, {"ends": False}, "until you close it"),
        (EXTEND, {"standing": Standing.CLOSED}, "takes answers"),
        (BEGIN, {}, "not stopped"),
        (BEGIN, {"stopped": True, "follows": False}, "have passed"),
        (TAKE_BACK, {}, "left out"),
        (STOP, {"state": PollState.CLOSED}, "open poll"),
    ],
)
def test_what_cannot_be_done_is_refused_with_why(move, given, why):
    with pytest.raises(MoveNotAllowed, match=why):
        require(move, replace(RUNNING, **given))


@pytest.mark.parametrize(
    ("until", "next_opens_at", "why"),
    [
        (utc(2026, 12, 3), None, None),
        (utc(2026, 12, 1), None, "after the one"),
        (utc(2026, 11, 30), None, "after the one"),
        (utc(2026, 12, 7), utc(2026, 12, 8), None),
        (utc(2026, 12, 8), utc(2026, 12, 8), None),
        (utc(2026, 12, 8, 1), utc(2026, 12, 8), "next wave"),
    ],
)
def test_until_when_a_wave_can_be_extended(until, next_opens_at, why):
    closes_at = utc(2026, 12, 1)
    said = extension_problem(until, closes_at=closes_at, next_opens_at=next_opens_at)
    assert (why in said) if why else said is None
