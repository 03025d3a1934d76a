"""Migrations with answers in the tables: both ways nothing is lost, and never half."""

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from pollsvc.extensions import db
from pollsvc.storage import migrating
from tests.counting import recounted, stored, tallied
from tests.faults.dying import contents, dies_at_each_step
from tests.publishing import close, new_ballot, own, published, submit

REVISIONS = [r.revision for r in ScriptDirectory(migrating.SCRIPTS).walk_revisions()]
EARLIER = [*REVISIONS[1:], "base"]
"""Every state of the tables before the newest."""

PEOPLE = 12


@pytest.fixture(autouse=True)
def in_application(app):
    with app.app_context():
        yield app


@pytest.fixture
def ballots(in_application):
    """Those of twelve who answered a poll that has closed, and one that has not."""
    assert in_application
    held = [new_ballot() for _ in range(PEOPLE)]
    for slug in ("closed", "open"):
        published(slug=slug)
        for number, ballot in enumerate(held):
            submit(str(number % 4), ballot, slug=slug)
    close(slug="closed")
    return held


def upgrade():
    migrating.upgrade_to_newest()


def shape():
    """What a migration could lose besides rows: keys, checks, indexes, no rowid."""
    looked_into = inspect(db.engine)
    found = {
        table: (
            looked_into.get_pk_constraint(table),
            looked_into.get_foreign_keys(table),
            looked_into.get_unique_constraints(table),
            looked_into.get_check_constraints(table),
            looked_into.get_indexes(table),
            [(c["name"], c["nullable"]) for c in looked_into.get_columns(table)],
        )
        for table in looked_into.get_table_names()
    }
    return found, without_rowid(), triggers()


def without_rowid():
    return listed("name", "table", "sql LIKE '%WITHOUT ROWID%'")


def triggers():
    return listed("sql", "trigger", "TRUE")


def listed(what, kind, where):
    """What SQLite says about things of a kind; PostgreSQL has no such tables."""
    if db.engine.dialect.name != "sqlite":
        return []
    statement = f"SELECT {what} FROM sqlite_master WHERE type = '{kind}' AND {where}"  # noqa: S608
    with db.engine.connect() as connection:
        return sorted(connection.execute(text(statement)).scalars())
