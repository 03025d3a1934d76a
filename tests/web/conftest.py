"""An application with one open poll, as most installations set it."""

from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from tests.conftest import created


@pytest.fixture
def make_app(settings):
    """Makes applications over the same database, with the settings given."""
    with ExitStack() as stack:

        def make_app(**given):
            return stack.enter_context(created(settings.model_copy(update=given)))

        yield make_app


@pytest.fixture
def open_poll():
    """Publishes a poll in an application."""
    from tests.publishing import published

    def open_poll(app, **given):
        with app.app_context():
            published(**({"now": datetime.now(UTC)} | given))
        return app

    return open_poll
