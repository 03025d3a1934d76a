"""Every test of the storage has the application's database, of both kinds."""

import pytest


@pytest.fixture(autouse=True)
def in_application(app):
    with app.app_context():
        yield app


@pytest.fixture
def on_sqlite(database_url):
    return database_url.startswith("sqlite")


@pytest.fixture
def wave():
    """A wave of an open poll that nobody has answered."""
    from pollsvc.storage import waves
    from pollsvc.storage.session import reading
    from tests.publishing import published

    poll = published()
    with reading() as connection:
        (only,) = waves.of_poll(connection, poll.id)
    return only
