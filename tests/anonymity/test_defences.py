"""Each defence was needed: with it taken away, the same search finds something.

On a small poll in this process, with nothing taken away nothing is found.
"""

import pytest
from sqlalchemy import event, text

from pollsvc.extensions import db
from pollsvc.storage import arrivals, forgetting, rewriting, waves
from pollsvc.storage.session import transaction
from pollsvc.storage.tables import ResponseRow
from tests.anonymity.small_polls import (
    hours,
    last_answer,
    order,
    sabotage,
    salt,
    taken_back,
)
from tests.publishing import archive, close


def test_with_all_defences_nothing_is_found(small_poll):
    small_poll.answer()
    if small_poll.kind == "sqlite":
        assert taken_back(small_poll) == set()
    close()
    for find in (order, taken_back, hours, last_answer):
        assert find(small_poll) == set(), find
    assert salt(small_poll)
    archive()
    assert salt(small_poll) == set()


@sabotage("postgresql")
def test_without_the_shuffle_the_order_is_found(small_poll, monkeypatch):
    monkeypatch.setattr(rewriting, "shuffle", lambda *_: None)
    small_poll.answer()
    close()
    assert order(small_poll)


@sabotage("sqlite")
def test_with_rowids_the_order_is_found_in_a_column(small_poll):
    with transaction() as connection:
        (made,) = connection.execute(
            text("SELECT sql FROM sqlite_master WHERE name = 'response'")
        ).one()
        connection.execute(text("DROP TABLE response"))
        connection.execute(text(made.replace("WITHOUT ROWID", "")))
    small_poll.answer()
    assert "response.rowid" in order(small_poll)


@sabotage("sqlite")
def test_without_overwriting_what_was_taken_back_is_found(small_poll):
    db.engine.dispose()
    event.listen(
        db.engine, "connect", lambda made, _: made.execute("PRAGMA secure_delete=OFF")
    )
    small_poll.answer()
    assert taken_back(small_poll) == {"pollsvc.sqlite"}


@sabotage("sqlite", "postgresql")
def test_with_the_salt_kept_it_is_found(small_poll, monkeypatch):
    monkeypatch.setattr(waves, "erase_salts", lambda *_: None)
    small_poll.answer()
    close()
    archive()
    assert salt(small_poll)


@sabotage("sqlite", "postgresql")
def test_with_arrivals_kept_hours_are_found(small_poll, monkeypatch):
    monkeypatch.setattr(arrivals, "forget", lambda *_: None)
    small_poll.answer()
    close()
    assert hours(small_poll)


@sabotage("postgresql")
@pytest.mark.parametrize(
    "instead", ["SELECT 1", "VACUUM tally, release, arrival, wave, response"]
)
def test_with_files_not_made_anew_all_is_found(small_poll, monkeypatch, instead):
    """A plain VACUUM frees the places of old rows, and leaves what is in them."""
    monkeypatch.setattr(forgetting, "_MAKE_ANEW", instead)
    small_poll.answer()
    close()
    archive()
    assert "postgresql/response" in {s.partition(":")[0] for s in order(small_poll)}
    if instead == "SELECT 1":
        assert "postgresql/wave" in salt(small_poll)


@sabotage("postgresql")
def test_with_tallies_not_laid_anew_the_last_answer_is_found(small_poll, monkeypatch):
    monkeypatch.setattr(rewriting, "_TABLES", (ResponseRow.__table__,))
    small_poll.answer()
    close()
    assert last_answer(small_poll)


@sabotage("postgresql")
def test_with_samples_taken_it_is_found_who_came_early(small_poll):
    with transaction() as connection:
        connection.execute(
            text("ALTER TABLE response ALTER COLUMN id SET STATISTICS 100")
        )
    small_poll.answer()
    close()
    # Long samples lie in the table beside it that PostgreSQL keeps for long values.
    places = {
        "postgresql/pg_statistic: how often",
        "postgresql/pg_toast_2619: how often",
    }
    assert order(small_poll) & places


@sabotage("postgresql")
def test_with_the_log_not_ended_the_order_is_found(small_poll, monkeypatch):
    monkeypatch.setattr(forgetting, "_END_LOG", ())
    small_poll.answer()
    close()
    assert {s.partition(":")[0] for s in order(small_poll)} == {
        "postgresql/log of writes"
    }
