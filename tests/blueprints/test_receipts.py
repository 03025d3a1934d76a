"""With a receipt one sees, changes and takes back an answer, from any browser."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from pollsvc.domain.ballots import receipt_text
from pollsvc.domain.schedules import Repeat, Schedule
from pollsvc.services import lifecycle
from tests.factories import SLUG
from tests.publishing import archive, close, new_ballot

POLL = f"/p/{SLUG}"
FIND, CHANGE, TAKE_BACK = "Find my answer", "Change my answer", "Take back my answer"
MONTHLY = Schedule(
    opens=datetime.now(UTC).replace(tzinfo=None, microsecond=0) - timedelta(days=2),
    closes=datetime.now(UTC).replace(tzinfo=None, microsecond=0) + timedelta(days=2),
    repeats=Repeat.MONTHLY,
)


@pytest.fixture
def receipt(publish, newcomer):
    """The receipt of somebody who answered "Once" and kept no cookie."""
    publish()
    somebody = newcomer(keeps_cookies=False)
    return somebody.open(POLL).press("Submit answer", visits="1").receipt


def found(browser, receipt):
    return browser.open("/receipt").press(FIND, receipt=receipt)


def test_a_receipt_opens_its_answer(receipt, browser):
    page = found(browser, receipt)
    assert (page.status, page.heading) == (200, "Your answer")
    assert "Pharmacy visits" in page.text
    assert "Once" in page.text
    assert page.receipt == receipt


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda text: text.replace("-", " "),
        lambda text: text.replace("-", ""),
        lambda text: f"\n {text} ",
        lambda text: text.replace("0", "O").replace("1", "l"),
    ],
)
def test_it_does_not_matter_how_it_is_typed(receipt, browser, typed):
    assert found(browser, typed(receipt)).heading == "Your answer"


@pytest.mark.parametrize(
    "typed", ["", "hello", "0000", "\0", "\u202e", "x" * 20_000, "' OR 1=1--"]
)
def test_what_is_no_receipt_comes_back_as_it_was_typed(receipt, browser, typed):
    assert receipt
    page = found(browser, typed)
    assert page.status == 422
    assert page.problems[0].startswith("This is not a whole receipt")
    assert len(page.document.query("input[name=receipt]")) == 1


def test_a_mistyped_receipt_is_told_apart_from_one_that_opens_nothing(receipt, browser):
    mistyped = receipt[:-6] + ("A" if receipt[-6] != "A" else "B") + receipt[-5:]
    page = found(browser, mistyped)
    assert page.status in {404, 422}
    (field,) = page.document.query("input[name=receipt]")
    assert field.attrs["value"] == mistyped
    nobodys = found(browser, receipt_text(new_ballot()))
    assert nobodys.status == 404


def test_an_answer_is_changed_with_its_receipt(receipt, browser, counted):
    form = found(browser, receipt).press(CHANGE)
    assert form.chosen == ["1"]
    page = form.press(CHANGE, visits="3")
    assert (page.heading, page.receipt) == (
        "Thank you. Your new answer is counted.",
        receipt,
    )
    assert counted() == ["3"]


def test_an_answer_is_taken_back_with_its_receipt(receipt, browser, counted):
    page = found(browser, receipt).press(TAKE_BACK).press(TAKE_BACK)
    assert page.path == f"{POLL}/withdrawn"
    assert counted() == []
    assert found(browser, receipt).status == 404


def test_with_a_receipt_nobody_gets_a_cookie(receipt, browser):
    """Somebody else's computer must not keep whose answer was looked at on it."""
    found(browser, receipt).press(CHANGE).press(CHANGE, visits="2")
    assert browser.cookies == {}


def test_a_receipt_never_stands_in_an_address(receipt, browser):
    pages = [found(browser, receipt)]
    pages += [pages[0].press(CHANGE)]
    pages += [pages[1].press(CHANGE, visits="2")]
    for page in pages:
        assert receipt not in page.url
        for link in page.document.query("a[href]"):
            assert receipt not in link.attrs["href"]


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
@pytest.mark.parametrize("address", ["/receipt", f"{POLL}/change", f"{POLL}/withdraw"])
def test_no_other_sites_page_can_use_a_receipt(
    receipt, browser, counted, address, origin
):
    fields = [("receipt", receipt), ("sure", "yes")]
    page = browser.send(address, fields, Origin=origin)
    assert page.status == 403
    assert receipt not in page.html
    assert counted() == ["1"]


def test_a_receipt_is_for_one_poll(receipt, publish, browser, counted):
    publish(slug="other")
    fields = [("receipt", receipt), ("sure", "yes")]
    for act in ("change", "withdraw"):
        assert browser.send(f"/p/other/{act}", fields).status == 404
    assert counted() == ["1"]


@pytest.mark.parametrize("act", ["change", "withdraw"])
@pytest.mark.parametrize("place", ["p", "e"])
def test_what_is_no_receipt_changes_nothing(receipt, browser, counted, act, place):
    assert receipt
    page = browser.send(f"/{place}/{SLUG}/{act}", [("receipt", "x"), ("sure", "yes")])
    assert page.status == 422
    assert counted() == ["1"]


def test_after_close_a_receipt_shows_the_answer_and_changes_nothing(
    receipt, browser, app, counted
):
    early = found(browser, receipt)
    with app.app_context():
        close(now=datetime.now(UTC))
    late = found(browser, receipt)
    assert "Once" in late.text
    assert CHANGE not in late.buttons()
    assert TAKE_BACK not in late.buttons()
    assert early.press(CHANGE).status == 409
    action, fields = early.form(TAKE_BACK)
    assert browser.send(action, [*fields, ("sure", "yes")]).status == 409
    assert counted() == ["1"]


def test_after_archiving_a_receipt_opens_nothing(receipt, browser, app, counted):
    with app.app_context():
        close(now=datetime.now(UTC))
        archive(now=datetime.now(UTC))
    page = found(browser, receipt)
    assert page.status == 404
    assert "archived" in page.text
    assert counted() == ["1"]


def test_a_receipt_shows_the_answers_of_both_waves(publish, newcomer, app):
    """The same browser answers a monthly poll twice: two answers, one receipt."""
    publish(schedule=MONTHLY)
    browser = newcomer()
    first = browser.open(POLL).press("Submit answer", visits="1")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
        with app.app_context():
            lifecycle.run_due(now=datetime.now(UTC))
        second = browser.open(POLL).press("Submit answer", visits="2")
        assert second.receipt == first.receipt
        page = found(newcomer(), first.receipt)
        assert "Once" in page.text
        assert "Twice" in page.text
        assert page.buttons().count(CHANGE) == 1
