"""A published poll, and people with browsers who come to it."""

import pytest

from pollsvc.config import Settings
from tests.page import Browser, InProcess


@pytest.fixture(autouse=True)
def quickly(quick_passwords):
    """Members of staff come in at once."""


def crowded(instance, database_url):
    """An instance that takes many answers from one network."""
    return Settings(
        instance=instance,
        database_url=database_url,
        public_url="http://localhost",
        answer_limit="1000/minute",
    )


@pytest.fixture
def settings(tmp_path, database_url):
    return crowded(tmp_path / "instance", database_url)


@pytest.fixture
def publish(app):
    """Publishes a poll with the given parts, now."""
    from datetime import UTC, datetime

    from tests.publishing import published

    def publish(**given):
        with app.app_context():
            return published(**({"now": datetime.now(UTC)} | given))

    return publish


@pytest.fixture
def editor(app):
    """A staff member in front of a new poll, on a day in November."""
    import time_machine

    from tests.staff import NOW, signed_in

    with time_machine.travel(NOW, tick=False):
        yield signed_in(app).open("/staff/polls/new")


@pytest.fixture
def newcomer(app):
    """Makes browsers that have never been here."""

    def newcomer(**given):
        return Browser(InProcess(app), **given)

    return newcomer


@pytest.fixture
def visitor(newcomer):
    return newcomer()


@pytest.fixture
def counted(app):
    """The answers stored, in no order, once they agree with the tallies."""
    from tests.counting import recounted, stored, tallied

    def counted():
        with app.app_context():
            assert recounted() == tallied()
            return sorted(answers["visits"] for answers in stored())

    return counted
