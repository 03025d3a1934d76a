"""Of polls that were removed, or put back, nothing is left in the database's files.

Visitors of a demonstration answer the example polls too.
"""

from contextlib import closing, contextmanager
from datetime import UTC, datetime

import psycopg
import pytest

from pollsvc.services import examples, lifecycle
from pollsvc.storage import waves
from pollsvc.storage.session import reading
from tests.anonymity.small_polls import sabotage, taken_back
from tests.factories import SLUG
from tests.publishing import AUTHOR, submit
from tests.servers import postgres

NOW = datetime.now(UTC)
VISITORS = 30


@pytest.fixture
def answered(small_poll):
    """Where the example polls are, and people have answered one of them."""
    examples.load(now=NOW)
    for number in range(VISITORS):
        submit(str(number % 3), slug="pharmacy-visits", now=NOW)
    with reading() as connection:
        ids = [wave.id.encode() for wave in waves.with_keys(connection)]
    return small_poll, ids


def places(poll, ids):
    """The files in which any of the waves is named."""
    files = poll.left().files.items()
    return {name for name, content in files if any(i in content for i in ids)}


def removed():
    removal = examples.remove(now=NOW)
    assert len(removal.slugs) == 5
    return removal


@contextmanager
def somebody_looking(poll):
    """Somebody who goes on seeing all as it was."""
    with closing(psycopg.connect(postgres.libpq_url(poll.url))) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        connection.execute("SELECT count(*) FROM poll")
        yield


def test_nothing_is_left_of_them(answered):
    assert places(*answered)
    assert not removed().traces
    assert places(*answered) == set()


@sabotage("postgresql")
def test_what_somebody_looks_at_goes_with_what_is_due_later(answered):
    poll, _ = answered
    with somebody_looking(poll):
        assert removed().traces
    assert "postgresql/response" in places(*answered)
    lifecycle.run_due(now=NOW)
    assert places(*answered) == set()


@sabotage("postgresql")
def test_with_files_not_made_anew_they_are_found(answered, monkeypatch):
    monkeypatch.setattr(examples, "forget_history", lambda: True)
    removed()
    assert {"postgresql/response", "postgresql/wave"} <= places(*answered)


def test_nothing_is_left_of_a_poll_that_goes_back_to_draft(small_poll):
    """As it may where all who answered have taken their answers back."""
    small_poll.answer(people=0, gone=30)
    lifecycle.undo_open(slug=SLUG, actor=AUTHOR, now=NOW)
    assert taken_back(small_poll) == set()
