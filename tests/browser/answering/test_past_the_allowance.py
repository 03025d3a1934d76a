"""In Chromium, when a network has sent all it may: work done, waited, or looked at.

Each test has a network of its own, by the header of the one proxy that is believed.
"""

from itertools import count

import pytest
from playwright.sync_api import expect

from scripts.served import served
from tests.page import Browser, OverHttp

HOSTS = count(1)
THANKS = "Thank you. Your answer is counted."


@pytest.fixture(scope="module")
def crowded_server(ground, server):
    """The same instance behind a proxy; each network may send one answer a day."""
    del server
    instance, _ = ground
    variables = {
        **instance.variables,
        "POLLSVC_ANSWER_LIMIT": "1/day",
        "POLLSVC_TRUSTED_PROXIES": "1",
    }
    with served(instance.folder, variables) as running:
        yield running


@pytest.fixture
def network():
    """What a proxy says of a network that nobody has used yet."""
    return {"X-Forwarded-For": f"198.51.100.{next(HOSTS)}"}


@pytest.fixture
def poll(stage, crowded_server, network):
    """A poll that somebody else of this network has answered."""
    poll = stage(crowded_server.url)
    neighbour = Browser(OverHttp(poll.base), headers=network)
    thanks = neighbour.open(f"/p/{poll.slug}").press("Submit answer", visits="0")
    assert thanks.heading == THANKS
    neighbour.road.close()
    return poll


@pytest.fixture
def visit(new_context, network):
    """Makes pages of this network; what goes wrong in them is noted."""
    faults = []

    def visit(**given):
        page = new_context(extra_http_headers=network, **given).new_page()
        page.on("console", lambda said: faults.append(said.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.extend(from_elsewhere(request)))
        return page

    yield visit
    assert [f for f in faults if "status of 429" not in f] == []


def from_elsewhere(request):
    known = ("http://127.0.0.1:", "http://localhost:", "data:")
    return [] if request.url.startswith(known) else [request.url]


def handed_back(page, address):
    """Answers, and is told that this network has sent all it may."""
    page.goto(address)
    answered(page)
    return page


def answered(place):
    place.get_by_label("Once").check()
    place.get_by_role("button", name="Submit answer").click()
    place.get_by_role("heading", name="Too many answers from your network").wait_for()


def submit(place):
    return place.get_by_role("button", name="Submit my answer")


def test_the_browser_does_the_work_and_the_answer_counts(visit, poll):
    page = handed_back(visit(), poll.page)
    expect(page.get_by_text("You need not wait")).to_be_visible()
    submit(page).click()
    expect(page.get_by_role("heading", name=THANKS)).to_be_focused()
    assert poll.answered() == ["0", "1"]
