"""The moment by the database's clock, whatever this machine's clock says."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from pollsvc.config import Settings
from pollsvc.installation import machine_clock
from pollsvc.services.clock import SharedClock
from tests.conftest import created

DAY = timedelta(hours=25)
ABOUT = timedelta(minutes=1)
NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"

# SQLite's clock is this machine's.
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@dataclass
class Wrong:
    """This machine's clock, wrong by so much."""

    by: timedelta = DAY

    def __call__(self):
        return machine_clock() + self.by


@pytest.fixture
def outage(tmp_path):
    """An application whose database cannot be reached."""
    with created(Settings(instance=tmp_path / "out", database_url=NOWHERE)) as app:
        yield app


def is_now(moment):
    return abs(moment - machine_clock()) < ABOUT


@pytest.mark.parametrize("by", [-DAY, timedelta(), DAY])
def test_it_does_not_matter_how_wrong_this_machines_clock_is(app, by):
    clock = SharedClock(Wrong(by))
    with app.app_context():
        assert is_now(clock())
        assert is_now(clock())


@pytest.mark.parametrize("step", [-DAY, -timedelta(seconds=10), 2 * DAY])
def test_it_does_not_matter_that_this_machines_clock_is_set(app, step):
    own = Wrong()
    clock = SharedClock(own)
    with app.app_context():
        before = clock()
        own.by += step
        assert before <= clock()
        assert is_now(clock())


def test_however_often_it_is_asked_anew_it_never_goes_back(app):
    own = Wrong()
    clock = SharedClock(own)
    with app.app_context():
        told = []
        for _ in range(1_000):
            # Set each time, so that the database is asked each time.
            own.by += timedelta(seconds=10)
            told.append(clock())
    assert told == sorted(told)


def test_what_the_database_said_last_is_carried_on_while_it_is_away(app, outage):
    own = Wrong()
    clock = SharedClock(own)
    with app.app_context():
        assert is_now(clock())
    with outage.app_context():
        own.by -= DAY
        assert is_now(clock())


def test_before_the_database_said_anything_this_machines_clock_has_to_do(outage):
    clock = SharedClock(Wrong())
    with outage.app_context():
        assert is_now(clock() - DAY)
