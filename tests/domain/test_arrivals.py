"""How many answers came in an hour: in tens, by lot, right on average."""

import random
from datetime import timedelta, timezone

import pytest

from pollsvc.domain.arrivals import STEP, Arrival, arrivals_of, by_lot, hour_of
from pollsvc.domain.asides import Aside
from pollsvc.domain.responses import Response
from tests.factories import utc

MANY = 20_000


def seeded():
    return random.Random(7)  # noqa: S311 -- the same lots at every run


def response(aside):
    return Response(
        id=b"", wave_id="w", version=1, answers={}, language="en", aside=aside
    )


@pytest.mark.parametrize(
    ("aside", "kinds"),
    [
        (None, [Arrival.RECEIVED]),
        (Aside.BURST, [Arrival.RECEIVED, Arrival.BURST]),
        (Aside.WORK_FAILED, [Arrival.RECEIVED, Arrival.WORK_FAILED]),
    ],
)
def test_kinds(aside, kinds):
    assert [*arrivals_of(response(aside))] == kinds


def test_every_number_is_in_tens():
    lot = seeded()
    assert {by_lot(n, lot=lot) % STEP for n in range(200)} == {0}


def test_one_answer_alone_is_mostly_not_counted():
    lot = seeded()
    shown = sum(by_lot(1, lot=lot) > 0 for _ in range(MANY))
    assert 0.08 < shown / MANY < 0.12


def test_on_average_it_is_the_number_itself():
    assert abs(by_lot(MANY, lot=seeded()) / MANY - 1) < 0.1


def test_an_hour_is_in_utc_and_holds_no_minute():
    moment = utc(2026, 11, 24, 23, 59)
    assert hour_of(moment) == "2026-11-24T23"
    assert hour_of(moment.astimezone(timezone(timedelta(hours=9)))) == "2026-11-24T23"
