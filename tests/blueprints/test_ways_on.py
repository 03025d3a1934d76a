"""No refusal is a dead end: each says what to do, and leads there."""

from datetime import UTC, datetime, timedelta

import pytest

from pollsvc.domain.schedules import Schedule
from tests.factories import SLUG
from tests.page import words
from tests.staff import signed_in

POLL, FRAME = f"/p/{SLUG}", f"/e/{SLUG}"
TOO_LONG = b"visits=1&x=" + b"a" * 65 * 1024

# What is refused here does not depend on the database.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
both = pytest.mark.parametrize("poll", [POLL, FRAME], ids=["page", "frame"])


def ways(page):
    """Where the links of a page's own part lead."""
    # Its own page in another language is no way on.
    links = [a for a in page.document.query("main a") if "hreflang" not in a.attrs]
    return {
        words(link).removesuffix(" (opens in a new tab)"): link.attrs["href"]
        for link in links
    }


@pytest.mark.parametrize("address", ["/p/nothing", "/e/nothing", f"{POLL}/w/1999-01"])
def test_who_finds_nothing_is_sent_to_the_polls(visitor, address):
    page = visitor.open(address)
    assert page.status == 404
    assert "Check the address" in page.text
    assert ways(page) == {"See all polls": "/"}


@both
def test_who_sent_too_much_can_go_back_to_the_poll(publish, visitor, poll):
    publish()
    page = visitor.send(poll, TOO_LONG)
    assert page.status == 413
    assert "nothing of it was stored" in page.text
    assert ways(page) == {"Go back to the poll": POLL, "See all polls": "/"}


def test_staff_are_sent_to_their_own_pages(app):
    page = signed_in(app).open("/staff/polls/nothing")
    assert page.status == 404
    assert ways(page) == {"Go to the dashboard": "/staff/"}


@both
def test_a_poll_before_its_time_offers_no_results(publish, visitor, poll):
    soon = datetime.now(UTC) + timedelta(days=3)
    publish(schedule=Schedule(opens=soon.replace(tzinfo=None, microsecond=0)))
    page = visitor.open(poll)
    assert "not open yet" in page.text
    assert "See the results" not in ways(page)


@both
def test_why_a_form_came_back_is_said_first(publish, visitor, poll):
    publish()
    action, fields = visitor.open(poll).form("Submit answer", visits="1")
    damaged = [(n, "damaged" if n == "_ballot" else v) for n, v in fields]
    page = visitor.send(action, damaged)
    assert page.status == 400
    assert words(page.document.query_one("title")).startswith("Error: ")
    notice = page.document.query_one("main .notice.warn")
    assert "data-focus" in notice.attrs
    assert "was not counted" in words(notice)
