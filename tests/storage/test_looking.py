"""Looks go through connections of their own, which are kept, and replaced when lost."""

import pytest

from pollsvc.domain.errors import StoreUnavailable
from pollsvc.extensions import db
from pollsvc.storage import catalogue
from pollsvc.storage.looking import MOST_IDLE, Lookers
from pollsvc.storage.session import transaction

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def lookers():
    return Lookers(db.engine)


def through(driver):
    return id(driver)


def test_a_connection_is_used_again(lookers):
    assert lookers.look(through) == lookers.look(through)


def test_two_who_look_at_once_have_two_connections(lookers):
    both = lookers.look(lambda first: (through(first), lookers.look(through)))
    assert len(set(both)) == 2


def test_no_more_are_kept_than_a_server_has_places_for(lookers):
    drivers = []

    def look(driver):
        drivers.append(driver)
        if len(drivers) <= MOST_IDLE:
            lookers.look(look)

    lookers.look(look)
    with pytest.raises(db.engine.dialect.loaded_dbapi.Error):
        # The first who looked was the last to be done.
        drivers[0].execute("SELECT 1")
    assert drivers[-1].execute("SELECT 1")


def test_a_connection_that_was_lost_is_replaced(lookers):
    lookers.look(lambda driver: driver.close)()
    assert lookers.look(lambda driver: driver.execute("SELECT 1").fetchone()[0]) == 1


def test_what_fails_over_a_new_connection_too_is_said(lookers):
    with pytest.raises(db.engine.dialect.loaded_dbapi.Error):
        lookers.look(lambda driver: driver.execute("SELECT nonsense"))


def test_with_the_engine_its_connections_are_closed(lookers):
    kept = lookers.look(lambda driver: driver)
    db.engine.dispose()
    with pytest.raises(db.engine.dialect.loaded_dbapi.Error):
        kept.execute("SELECT 1")


def test_a_look_sees_what_was_stored_since_the_last_one():
    before = catalogue.revision()
    with transaction():
        pass
    assert catalogue.revision() == before + 1


def test_a_database_that_is_gone_is_a_refusal(monkeypatch):
    catalogue.revision()
    driver = db.engine.dialect.loaded_dbapi

    def lost(*_):
        raise driver.OperationalError

    monkeypatch.setattr("pollsvc.storage.prepared.Prepared.row_over", lost)
    with pytest.raises(StoreUnavailable):
        catalogue.revision()
