"""What the tables of answers can hold: no time, no order, no address.

Read from the models and from the migrated database alike.
"""

import pytest
from sqlalchemy import Date, DateTime, Time, inspect, text
from sqlalchemy.exc import OperationalError

from pollsvc.extensions import db
from pollsvc.storage import tables

COLUMNS = {
    "response": {"id", "wave_id", "questionnaire_version", "answers", "flags"},
    "tally": {"wave_id", "question", "cell", "count"},
    "release": {"wave_id", "sequence", "released_on", "responses", "counts"}
    | {"set_aside", "aside_counted"},
    "arrival": {"wave_id", "hour", "kind", "count"},
    "bookmark": {"wave_id", "id", "sealed", "remove_on"},
}
ANSWERS = ("response", "tally", "arrival")


def columns(table):
    return {column["name"]: column for column in inspect(db.engine).get_columns(table)}


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_of_answers_has_these_columns_and_no_other(table):
    assert set(columns(table)) == COLUMNS[table]
    assert set(db.metadata.tables[table].columns.keys()) == COLUMNS[table]


@pytest.mark.parametrize("table", ANSWERS)
def test_no_column_of_an_answer_is_a_time_or_counts_by_itself(table):
    for name, column in columns(table).items():
        assert not isinstance(column["type"], (Date, DateTime, Time)), name
        assert not column.get("autoincrement"), name
        assert column["default"] is None, name


def test_of_a_release_the_day_is_kept_and_no_time():
    release = columns("release")
    assert isinstance(release["released_on"]["type"], Date)
    assert not any(isinstance(c["type"], (DateTime, Time)) for c in release.values())


def test_of_a_bookmark_the_day_of_its_removal_is_kept_and_no_time():
    bookmark = columns("bookmark")
    assert isinstance(bookmark["remove_on"]["type"], Date)
    assert not any(isinstance(c["type"], (DateTime, Time)) for c in bookmark.values())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("table", [*ANSWERS, "bookmark"])
def test_sqlite_has_no_hidden_number_of_a_row(table):
    with (
        db.engine.connect() as connection,
        pytest.raises(OperationalError, match="no such column: rowid"),
    ):
        connection.execute(text(f"SELECT rowid FROM {table}"))  # noqa: S608


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_numbers_no_row_in_a_table_of_its_own():
    with db.engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master")).scalars()
        assert "sqlite_sequence" not in set(names)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_notes_no_time_of_a_commit():
    with db.engine.connect() as connection:
        setting = connection.execute(text("SHOW track_commit_timestamp")).scalar_one()
        assert setting == "off"


def test_no_trigger_copies_what_is_stored():
    catalogue = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal",
    }
    with db.engine.connect() as connection:
        statement = text(catalogue[connection.dialect.name])
        assert connection.execute(statement).scalar_one() == 0


def test_the_database_has_the_tables_that_the_models_say():
    found = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    assert found == {getattr(tables, name).__tablename__ for name in tables.__all__}
