"""Who may show a poll in a frame: its author's list, at every step and refusal."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from pollsvc.extensions import db
from tests.factories import SLUG
from tests.headers import expected, faults
from tests.page import Browser, InProcess
from tests.publishing import close

LISTED = "for-two"
SITES = ("https://a.example", "https://b.example:8443")
ANYBODY, THESE = "*", " ".join(SITES)
SUBMIT = "Submit answer"
TOO_LARGE = b"a" * 70_000

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
each_poll = pytest.mark.parametrize(
    ("slug", "by"), [(SLUG, ANYBODY), (LISTED, THESE)], ids=["any", "listed"]
)


@pytest.fixture
def make(make_app, open_poll):
    """Makes an application with a poll for any site's frames, and one for two."""

    def make(limit="1000/minute"):
        app = make_app(public_url="http://localhost", answer_limit=limit)
        return open_poll(open_poll(app), slug=LISTED, sites=SITES)

    return make


@pytest.fixture
def app(make):
    return make()


def visitor(app):
    return Browser(InProcess(app), keeps_cookies=False)


def check(page, *, status, by):
    """It has its status, and can be read in the frames of those, and of no others."""
    assert page.status == status
    assert faults(page.answer.headers, expected("frame", framed_by=by)) == {}
    assert page.heading
    assert 'class="framed"' in page.html


@each_poll
def test_at_every_step_of_a_journey(app, slug, by):
    form = visitor(app).open(f"/e/{slug}")
    check(form, status=200, by=by)
    check(form.press(SUBMIT), status=422, by=by)
    thanks = form.press(SUBMIT, visits="1")
    check(thanks, status=200, by=by)
    changing = thanks.press("Change my answer")
    check(changing, status=200, by=by)
    check(changing.press("Change my answer", visits="2"), status=200, by=by)
    sure = thanks.press("Take back my answer")
    check(sure, status=200, by=by)
    check(sure.press("Take back my answer"), status=200, by=by)


@each_poll
def test_redirects_on_the_way_too(app, slug, by):
    """Some browsers look at these before they follow."""
    action, pairs = visitor(app).open(f"/e/{slug}").form(SUBMIT, visits="1")
    given = app.test_client().post(action, data=dict(pairs))
    assert given.status_code == 303
    assert faults(given.headers, expected("frame", framed_by=by)) == {}
    receipt = visitor(app).open(given.location).receipt
    taken = app.test_client().post(
        f"/e/{slug}/withdraw", data={"receipt": receipt, "sure": "yes"}
    )
    assert taken.status_code == 303
    assert faults(taken.headers, expected("frame", framed_by=by)) == {}


@each_poll
def test_where_it_is_refused_before_its_view_has_a_say(app, slug, by):
    browser = visitor(app)
    check(browser.open(f"/e/{slug}/nothing"), status=404, by=by)
    check(browser.open(f"/e/{slug}/change"), status=405, by=by)
    check(browser.send(f"/e/{slug}", TOO_LARGE), status=413, by=by)
    check(browser.send(f"/e/{slug}/change", TOO_LARGE), status=413, by=by)
    check(browser.send(f"/e/{slug}/change", []), status=422, by=by)
    evil = browser.send(f"/e/{slug}/withdraw", [], Origin="https://evil.example")
    check(evil, status=403, by=by)


@each_poll
def test_where_an_answer_is_refused(app, slug, by):
    browser = visitor(app)
    form = browser.open(f"/e/{slug}")
    action, pairs = form.form(SUBMIT, visits="1")
    evil = browser.send(action, pairs, Origin="https://evil.example")
    check(evil, status=403, by=by)
    check(browser.send(action, [("visits", "1")]), status=400, by=by)
    with app.app_context():
        close(slug=slug, now=datetime.now(UTC))
    check(form.press(SUBMIT, visits="1"), status=410, by=by)


@each_poll
def test_past_the_allowance(make, slug, by):
    """There are buttons on that page: who may not show the poll may not show it."""
    browser = visitor(make("1/day"))
    form = browser.open(f"/e/{slug}")
    browser.send(f"/e/{slug}", [])
    check(form.press(SUBMIT, visits="1"), status=429, by=by)


@each_poll
@pytest.mark.parametrize("ending", ["change", "withdraw"])
def test_past_the_limit(make, slug, by, ending):
    browser = visitor(make("1/day"))
    browser.send(f"/e/{slug}", [])
    check(browser.send(f"/e/{slug}/{ending}", []), status=429, by=by)


@each_poll
def test_after_a_fault_of_ours(app, slug, by):
    def fault(**_):
        raise ZeroDivisionError

    app.view_functions = dict.fromkeys(app.view_functions, fault)
    check(visitor(app).open(f"/e/{slug}"), status=500, by=by)


@each_poll
def test_where_an_answer_cannot_be_stored(app, slug, by):
    form = visitor(app).open(f"/e/{slug}")
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE response RENAME TO elsewhere"))
    kept = form.press(SUBMIT, visits="1")
    check(kept, status=503, by=by)
    assert ("visits", "1") in kept.form("Submit my answer")[1]


@pytest.mark.parametrize("address", ["/e/no-such-poll", "/e/no/such", "/e/%00", "/e/*"])
def test_what_is_no_poll_can_be_read_anywhere_and_holds_nothing(app, address):
    page = visitor(app).open(address)
    check(page, status=404, by=ANYBODY)
    assert page.buttons() == []


def test_what_cannot_be_looked_up_can_be_read_anywhere_and_holds_nothing(app):
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE poll RENAME TO elsewhere"))
    page = visitor(app).open(f"/e/{LISTED}")
    check(page, status=503, by=ANYBODY)
    assert page.header("Retry-After")
    assert page.buttons() == []


def test_what_even_asking_for_would_break_can_be_read_anywhere(app):
    """The page about a fault must not fail by it."""
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE poll SET sites = '{'"))
    page = visitor(app).open(f"/e/{LISTED}")
    check(page, status=500, by=ANYBODY)
    assert page.buttons() == []
