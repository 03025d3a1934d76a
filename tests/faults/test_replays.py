"""One form, sent again and again at the production server: one answer.

By somebody who never heard the first answer, and after the server was started anew.
"""

import socket
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

import pytest

from pollsvc.config import Settings
from pollsvc.services import installing
from tests.conftest import created
from tests.counting import recounted, stored, tallied
from tests.factories import SLUG
from tests.instances import Instance, newcomer
from tests.page import URLENCODED
from tests.publishing import published

POLL = f"/p/{SLUG}"


@pytest.fixture
def app(tmp_path, database_url):
    """The database looked at from here, with an open poll in it."""
    settings = Settings(instance=tmp_path / "instance", database_url=database_url)
    with created(settings) as app:
        with app.app_context():
            installing.mark_as_own(now=datetime.now(UTC))
            published(now=datetime.now(UTC))
        yield app


@pytest.fixture
def instance(tmp_path, database_url, app):
    assert app
    settings = {
        "POLLSVC_DATABASE_URL": database_url,
        "POLLSVC_ANSWER_LIMIT": "1000/minute",
    }
    return Instance(tmp_path / "instance", settings)


@pytest.fixture
def counted(app):
    """How many responses there are, once they agree with the tallies."""

    def counted():
        with app.app_context():
            assert recounted() == tallied()
            return len(stored())

    return counted


def filled_in(running):
    """Somebody's form with an answer in it: where to, and what."""
    person = newcomer(running, keeps_cookies=False)
    action, pairs = person.open(POLL).form("Submit answer", visits="1")
    person.road.close()
    return action, pairs


def said(running, action, pairs):
    person = newcomer(running, keeps_cookies=False)
    page = person.send(action, pairs)
    person.road.close()
    return page.heading


def test_who_never_heard_the_answer_sends_again_and_is_counted_once(instance, counted):
    with instance.serve() as running:
        action, pairs = filled_in(running)
        parts, body = urlsplit(action), urlencode(pairs).encode()
        request = (
            f"POST {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            f"Origin: {running.url}\r\nContent-Type: {URLENCODED}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        for _ in range(10):
            with socket.create_connection((parts.hostname, parts.port)) as connection:
                connection.sendall(request.encode() + body)
        assert said(running, action, pairs).startswith("Thank you.")
    assert counted() == 1


def test_a_form_sent_before_and_after_a_restart_is_one_answer(instance, counted):
    with instance.serve() as running:
        action, pairs = filled_in(running)
        assert said(running, action, pairs) == "Thank you. Your answer is counted."
    with instance.serve() as running:
        again = urlsplit(action)._replace(netloc=urlsplit(running.url).netloc).geturl()
        assert said(running, again, pairs) == (
            "Thank you. Your answer was already counted."
        )
    assert counted() == 1
