"""`pollsvc poll purge` and `pollsvc due` delete single answers and say how many."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from pollsvc.cli.application import make_app, working_in
from pollsvc.cli.purging import LEFT
from pollsvc.storage.session import transaction
from tests.cli.test_commands import DEFINITION, fails
from tests.publishing import submit

WAVE = f"{datetime.now(UTC):%Y-%m}"


@pytest.fixture
def answered(pollsvc):
    """A poll with three answers that keeps single answers for 30 days."""
    pollsvc("poll", "create", "-", stdin=f"{DEFINITION}keep_days: 30\n")
    pollsvc("poll", "open", "tea")
    with working_in(make_app()):
        for code in ("tea", "tea", "coffee"):
            now = datetime.now(UTC)
            submit(code, slug="tea", raw_answers={"drink": [code]}, now=now)
    return pollsvc


def test_closed_waves_are_purged_by_hand_after_a_look(answered):
    assert answered("poll", "purge", "tea").stdout == "There is nothing to delete.\n"
    assert "has not closed" in fails(answered("poll", "purge", "tea", "--wave", WAVE))
    answered("poll", "close", "tea")
    would = answered("poll", "purge", "tea", "--dry-run").stdout
    assert would == f"Would delete 3 single answers of tea {WAVE}.\n"
    assert "3 responses, " in answered("recount").stdout
    done = answered("poll", "purge", "tea", "--wave", WAVE)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"Deleted 3 single answers of tea {WAVE}; the results stay.\n"
    assert answered("poll", "purge", "tea").stdout == "There is nothing to delete.\n"


def test_what_was_purged_is_not_recounted_and_not_exported_as_if_it_were_there(
    answered,
):
    answered("poll", "close", "tea")
    answered("poll", "purge", "tea")
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    recounted = answered("recount")
    assert recounted.exit_code == 0
    said = f"tea {WAVE}: single answers deleted on {today}; not recounted\n"
    assert recounted.stdout == said
    exported = answered("export", "tea", "--format", "csv")
    assert exported.stderr.startswith(
        f"tea {WAVE}: single answers were deleted on {today}; rows that add up"
    )
    assert exported.stdout_bytes.count(b"\r\n") == 4


def test_due_purges_what_its_poll_has_kept_long_enough(answered):
    answered("poll", "close", "tea")
    assert answered("due").stdout == "Nothing was due.\n"
    long_ago = datetime.now(UTC) - timedelta(days=30, minutes=1)
    with working_in(make_app()), transaction() as connection:
        connection.execute(
            text("UPDATE wave SET closed_at = :then"),
            {"then": long_ago.replace(tzinfo=None)},
        )
    said = f"Deleted 3 single answers of tea {WAVE}; the results stay.\n"
    assert answered("due").stdout == said
    assert answered("due").stdout == "Nothing was due.\n"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_due_says_where_something_may_be_left(answered, database_url):
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM audit").fetchone()
        answered("poll", "close", "tea")
        assert f"{LEFT}\n" in answered("due").stdout
    assert answered("due").stdout == "Nothing was due.\n"


def test_a_poll_shows_for_how_long_it_keeps_answers(answered):
    assert "Keeps:     answers for 30 days\n" in answered("poll", "show", "tea").stdout
    written = answered("poll", "export-definition", "tea").stdout
    assert written.endswith("keep_days: 30\n")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("nowhere",), "There is no poll 'nowhere'."),
        (("tea", "--wave", "2020-01"), "was not asked in 2020-01"),
    ],
)
def test_what_cannot_be_purged_is_one_line(answered, arguments, hint):
    assert hint in fails(answered("poll", "purge", *arguments))
