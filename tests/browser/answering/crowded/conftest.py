"""Networks that have sent all they may, and people in them who come with a browser.

Each test has a network of its own, by the header of the one proxy that is believed.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

import pytest

from scripts.served import served
from tests.page import Browser, OverHttp
from tests.working import worked

HOSTS = count(1)
THANKS = "Thank you. Your answer is counted."
KEPT = "Thank you. Your answer is kept, and not counted yet."
LOOK_AT_IT = "Send it now to be looked at"
ALSO_NAMED = "polls.test"
# The last where there is no https, of a header that needs it.
EXPECTED = (
    "status of 422",
    "status of 429",
    "Cross-Origin-Opener-Policy header has been ignored",
)
OURS = ("http://127.0.0.1:", "http://localhost:", f"http://{ALSO_NAMED}:", "data:")


@dataclass(frozen=True)
class Network:
    """Where several people are.

    Attributes:
        headers: What the proxy says of all of them.
    """

    headers: dict[str, str] = field(
        default_factory=lambda: {"X-Forwarded-For": f"198.51.100.{next(HOSTS)}"}
    )

    def answer(self, poll, then=lambda page: page):
        """The heading that one more of them comes to with an answer.

        Args:
            poll: What is answered.
            then: What is done where the answer is handed back.
        """
        with self._somebody(poll) as neighbour:
            form = neighbour.open(f"/p/{poll.slug}")
            return then(form.press("Submit answer", visits="0")).heading

    def answer_with_work(self, poll):
        return self.answer(poll, worked)

    def answer_to_be_looked_at(self, poll):
        return self.answer(poll, lambda page: page.press(LOOK_AT_IT))

    @contextmanager
    def _somebody(self, poll):
        neighbour = Browser(OverHttp(poll.base), headers=self.headers)
        try:
            yield neighbour
        finally:
            neighbour.road.close()


@pytest.fixture(scope="session")
def crowded_server(ground, server):
    """The same instance behind a proxy; each network may send one answer a day."""
    del server
    instance, _ = ground
    variables = {
        **instance.variables,
        "POLLSVC_ANSWER_LIMIT": "1/day",
        "POLLSVC_TRUSTED_PROXIES": "1",
        "POLLSVC_TRUSTED_HOSTS": ALSO_NAMED,
    }
    with served(instance.folder, variables) as running:
        yield running


@pytest.fixture
def network():
    """A network that nobody has used yet."""
    return Network()


@pytest.fixture
def crowded(stage, crowded_server, network):
    """Publishes a poll that somebody else of this network has answered."""

    def crowded(base=crowded_server.url):
        poll = stage(base)
        assert network.answer(poll) == THANKS
        return poll

    return crowded


@pytest.fixture
def poll(crowded):
    return crowded()


@pytest.fixture
def noted():
    """What went wrong in pages, or was asked for elsewhere."""
    return []


@pytest.fixture
def visit(new_context, network, noted):
    """Makes pages of this network, in which nothing may go wrong."""

    def visit(**given):
        page = new_context(extra_http_headers=network.headers, **given).new_page()
        page.on("console", lambda said: noted.append(said.text))
        page.on("pageerror", lambda error: noted.append(str(error)))
        page.on("request", lambda request: noted.extend(from_elsewhere(request)))
        return page

    yield visit
    assert [f for f in noted if not any(words in f for words in EXPECTED)] == []


def from_elsewhere(request):
    return [] if request.url.startswith(OURS) else [request.url]


def handed_back(page, address):
    """Answers, and is told that this network has sent all it may."""
    page.goto(address)
    answered(page)
    return page


def answered(place):
    place.get_by_label("Once").check()
    place.get_by_role("button", name="Submit answer").click()
    place.get_by_role("heading", name="Too many answers from your network").wait_for()


def button(place, name="Submit my answer"):
    return place.get_by_role("button", name=name)


def move(page):
    """Goes to another network with the page."""
    page.context.set_extra_http_headers(Network().headers)
