"""How the database is opened, written and committed: durably, alone, or not at all."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from pollsvc.domain.errors import StoreBusy, StoreUnavailable
from pollsvc.extensions import db
from pollsvc.storage import session
from pollsvc.storage.forgetting import forget_writes
from pollsvc.storage.prepared import Prepared
from pollsvc.storage.session import glance, reading, transaction
from tests.servers.postgres import libpq_url

sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
postgres_only = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

NOTE = text(
    """INSERT INTO audit (at, actor, action, subject)
    VALUES ('2026-11-22', 'ada', 'note', :subject)"""
)


def notes():
    with reading() as connection:
        found = connection.execute(text("SELECT subject FROM audit ORDER BY id"))
        return list(found.scalars())


def other_connection():
    """Somebody else's connection to the same SQLite file, which does not wait."""
    return closing(sqlite3.connect(db.engine.url.database, timeout=0))


@sqlite_only
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("secure_delete", 1),
        ("temp_store", 2),
    ],
)
@pytest.mark.parametrize("opened", [transaction, reading])
def test_every_sqlite_connection_is_durable_strict_and_patient(opened, pragma, value):
    with opened() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


@postgres_only
@pytest.mark.parametrize("opened", [transaction, reading])
def test_postgresql_answers_only_when_it_has_written(opened):
    with opened() as connection:
        setting = connection.execute(text("SHOW synchronous_commit")).scalar_one()
        assert setting == "on"


@postgres_only
def test_postgresql_does_not_wait_for_ever():
    with reading() as connection:
        assert connection.execute(text("SHOW lock_timeout")).scalar_one() == "5s"


def test_work_is_committed_at_the_end():
    with transaction() as connection:
        connection.execute(NOTE, {"subject": "kept"})
    assert notes() == ["kept"]


