"""Polls are looked up once, and again as soon as anything about one has changed."""

import pytest
from sqlalchemy import event

from pollsvc.domain.errors import NoSuchPoll
from pollsvc.domain.polls import PollState
from pollsvc.extensions import db
from pollsvc.services.catalogue import published as listed
from tests.factories import SLUG
from tests.publishing import NOW, close, published, submit


@pytest.fixture
def statements(app):
    """What SQLAlchemy sends from now on; look-ups by the shortest way are not in it."""
    assert app
    sent = []

    def note(_connection, _cursor, statement, *_):
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


def test_a_second_look_reads_nothing_but_the_revision(statements):
    published()
    first = listed(SLUG)
    statements.clear()
    assert listed(SLUG) is first
    assert statements == []


def test_answers_change_nothing_about_a_poll():
    published()
    first = listed(SLUG)
    submit("1")
    assert listed(SLUG) is first


def test_closing_is_seen_at_the_next_look():
    published()
    assert listed(SLUG).poll.state is PollState.OPEN
    close()
    found = listed(SLUG)
    assert found.poll.state is PollState.CLOSED
    assert found.wave(now=NOW).closed_at is not None


def test_what_was_not_there_is_found_once_it_is():
    with pytest.raises(NoSuchPoll):
        listed(SLUG)
    published()
    assert listed(SLUG).poll.slug == SLUG


def test_another_poll_is_looked_up_by_itself():
    published()
    published(slug="another")
    assert [listed(slug).poll.slug for slug in (SLUG, "another")] == [SLUG, "another"]
