"""Past the limit nothing is lost, nothing is counted twice, and nothing breaks."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from pollsvc.web import proofs
from tests.counting import stored
from tests.factories import SLUG
from tests.page import Browser, InProcess
from tests.publishing import close
from tests.working import challenge_on, worked

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

POLL = f"/p/{SLUG}"
SUBMIT = "Submit answer"


@pytest.fixture(autouse=True)
def clock():
    """Stops the clock early in a minute: limits are counted by the minute."""
    early = datetime.now(UTC).replace(second=5) + timedelta(hours=1)
    with time_machine.travel(early, tick=False):
        yield


@pytest.fixture(autouse=True)
def easy(monkeypatch):
    """Work that is done at once."""
    monkeypatch.setattr(proofs, "ROUNDS", 1)


@pytest.fixture
def app(make_app, open_poll):
    """Its poll has been open for longer than a form is good for."""
    app = make_app(public_url="http://localhost", answer_limit="2/minute")
    return open_poll(app, now=datetime.now(UTC) - timedelta(days=9))


@pytest.fixture
def respondent(app):
    """Somebody without cookies, thanked, whose network has now sent all it may."""
    browser = Browser(InProcess(app), keeps_cookies=False)
    thanks = browser.open(POLL).press("Submit answer", visits="1")
    neighbour = Browser(InProcess(app)).open(POLL)
    assert neighbour.press("Submit answer", visits="2").status == thanks.status == 200
    return thanks


@pytest.mark.parametrize("button", ["Change my answer", "Take back my answer"])
def test_a_receipt_is_kept_and_sent_to_the_same_address(app, respondent, button):
    kept = respondent.press(button)
    assert kept.status == 429
    action, fields = kept.form("Send again")
    assert action == respondent.form(button)[0]
    assert ("receipt", respondent.receipt) in fields
    with app.app_context():
        assert len(stored()) == 2


def test_a_receipt_entered_by_hand_is_kept(respondent):
    kept = respondent.browser.send("/receipt", [("receipt", respondent.receipt)])
    assert kept.status == 429
    assert ("receipt", respondent.receipt) in kept.form("Send again")[1]


LARGE = b"receipt=" + b"1" * 10_000_000


@pytest.mark.parametrize("path", [f"{POLL}/change", f"{POLL}/withdraw", "/receipt"])
def test_what_is_too_large_is_told_so(respondent, capfd, path):
    assert respondent.browser.send(path, LARGE).status == 413
    assert capfd.readouterr() == ("", "")


def whole(form):
    return form.form(SUBMIT, visits="1")


def damaged(form):
    action, pairs = whole(form)
    return action, [(n, "x" if n == "_ballot" else v) for n, v in pairs]


def without_ballot(form):
    action, pairs = whole(form)
    return action, [pair for pair in pairs if pair[0] != "_ballot"]


def of_last_week(form):
    with time_machine.travel(datetime.now(UTC) - timedelta(days=8)):
        return whole(Browser(form.browser.road).open(POLL))


def nothing_chosen(form):
    return form.form(SUBMIT)


def no_such_answer(form):
    action, pairs = form.form(SUBMIT)
    return action, [*pairs, ("visits", "9")]


def too_large(form):
    return whole(form)[0], LARGE


def for_no_poll(form):
    return "/p/no-such-poll", whole(form)[1]


def send_all_that_may_be_sent(app):
    neighbour = Browser(InProcess(app))
    while neighbour.send("/receipt", [("receipt", "x")]).status != 429:
        pass


@pytest.mark.parametrize(
    ("sent", "free", "past"),
    [
        (whole, 200, 429),
        # The page past the limit mends these: it has a new ballot.
        (damaged, 400, 429),
        (without_ballot, 400, 429),
        (of_last_week, 400, 429),
        # These neither work nor patience mends.
        (nothing_chosen, 422, 422),
        (no_such_answer, 422, 422),
        (too_large, 413, 413),
        (for_no_poll, 404, 404),
    ],
)
def test_what_is_wrong_is_told_first_if_waiting_does_not_mend_it(app, sent, free, past):
    def status():
        form = Browser(InProcess(app)).open(POLL)
        return form.browser.send(*sent(form)).status

    assert status() == free
    send_all_that_may_be_sent(app)
    assert status() == past


def test_from_another_sites_page(app):
    send_all_that_may_be_sent(app)
    form = Browser(InProcess(app)).open(POLL)
    page = form.browser.send(*whole(form), Origin="https://evil.example")
    assert page.status == 403


def test_to_a_poll_that_has_closed(app):
    form = Browser(InProcess(app)).open(POLL)
    send_all_that_may_be_sent(app)
    with app.app_context():
        close(now=datetime.now(UTC))
    assert form.press(SUBMIT, visits="1").status == 410


@pytest.fixture
def past(app):
    return Browser(InProcess(app), keeps_cookies=False)


@pytest.mark.parametrize("sent", [damaged, without_ballot, of_last_week])
@pytest.mark.usefixtures("respondent")
def test_a_damaged_form_is_mended_by_the_page_that_asks_for_work(app, past, sent):
    kept = past.send(*sent(past.open(POLL)))
    assert int(kept.header("Retry-After")) > 0
    assert worked(kept).heading == "Thank you. Your answer is counted."
    with app.app_context():
        assert len(stored()) == 3


@pytest.mark.usefixtures("respondent")
def test_damaged_forms_are_looked_at_no_more_often_than_whole_ones(app, past):
    """Two a minute, ten times that in all: 18 are left."""
    action, pairs = damaged(past.open(POLL))
    aside = [*pairs, ("_aside", "yes")]
    statuses = [past.send(action, aside).status for _ in range(20)]
    assert statuses == [400] * 18 + [429] * 2
    last = past.send(*damaged(past.open(POLL)))
    assert (last.status, challenge_on(last)) == (429, None)
    with app.app_context():
        assert len(stored()) == 2
