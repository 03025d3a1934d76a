"""Somebody holds the database's lock, or reads for long: answers wait, none is lost."""

import threading
import time
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine

from tests.factories import SLUG
from tests.faults.crowd import Crowd
from tests.faults.planting import planted
from tests.faults.verdict import judged

PEOPLE = 50
LOCKS = {
    "sqlite": ("BEGIN IMMEDIATE",),
    "postgresql": ("BEGIN", "SELECT 1 FROM wave FOR UPDATE"),
}
READS = {
    "sqlite": ("BEGIN", "SELECT count(*) FROM response"),
    "postgresql": ("BEGIN", "SELECT count(*) FROM response"),
}
CHECKPOINT_BYTES = 1000 * (4096 + 24)
"""How long SQLite's log becomes before it is written back, if nobody reads in it."""


@contextmanager
def transaction_of(url, statements):
    """A transaction of somebody else's, open while the block lasts."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements[engine.dialect.name]:
            connection.exec_driver_sql(statement)
        yield
        connection.exec_driver_sql("ROLLBACK")
    engine.dispose()


def locked_under_load(instance, *faults, status=503, seconds=0.0):
    """The verdict after the lock was held until somebody was refused, and longer."""
    with (
        instance.serve(**planted(*faults)) as running,
        Crowd(url=running.url, people=PEOPLE) as crowd,
    ):
        crowd.wait_for_more(PEOPLE)
        with transaction_of(instance.database, LOCKS):
            crowd.wait_for_status(status)
            time.sleep(seconds)
        crowd.wait_for_more(PEOPLE)
        crowd.leave()
    return judged(instance, crowd)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_fifty_people_are_refused_with_a_sentence_and_counted_later(instance):
    locked_under_load(instance).require()


@pytest.mark.long
def test_so_they_are_after_ten_seconds_and_while_answers_are_exported(instance):
    over = threading.Event()

    def export():
        while not over.is_set():
            instance.command("export", SLUG, "--format", "csv")

    exporting = threading.Thread(target=export)
    exporting.start()
    try:
        locked_under_load(instance, seconds=5).require()
    finally:
        over.set()
        exporting.join()


@pytest.mark.long
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_lock_that_does_not_come_free_would_be_a_fault(instance):
    verdict = locked_under_load(instance, "let_faults_through", status=500)
    assert "failed with 500" in "".join(verdict.problems)


@pytest.mark.long
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_reads_for_long_makes_the_log_no_longer_than_that(instance, tmp_path):
    log = tmp_path / "pollsvc.sqlite-wal"
    with instance.serve() as running, Crowd(url=running.url) as crowd:
        with transaction_of(instance.database, READS):
            crowd.wait_for_more(400)
        crowd.wait_for_more(100)
        after_reading = log.stat().st_size
        crowd.wait_for_more(400)
        assert log.stat().st_size <= after_reading + CHECKPOINT_BYTES
        crowd.leave()
    judged(instance, crowd).require()
