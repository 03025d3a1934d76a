"""An application that has taken a form at each address of its poll."""

import pytest
import time_machine

from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from tests.web.plain.sending import FORMS, NOON, form_of, send


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def app(make_app, open_poll):
    made = make_app(public_url="http://localhost")
    given = {"results": Visibility.ALWAYS, "release": ReleasePolicy.LIVE}
    return open_poll(made, **given, sites=("https://news.example",))


@pytest.fixture
def warm(app):
    """An application whose Flask has taken a form at each address."""
    for path in FORMS:
        assert send(app, form_of(app, path, visits="1"), path)[0] == "303 SEE OTHER"
    return app
