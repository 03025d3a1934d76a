"""Forgetting comes after the work: what goes wrong with it does not deny the work."""

import sqlite3

import pytest
from sqlalchemy import event, text

from pollsvc.extensions import db
from pollsvc.services import lifecycle
from pollsvc.storage import session
from pollsvc.storage.forgetting import forget_history, forget_writes
from pollsvc.storage.session import reading
from tests.counting import stored
from tests.factories import SLUG
from tests.publishing import AUTHOR, NOW, close, new_ballot, published, submit, withdraw

sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
postgres_only = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def allow_no_checkpoint(action, first, *_):
    is_checkpoint = action == sqlite3.SQLITE_PRAGMA and first == "wal_checkpoint"
    return sqlite3.SQLITE_DENY if is_checkpoint else sqlite3.SQLITE_OK


@pytest.fixture
def _without_checkpoints():
    """SQLite refuses to empty its log of writes, as it does where its disk fails."""

    @event.listens_for(db.engine, "connect")
    def forbid(connection, _record):
        connection.set_authorizer(allow_no_checkpoint)

    db.engine.dispose()


@sqlite_only
@pytest.mark.usefixtures("_without_checkpoints")
def test_what_was_taken_back_or_closed_is_so_whatever_forgetting_meets(capfd):
    published()
    ballot = new_ballot()
    submit("1")
    submit("2", ballot)
    capfd.readouterr()
    withdraw(ballot)
    assert [answer["visits"] for answer in stored()] == ["1"]
    assert '"not forgotten yet"' in capfd.readouterr().err
    assert close().state.value == "closed"
    assert lifecycle.run_due(now=NOW).closed == ()
    assert forget_history() is False


@sqlite_only
@pytest.mark.usefixtures("_without_checkpoints")
def test_a_connection_is_as_patient_after_forgetting_as_before():
    forget_writes()
    with reading() as connection:
        kept = connection.execute(text("PRAGMA busy_timeout")).scalar_one()
    assert kept == session.BUSY_TIMEOUT_MS


@postgres_only
def test_tables_that_cannot_be_made_anew_wait_for_the_next_time(monkeypatch, capfd):
    monkeypatch.setattr("pollsvc.storage.forgetting._MAKE_ANEW", "SELECT nonsense")
    published()
    submit("1")
    capfd.readouterr()
    assert (
        lifecycle.close_poll(slug=SLUG, actor=AUTHOR, now=NOW).state.value == "closed"
    )
    assert '"not forgotten yet"' in capfd.readouterr().err
    assert forget_history() is False
    monkeypatch.undo()
    assert forget_history() is True
