"""Migrations with answers in the tables: both ways nothing is lost, and never half."""

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from pollsvc.extensions import db
from pollsvc.storage import migrating
from tests.counting import recounted, stored, tallied
from tests.downgrading import downgrade_to
from tests.faults.dying import contents, dies_at_each_step
from tests.publishing import close, new_ballot, own, published, submit

CHAIN = [
    revision.revision
    for revision in ScriptDirectory(str(migrating.SCRIPTS)).walk_revisions()
]
NEWEST, *EARLIER = CHAIN
PEOPLE = 12
BORN_WITHOUT_ROWID = {"response", "tally"}
"""The tables that have had no hidden number of each row since the first revision."""


@pytest.fixture(autouse=True)
def in_application(app):
    with app.app_context():
        yield app


@pytest.fixture
def ballots(in_application):
    """Those of twelve people who answered a poll that has closed and an open one."""
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


def take_back_all():
    downgrade_to(CHAIN[-1])


def shape():
    """What a migration could lose besides rows: keys, checks, indexes, triggers."""
    looked_into = inspect(db.engine)
    tables = {
        table: (
            looked_into.get_pk_constraint(table),
            looked_into.get_foreign_keys(table),
            sorted(map(str, looked_into.get_unique_constraints(table))),
            sorted(map(str, looked_into.get_check_constraints(table))),
            sorted(map(str, looked_into.get_indexes(table))),
            [(c["name"], c["nullable"]) for c in looked_into.get_columns(table)],
        )
        for table in looked_into.get_table_names()
    }
    return tables, without_rowid(), schema_of("trigger")


def without_rowid():
    made = schema_of("table").items()
    return {name for name, made_by in made if "WITHOUT ROWID" in made_by}


def schema_of(kind):
    """How SQLite made what it has of a kind; PostgreSQL has no list of this."""
    if db.engine.dialect.name != "sqlite":
        return {}
    statement = text("SELECT name, sql FROM sqlite_master WHERE type = :kind")
    with db.engine.connect() as connection:
        found = connection.execute(statement, {"kind": kind})
        return {name: made_by or "" for name, made_by in found}


@pytest.mark.parametrize("revision", EARLIER)
def test_down_and_up_again_every_row_and_rule_is_there(settings, ballots, revision):
    rows, rules = contents(settings.database), shape()
    downgrade_to(revision)
    # What only newer tables can hold goes with them.
    old_tables = inspect(db.engine).get_table_names()
    if db.engine.dialect.name == "sqlite":
        assert without_rowid() >= BORN_WITHOUT_ROWID
    migrating.upgrade_to_newest()
    rows_again = contents(settings.database)
    assert [t for t in old_tables if rows_again[t] != rows[t]] == []
    assert shape() == rules
    for slug in ("closed", "open"):
        assert recounted(slug) == tallied(slug)
        assert len(stored(slug)) == PEOPLE
        answers = [own(ballot, slug=slug).answers["visits"] for ballot in ballots]
        assert answers == [str(number % 4) for number in range(PEOPLE)]


@pytest.mark.usefixtures("ballots")
@pytest.mark.parametrize("revision", EARLIER)
def test_killed_while_it_goes_up_a_database_is_old_or_new(settings, revision):
    downgrade_to(revision)
    db.engine.dispose()
    assert dies_at_each_step(settings, upgrade, every=5).halves == []
    assert migrating.is_current()


@pytest.mark.long
@pytest.mark.usefixtures("ballots")
@pytest.mark.parametrize("act", [upgrade, take_back_all])
def test_killed_at_any_step_up_or_down_a_database_is_old_or_new(settings, act):
    if act is upgrade:
        take_back_all()
    db.engine.dispose()
    assert dies_at_each_step(settings, act).halves == []


@pytest.mark.usefixtures("ballots")
def test_a_migration_of_many_transactions_would_be_done_by_half(settings):
    take_back_all()
    db.engine.dispose()
    assert half_migrated(settings)


def half_migrated(settings):
    """Whether a crash leaves what is neither, or what the next start cannot mend."""
    try:
        deaths = dies_at_each_step(
            settings, upgrade, every=5, without="commit_each_statement"
        )
    except AssertionError:
        return True
    return deaths.halves
