"""The database is brought to the newest schema, up and down, by one at a time."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from pollsvc.domain.errors import NotInstalled, StoreUnavailable
from pollsvc.extensions import db
from pollsvc.storage import migrating, polls
from pollsvc.storage.session import reading
from tests.downgrading import downgrade_to
from tests.publishing import published, submit

STRICT = {"compare_type": True, "compare_server_default": True}
UPGRADE = """\
import sys
from pathlib import Path
from pollsvc.app import create_app
from pollsvc.config import Settings
from pollsvc.services import installing

settings = Settings(instance=Path(sys.argv[1]), database_url=sys.argv[2])
with create_app(settings).app_context():
    print(installing.bring_up_to_date())
"""


def table_names():
    return set(inspect(db.engine).get_table_names())


def without_rowid():
    """The tables of SQLite that keep no hidden number of each row."""
    with db.engine.connect() as connection:
        return {
            name
            for name, made_by in connection.execute(
                text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            )
            if "WITHOUT ROWID" in made_by
        }


def test_the_migrated_schema_is_the_one_of_the_models():
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=STRICT)
        assert compare_metadata(context, db.metadata) == []


def test_responses_and_tallies_have_no_rowid(on_sqlite):
    if on_sqlite:
        assert without_rowid() == {"arrival", "bookmark", "response", "tally"}


def test_down_leaves_nothing_and_up_makes_the_same_again(on_sqlite):
    before = table_names()
    downgrade_to("base")
    assert table_names() == {"alembic_version"}
    assert not migrating.is_current()
    assert migrating.upgrade_to_newest()
    assert table_names() == before
    assert migrating.is_current()
    test_the_migrated_schema_is_the_one_of_the_models()
    test_responses_and_tallies_have_no_rowid(on_sqlite)


def test_a_second_upgrade_changes_nothing_and_keeps_every_answer():
    poll = published()
    submit("1")
    assert not migrating.upgrade_to_newest()
    with reading() as connection:
        assert polls.with_slug(connection, poll.slug) == poll


def test_the_newest_revision_is_the_last_of_alembics_chain():
    scripts = ScriptDirectory(str(migrating.SCRIPTS))
    assert scripts.get_heads() == [migrating.newest()]


def test_every_file_is_named_for_its_revision():
    for script in ScriptDirectory(str(migrating.SCRIPTS)).walk_revisions():
        assert Path(script.path).name.startswith(f"{script.revision}_")


def test_a_database_of_a_newer_program_is_left_alone():
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert not migrating.is_current()
    with pytest.raises(NotInstalled, match="newer version"):
        migrating.upgrade_to_newest()


def test_a_failing_migration_leaves_the_old_schema(monkeypatch):
    downgrade_to("base")

    def half(connection, scripts):
        del scripts
        connection.execute(text("CREATE TABLE half (id INTEGER)"))
        raise RuntimeError

    monkeypatch.setattr("pollsvc.storage.revisions.upgrade", half)
    with pytest.raises(RuntimeError):
        migrating.upgrade_to_newest()
    assert "half" not in table_names()


def test_rows_that_belong_to_nothing_undo_a_migration(monkeypatch, on_sqlite):
    if not on_sqlite:  # PostgreSQL checks by itself
        return
    downgrade_to("base")

    def orphan(connection, scripts):
        del scripts
        connection.execute(text("CREATE TABLE a (id INTEGER PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE b (a_id INTEGER REFERENCES a)"))
        connection.execute(text("INSERT INTO b VALUES (1)"))

    monkeypatch.setattr("pollsvc.storage.revisions.upgrade", orphan)
    with pytest.raises(StoreUnavailable, match="belong to nothing"):
        migrating.upgrade_to_newest()
    assert "b" not in table_names()


def test_connections_after_a_migration_check_foreign_keys(on_sqlite):
    downgrade_to("base")
    migrating.upgrade_to_newest()
    if on_sqlite:
        with db.engine.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


def test_two_processes_may_migrate_at_once(tmp_path, database_url):
    downgrade_to("base")
    db.engine.dispose()
    command = [sys.executable, "-c", UPGRADE, str(tmp_path / "i"), database_url]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    said = sorted(process.communicate(timeout=60)[0].split()[-1] for process in running)
    assert [process.returncode for process in running] == [0, 0]
    assert said == [b"False", b"True"]
    assert migrating.is_current()
