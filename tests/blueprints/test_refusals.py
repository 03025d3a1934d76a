"""What is refused, with which status, and that the answer is still there afterwards."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from pollsvc.domain.schedules import Schedule
from pollsvc.extensions import db
from pollsvc.services import authoring
from pollsvc.storage import session
from tests.factories import SLUG, draft
from tests.publishing import AUTHOR, NOW, archive, close

POLL, FRAME = f"/p/{SLUG}", f"/e/{SLUG}"
SUBMIT = "Submit answer"
EVIL = "https://evil.example"

# What is refused here does not depend on the database.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
both = pytest.mark.parametrize("poll", [POLL, FRAME], ids=["page", "frame"])


def sent(page, *, ballot=None, **headers):
    """The answer "Once" sent from a page's form, with another ballot or headers."""
    action, pairs = page.form(SUBMIT, visits="1")
    if ballot is not None:
        pairs = [(n, ballot if n == "_ballot" else v) for n, v in pairs]
    return page.browser.send(action, pairs, **headers)


def ballot_in(page):
    return dict(page.form(SUBMIT)[1])["_ballot"]


@both
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": EVIL},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:1"},
        {"Origin": None, "Sec_Fetch_Site": "cross-site"},
        {"Origin": None, "Sec_Fetch_Site": "same-site"},
    ],
    ids=str,
)
def test_an_answer_from_another_sites_page_is_not_taken_but_kept(
    publish, visitor, counted, poll, headers
):
    publish()
    page = sent(visitor.open(poll), **headers)
    assert (page.status, page.chosen) == (403, ["1"])
    assert "was not counted" in page.text
    assert counted() == []
    assert page.press(SUBMIT).heading.startswith("Thank you")
    assert counted() == ["1"]


@both
@pytest.mark.parametrize(
    "ballot", ["", "x", "A" * 51, "\0", "\u00e9", "=", "A" * 10_000]
)
def test_a_forged_ballot_is_not_taken_but_the_answer_kept(
    publish, visitor, counted, poll, ballot
):
    publish()
    page = sent(visitor.open(poll), ballot=ballot)
    assert (page.status, page.chosen) == (400, ["1"])
    assert counted() == []
    assert page.press(SUBMIT).heading.startswith("Thank you")
    assert counted() == ["1"]


def test_another_polls_ballot_is_not_taken(publish, visitor, counted):
    publish()
    publish(slug="other")
    page = sent(visitor.open(POLL), ballot=ballot_in(visitor.open("/p/other")))
    assert (page.status, page.chosen) == (400, ["1"])
    assert counted() == []


@both
def test_a_ballot_older_than_a_week_is_not_taken_but_the_answer_kept(
    publish, visitor, counted, poll
):
    publish()
    form = visitor.open(poll)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=8)):
        page = form.press(SUBMIT, visits="1")
        assert (page.status, page.chosen) == (400, ["1"])
        assert "more than a week" in page.text
        assert counted() == []
        assert page.press(SUBMIT).heading.startswith("Thank you")
    assert counted() == ["1"]


def test_somebody_slow_has_six_days(publish, visitor, counted):
    publish()
    form = visitor.open(POLL)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=6)):
        assert form.press(SUBMIT, visits="1").heading.startswith("Thank you")
    assert counted() == ["1"]


@both
def test_an_answer_to_a_closed_poll_comes_back_and_is_not_counted(
    publish, visitor, counted, app, poll
):
    publish()
    form = visitor.open(poll)
    with app.app_context():
        close(now=datetime.now(UTC))
    page = form.press(SUBMIT, visits="1")
    assert page.status == 410
    assert "not counted" in page.text
    assert "Once" in page.text
    assert page.follow("See the results").path == f"{poll}/results"
    assert counted() == []


@pytest.mark.parametrize("ballot", ["", "forged"])
def test_a_closed_poll_says_so_whatever_the_ballot(publish, visitor, app, ballot):
    publish()
    form = visitor.open(POLL)
    with app.app_context():
        close(now=datetime.now(UTC))
    page = sent(form, ballot=ballot)
    assert page.status == 410
    assert "Once" in page.text


