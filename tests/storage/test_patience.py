"""PostgreSQL is waited for, but not for ever; long work takes as long as it takes."""

import time

import pytest
from sqlalchemy import text

from pollsvc.domain.errors import StoreUnavailable
from pollsvc.extensions import db
from pollsvc.storage.patient_driver import PatientDriver
from pollsvc.storage.prepared import Prepared
from pollsvc.storage.session import glance, reading, transaction

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

LIMITS = ("statement_timeout", "idle_in_transaction_session_timeout")
SLOW = "SELECT pg_sleep(2)"


@pytest.fixture
def _impatient(monkeypatch):
    """The server is waited for only briefly, and tells nobody that it takes longer."""
    monkeypatch.setattr(PatientDriver, "patience_s", 0.2)
    monkeypatch.setattr("pollsvc.storage.patience.PATIENCE_S", 0.2)


def limits(connection):
    return [connection.execute(text(f"SHOW {name}")).scalar_one() for name in LIMITS]


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("opened", [transaction, reading])
def test_who_says_nothing_is_given_up_and_the_next_connection_works(opened, caplog):
    drivers = []

    def work():
        with opened() as connection:
            drivers.append(connection.connection.dbapi_connection)
            connection.exec_driver_sql(SLOW)

    with pytest.raises(StoreUnavailable):
        work()
    # What it says later must not be taken for the answer to something else, nor does
    # the pool find that out, which it would tell at length.
    assert drivers[0].closed
    assert caplog.records == []
    with opened() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1


@pytest.mark.usefixtures("_impatient")
def test_so_it_is_with_a_single_look():
    with pytest.raises(StoreUnavailable):
        glance(Prepared(SLOW))
    assert glance(Prepared("SELECT 1")) == (1,)


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("opened", [transaction, reading])
def test_long_work_is_waited_for_and_what_comes_after_it_is_not(opened):
    with opened(long=True) as connection:
        connection.exec_driver_sql(SLOW)
        assert limits(connection) == ["0", "0"]
        driver = connection.connection.dbapi_connection
    assert driver.patience_s == 0.2
    with opened() as connection:
        assert connection.connection.dbapi_connection is driver
        assert limits(connection) == ["7s", "1min"]


def test_a_process_that_does_nothing_in_a_transaction_loses_its_locks():
    def dawdle():
        with transaction() as connection:
            connection.exec_driver_sql(
                "SET LOCAL idle_in_transaction_session_timeout = 50"
            )
            connection.exec_driver_sql("SELECT 1 FROM catalogue FOR UPDATE")
            time.sleep(0.5)

    with pytest.raises(StoreUnavailable):
        dawdle()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("SELECT 1 FROM catalogue FOR UPDATE NOWAIT")
