"""What sizes tell: that of the reply to an answer nothing, that of the log nothing.

The page that follows shows a person their own answer, so its length is that of the
answer, as is that of the form they sent. The notice says so.
"""

import json
from datetime import UTC, datetime
from itertools import product
from urllib.parse import urlencode

import pytest

from pollsvc.config import Settings
from tests.anonymity.people import LOOK_AT_IT, SUBMIT
from tests.factories import SLUG
from tests.page import URLENCODED, Browser, InProcess
from tests.publishing import published

CODES = ("0", "1", "dont_know", "refuse")
NETWORKS = 3
HEADINGS = {
    "Thank you. Your answer is counted.",
    "Thank you. Your answer was already counted.",
    "Thank you. Your new answer is counted.",
    "Thank you. Your answer is kept, and not counted yet.",
}


@pytest.fixture
def settings(tmp_path, database_url):
    return Settings(
        instance=tmp_path / "instance",
        database_url=database_url,
        public_url="http://localhost",
        answer_limit=f"{4 * len(CODES)}/day",
    )


@pytest.fixture
def app(app):
    with app.app_context():
        published(now=datetime.now(UTC))
    return app


def replied(page, button, **chosen):
    """The reply to a form itself, and the page that it leads to."""
    action, pairs = page.form(button, **chosen)
    browser = page.browser
    sent = {"Origin": browser.road.origin, "Content-Type": URLENCODED}
    reply = browser._once("POST", action, sent, urlencode(pairs).encode())
    return reply, browser.open(dict(reply.headers).get("Location", action))


def size(reply):
    """Of all that is sent."""
    return reply.status, len(reply.body), sum(len(n) + len(v) for n, v in reply.headers)


def opened(app, number):
    return Browser(InProcess(app, address=f"203.0.113.{number}")).open(f"/p/{SLUG}")


def test_the_reply_to_an_answer_is_of_one_size_whatever_it_is(app):
    """Counted for the first time or the second, in place of another, or set aside."""
    replies = []
    for number, code in product(range(NETWORKS), CODES):
        page = opened(app, number)
        replies += [replied(page, SUBMIT, visits=code) for _ in range(2)]
        asked = page.press(SUBMIT, visits="2")
        replies.append(replied(asked, "Count my new answer"))
    for number in range(NETWORKS):
        handed_back = opened(app, number).press(SUBMIT, visits="1")
        replies.append(replied(handed_back, LOOK_AT_IT))
    assert {then.heading for _, then in replies} == HEADINGS
    assert len({size(reply) for reply, _ in replies}) == 1


def test_the_page_that_shows_ones_answer_is_as_long_as_the_answer(app):
    """So the notice has to say it."""
    pages = {
        code: replied(opened(app, 0), SUBMIT, visits=code)[1]
        for code in ("0", "refuse")
    }
    assert len({len(page.answer.body) for page in pages.values()}) == 2
    assert "how long it is" in opened(app, 0).browser.open("/privacy").text


def test_the_log_does_not_grow_while_people_answer(traces):
    lines = [json.loads(line) for line in traces.said_meanwhile.splitlines()]
    # Once, of the test's own want of a proxy.
    assert {line["event"] for line in lines} <= {"proxy"}
