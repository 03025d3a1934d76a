"""Whether history is left in the files is looked at, not taken for granted."""

import sqlite3
from contextlib import closing
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text

from pollsvc.domain.findings import Verdict
from pollsvc.extensions import db
from pollsvc.installation import current
from pollsvc.services import examining, lifecycle
from pollsvc.storage.forgetting import forget_history, is_history_left
from pollsvc.storage.session import reading
from tests.factories import utc
from tests.publishing import close, published, submit
from tests.servers.postgres import libpq_url

sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
postgres_only = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
WRITING = "SELECT, INSERT, UPDATE, DELETE"
LATER = utc(2026, 12, 24)


@pytest.fixture
def closed(app):
    """A closed poll, of which nothing has been forgotten yet."""
    with app.app_context():
        published()
        submit("1")
        yield


@pytest.fixture
def not_owner(database_url):
    """Everybody who connects from now on may write to the tables, but owns none."""
    role = sql.Identifier(f"pollsvc_test_{uuid4().hex}")
    database = sql.Identifier(database_url.rpartition("/")[2])
    with psycopg.connect(libpq_url(database_url), autocommit=True) as admin:

        def do(statement):
            admin.execute(sql.SQL(statement).format(role=role, database=database))

        do("CREATE ROLE {role}")
        # "ALL" would hold the right to vacuum, from PostgreSQL 17 on.
        do(f"GRANT {WRITING} ON ALL TABLES IN SCHEMA public TO {{role}}")
        do("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {role}")
        do("ALTER DATABASE {database} SET role TO {role}")
        yield
        do("ALTER DATABASE {database} RESET role")
        do("DROP OWNED BY {role}")
        do("DROP ROLE {role}")


def is_left():
    with reading() as connection:
        return is_history_left(connection)


def verdict():
    found = examining.database_findings(keys=current().keys, now=LATER)
    return {f.about: f.verdict for f in found}["history of closed polls"]


@pytest.mark.usefixtures("closed")
def test_after_closing_nothing_is_left():
    close()
    assert not is_left()
    assert forget_history()
    assert not lifecycle.run_due(now=LATER).traces


@sqlite_only
@pytest.mark.usefixtures("closed")
def test_a_log_of_writes_that_somebody_reads_is_not_called_empty():
    with closing(sqlite3.connect(db.engine.url.database)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM audit").fetchone()
        assert not forget_history()
        assert lifecycle.run_due(now=LATER).traces
    assert forget_history()


@postgres_only
@pytest.mark.usefixtures("closed")
def test_what_an_idle_reader_could_still_see_is_left_until_it_has_gone():
    with db.engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM response"))
        close()
        assert is_left()
        assert lifecycle.run_due(now=LATER).traces
    assert not lifecycle.run_due(now=LATER).traces
    assert not is_left()


@postgres_only
@pytest.mark.usefixtures("not_owner", "closed")
def test_a_role_that_does_not_own_the_tables_has_not_forgotten():
    assert verdict() is Verdict.OK
    close()
    assert is_left()
    assert not forget_history()
    assert lifecycle.run_due(now=LATER).traces
    assert verdict() is Verdict.WARNING
