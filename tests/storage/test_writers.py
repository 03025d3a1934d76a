"""Connections that answers are stored through: kept open, and nothing kept in them."""

import pytest
from sqlalchemy import text

from pollsvc.extensions import db
from pollsvc.storage.session import afterwards, transaction

pytestmark = [
    pytest.mark.usefixtures("app_context"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


@pytest.fixture
def app_context(app):
    with app.app_context():
        yield


def used():
    """The driver's connection through which an answer would be stored."""
    with transaction(of_answers=True) as connection:
        return connection.connection.dbapi_connection


def interrupted(act):
    """Does something while an answer is stored, and is interrupted then."""
    with transaction(of_answers=True) as connection:
        act(connection)
        raise KeyboardInterrupt


def test_the_next_answer_is_stored_through_the_same_connection():
    assert used() is used()


def test_after_a_fault_the_connection_is_given_up_and_nothing_is_stored():
    before = used()

    def change(connection):
        connection.execute(text("UPDATE catalogue SET revision = 99"))

    with pytest.raises(KeyboardInterrupt):
        interrupted(change)
    assert used() is not before
    with transaction(of_answers=True) as connection:
        found = connection.execute(text("SELECT revision FROM catalogue")).scalar()
    assert found != 99


def test_what_is_to_be_done_afterwards_is_done_once():
    done = []
    with transaction(of_answers=True) as connection:
        afterwards(connection, lambda: done.append(1))
    used()
    assert done == [1]


def test_what_was_to_be_done_after_a_fault_is_not_done():
    done = []
    with pytest.raises(KeyboardInterrupt):
        interrupted(lambda connection: afterwards(connection, lambda: done.append(1)))
    used()
    assert done == []


def test_what_is_kept_open_is_closed_with_the_engine():
    before = used()
    db.engine.dispose()
    with pytest.raises(Exception, match="closed database"):
        before.execute("SELECT 1")
    assert used() is not before