def test_a_closed_polls_address_leads_to_its_results(publish, visitor, app):
    publish()
    with app.app_context():
        close(now=datetime.now(UTC))
    page = visitor.open(POLL)
    assert (page.passed, page.path) == ((303,), f"{POLL}/results")


def test_a_change_after_close_is_refused_and_the_answer_stays(
    publish, visitor, counted, app
):
    publish()
    thanked = visitor.open(POLL).press(SUBMIT, visits="1")
    form = thanked.press("Change my answer")
    with app.app_context():
        close(now=datetime.now(UTC))
    for page in (form.press("Change my answer", visits="2"), thanked):
        late = page if page is not thanked else page.press("Change my answer")
        assert late.status == 409
        assert "stays as it was" in late.text
    assert counted() == ["1"]


def test_an_archived_poll_takes_nothing(publish, visitor, counted, app):
    publish()
    form = visitor.open(POLL)
    with app.app_context():
        close(now=datetime.now(UTC))
        archive(now=datetime.now(UTC))
    page = form.press(SUBMIT, visits="1")
    assert page.status == 410
    assert counted() == []


@both
def test_a_poll_before_its_time_says_when_and_takes_nothing(
    publish, visitor, counted, poll
):
    soon = datetime.now(UTC) + timedelta(days=3)
    publish(schedule=Schedule(opens=soon.replace(tzinfo=None, microsecond=0)))
    page = visitor.open(poll)
    assert page.status == 200
    assert "Opens " in page.text
    assert page.buttons() == []
    early = visitor.send(poll, [("visits", "1")])
    assert early.status in {400, 403}
    assert counted() == []


@pytest.mark.parametrize(
    "address", ["/p/nothing", "/e/nothing", "/p/a--b/", "/p/%00", "/p/" + "a" * 5000]
)
def test_there_is_no_such_poll(visitor, address):
    assert visitor.open(address).status == 404
    assert visitor.send(address, [("visits", "1")]).status == 404


def test_a_draft_is_not_to_be_found(app, visitor):
    with app.app_context():
        authoring.create_poll(draft=draft(), actor=AUTHOR, now=NOW)
    for address in (POLL, FRAME, f"{POLL}/results", f"{POLL}/results.json"):
        assert visitor.open(address).status == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_poll_can_only_be_looked_at_and_answered(publish, client, method):
    publish()
    answer = client.open(POLL, method=method)
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


@pytest.fixture
def database_file(monkeypatch, app):
    """The file of a database whose writers wait for a moment only."""
    monkeypatch.setattr(session, "BUSY_TIMEOUT_MS", 50)
    with app.app_context():
        db.engine.dispose()
        return db.engine.url.database


@both
def test_an_answer_that_cannot_be_stored_is_kept_to_be_sent_again(
    publish, visitor, counted, poll, database_file
):
    publish()
    form = visitor.open(poll)
    with closing(sqlite3.connect(database_file)) as other:
        other.execute("BEGIN IMMEDIATE")
        page = form.press(SUBMIT, visits="1")
        assert (page.status, page.header("Retry-After")) == (503, "10")
        assert "Once" in page.text
        assert counted() == []
        other.execute("ROLLBACK")
    again = page.press("Submit my answer")
    assert again.heading == "Thank you. Your answer is counted."
    assert counted() == ["1"]


@pytest.mark.parametrize(
    "cookie", ["", "x", "A" * 22, "%00", "\u00e9", "A" * 5000, '"', "=;=;"]
)
def test_a_cookie_of_somebody_elses_making_is_no_hindrance(
    publish, visitor, counted, cookie
):
    publish()
    visitor.cookies["ballots"] = cookie.encode().decode("latin-1")
    assert visitor.open(POLL).press(SUBMIT, visits="1").status == 200
    assert counted() == ["1"]