def test_work_that_fails_stores_nothing():
    def work():
        with transaction() as connection:
            connection.execute(NOTE, {"subject": "lost"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert notes() == []


def test_looking_changes_nothing():
    with reading() as connection:
        connection.execute(NOTE, {"subject": "lost"})
    assert notes() == []


def test_what_is_half_done_is_seen_by_nobody_else():
    with transaction() as connection:
        connection.execute(NOTE, {"subject": "not yet"})
        assert notes() == []
    assert notes() == ["not yet"]


@sqlite_only
def test_a_transaction_keeps_other_writers_out_from_its_beginning():
    with transaction(), other_connection() as other:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM audit").fetchone() == (0,)


@sqlite_only
def test_looking_keeps_nobody_out():
    with reading() as connection, other_connection() as other:
        connection.execute(text("SELECT count(*) FROM audit"))
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")


@sqlite_only
def test_a_writer_that_waits_too_long_is_told_so(monkeypatch):
    monkeypatch.setattr(session, "BUSY_TIMEOUT_MS", 50)
    with other_connection() as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable), transaction():
            pytest.fail("began while somebody else was writing")
        other.execute("ROLLBACK")
    with transaction() as connection:
        connection.execute(NOTE, {"subject": "after"})
    assert notes() == ["after"]


def log_of_writes():
    return Path(f"{db.engine.url.database}-wal").read_bytes()


@sqlite_only
def test_the_log_of_writes_can_be_emptied():
    with transaction() as connection:
        connection.execute(NOTE, {"subject": "CANARY"})
    assert b"CANARY" in log_of_writes()
    forget_writes()
    assert log_of_writes() == b""
    assert notes() == ["CANARY"]


@sqlite_only
@pytest.mark.parametrize("busy", ["BEGIN", "BEGIN IMMEDIATE"])
def test_emptying_the_log_gives_way_to_who_reads_or_writes(monkeypatch, busy):
    monkeypatch.setattr(session, "BUSY_TIMEOUT_MS", 50)
    with other_connection() as other:
        other.execute(busy)
        other.execute("SELECT count(*) FROM audit").fetchone()
        forget_writes()
        other.execute("ROLLBACK")
    forget_writes()
    assert log_of_writes() == b""


@sqlite_only
def test_a_full_disk_stores_nothing_and_is_told():
    @event.listens_for(db.engine, "connect")
    def small(connection, _record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 1}")

    with pytest.raises(StoreUnavailable), transaction() as connection:
        connection.execute(NOTE, {"subject": "x" * 50_000})
    assert notes() == []


@sqlite_only
def test_a_database_that_is_gone_is_unavailable(tmp_path):
    file = tmp_path / "pollsvc.sqlite"
    file.unlink()
    file.mkdir()
    for opened in (transaction, reading):
        with pytest.raises(StoreUnavailable), opened():
            pytest.fail("opened a folder as a database")


@postgres_only
def test_a_connection_that_is_cut_is_unavailable_and_the_next_one_works(database_url):
    def work():
        with transaction() as connection:
            own = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with psycopg.connect(libpq_url(database_url)) as admin:
                admin.execute("SELECT pg_terminate_backend(%s)", [own])
            connection.execute(NOTE, {"subject": "lost"})

    with pytest.raises(StoreUnavailable):
        work()
    assert notes() == []


WRITES = "INSERT INTO audit (at, actor, action, subject) VALUES (now(), '', '', '')"


def through_sqlalchemy(connection, statement):
    connection.exec_driver_sql(statement)


def as_it_is(connection, statement):
    Prepared(statement).rows(connection)


@postgres_only
@pytest.mark.parametrize("run", [through_sqlalchemy, as_it_is])
@pytest.mark.parametrize(
    ("setting", "pause", "statement"),
    [
        ("transaction_read_only = on", 0, WRITES),
        ("idle_in_transaction_session_timeout = 50", 0.5, "SELECT 1"),
        ("transaction_timeout = 50", 0.5, "SELECT 1"),
        ("statement_timeout = 50", 0, "SELECT pg_sleep(5)"),
    ],
)
def test_a_server_that_lets_nobody_go_on_is_unavailable(run, setting, pause, statement):
    def work():
        with transaction() as connection:
            version = connection.dialect.server_version_info
            if setting.startswith("transaction_timeout") and version < (17,):
                pytest.skip("PostgreSQL has had it since 17")
            connection.exec_driver_sql(f"SET LOCAL {setting}")
            time.sleep(pause)
            run(connection, statement)

    with pytest.raises(StoreUnavailable):
        work()


@postgres_only
@pytest.mark.parametrize("run", [through_sqlalchemy, as_it_is])
def test_what_somebody_keeps_locked_is_told_from_a_server_that_is_gone(
    run, database_url
):
    def work():
        with transaction() as connection:
            connection.exec_driver_sql("SET LOCAL lock_timeout = 50")
            run(connection, "SELECT 1 FROM catalogue FOR UPDATE")

    with psycopg.connect(libpq_url(database_url)) as other:
        other.execute("SELECT 1 FROM catalogue FOR UPDATE")
        with pytest.raises(StoreBusy):
            work()


@postgres_only
def test_a_glance_that_is_cut_is_unavailable_told_nowhere_else_and_the_next_one_works(
    caplog, capfd
):
    """The pool would tell of it at length, once for each connection that was cut."""
    cut = Prepared("SELECT pg_terminate_backend(pg_backend_pid()), :subject")
    with pytest.raises(StoreUnavailable):
        glance(cut, subject="CANARY")
    assert glance(Prepared("SELECT 1")) == (1,)
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


@postgres_only
def test_a_fault_of_ours_is_not_taken_for_an_outage():
    with pytest.raises(ProgrammingError), reading() as connection:
        connection.execute(text("SELECT nothing FROM audit"))


def test_a_row_needs_what_it_refers_to():
    tally = text("INSERT INTO tally VALUES ('no such wave', 'q', 'c', 1)")
    with pytest.raises(IntegrityError), transaction() as connection:
        connection.execute(tally)


def test_an_error_report_does_not_hold_what_was_to_be_stored():
    tally = text("INSERT INTO tally VALUES (:wave, 'q', 'c', 1)")
    with pytest.raises(IntegrityError) as raised, transaction() as connection:
        connection.execute(tally, {"wave": "CANARY"})
    assert "CANARY" not in str(raised.value).partition("DETAIL")[0]
