"""With a receipt one sees, changes and takes back an answer, from any browser."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from pollsvc.domain.ballots import receipt_text
from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule
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


def found(visitor, receipt):
    return visitor.open("/receipt").press(FIND, receipt=receipt)


def test_a_receipt_opens_its_answer(receipt, visitor):
    page = found(visitor, receipt)
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
def test_it_does_not_matter_how_it_is_typed(receipt, visitor, typed):
    assert found(visitor, typed(receipt)).heading == "Your answer"


@pytest.mark.parametrize(
    "typed", ["", "hello", "0000", "\0", "\u202e", "x" * 20_000, "' OR 1=1--"]
)
def test_what_is_no_receipt_comes_back_as_it_was_typed(receipt, visitor, typed):
    assert receipt
    page = found(visitor, typed)
    assert page.status == 422
    assert page.problems[0].startswith("This is not a whole receipt")
    assert len(page.document.query("input[name=receipt]")) == 1


def test_a_mistyped_receipt_is_told_apart_from_one_that_opens_nothing(receipt, visitor):
    mistyped = receipt[:-6] + ("A" if receipt[-6] != "A" else "B") + receipt[-5:]
    page = found(visitor, mistyped)
    assert page.status in {404, 422}
    (field,) = page.document.query("input[name=receipt]")
    assert field.attrs["value"] == mistyped
    nobodys = found(visitor, receipt_text(new_ballot()))
    assert nobodys.status == 404


def test_an_answer_is_changed_with_its_receipt(receipt, visitor, counted):
    form = found(visitor, receipt).press(CHANGE)
    assert form.chosen == ["1"]
    page = form.press(CHANGE, visits="3")
    assert (page.heading, page.receipt) == (
        "Thank you. Your new answer is counted.",
        receipt,
    )
    assert counted() == ["3"]


def test_an_answer_is_taken_back_with_its_receipt(receipt, visitor, counted):
    page = found(visitor, receipt).press(TAKE_BACK).press(TAKE_BACK)
    assert page.path == f"{POLL}/withdrawn"
    assert counted() == []
    assert found(visitor, receipt).status == 404


def test_with_a_receipt_nobody_gets_a_cookie(receipt, visitor):
    """Somebody else's computer must not keep whose answer was looked at on it."""
    found(visitor, receipt).press(CHANGE).press(CHANGE, visits="2")
    assert visitor.cookies == {}


def test_a_receipt_never_stands_in_an_address(receipt, visitor):
    pages = [found(visitor, receipt)]
    pages += [pages[0].press(CHANGE)]
    pages += [pages[1].press(CHANGE, visits="2")]
    for page in pages:
        assert receipt not in page.url
        for link in page.document.query("a[href]"):
            assert receipt not in link.attrs["href"]


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
@pytest.mark.parametrize("address", ["/receipt", f"{POLL}/change", f"{POLL}/withdraw"])
def test_no_other_sites_page_can_use_a_receipt(
    receipt, visitor, counted, address, origin
):
    fields = [("receipt", receipt), ("sure", "yes")]
    page = visitor.send(address, fields, Origin=origin)
    assert page.status == 403
    assert receipt not in page.html
    assert counted() == ["1"]


def test_a_receipt_is_for_one_poll(receipt, publish, visitor, counted):
    publish(slug="other")
    fields = [("receipt", receipt), ("sure", "yes")]
    for act in ("change", "withdraw"):
        assert visitor.send(f"/p/other/{act}", fields).status == 404
    assert counted() == ["1"]


@pytest.mark.parametrize("act", ["change", "withdraw"])
@pytest.mark.parametrize("place", ["p", "e"])
def test_what_is_no_receipt_changes_nothing(receipt, visitor, counted, act, place):
    assert receipt
    page = visitor.send(f"/{place}/{SLUG}/{act}", [("receipt", "x"), ("sure", "yes")])
    assert page.status == 422
    assert counted() == ["1"]


def test_after_close_a_receipt_shows_the_answer_and_changes_nothing(
    receipt, visitor, app, counted
):
    early = found(visitor, receipt)
    with app.app_context():
        close(now=datetime.now(UTC))
    late = found(visitor, receipt)
    assert "Once" in late.text
    assert CHANGE not in late.buttons()
    assert TAKE_BACK not in late.buttons()
    assert early.press(CHANGE).status == 409
    action, fields = early.form(TAKE_BACK)
    assert visitor.send(action, [*fields, ("sure", "yes")]).status == 409
    assert counted() == ["1"]


def test_after_archiving_a_receipt_opens_nothing(receipt, visitor, app, counted):
    with app.app_context():
        close(now=datetime.now(UTC))
        archive(now=datetime.now(UTC))
    page = found(visitor, receipt)
    assert page.status == 404
    assert "archived" in page.text
    assert counted() == ["1"]


def test_a_receipt_shows_the_answers_of_both_waves(publish, newcomer, app):
    """The same browser answers a monthly poll twice: two answers, one receipt."""
    publish(schedule=MONTHLY)
    visitor = newcomer()
    first = visitor.open(POLL).press("Submit answer", visits="1")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
        with app.app_context():
            lifecycle.run_due(now=datetime.now(UTC))
        second = visitor.open(POLL).press("Submit answer", visits="2")
        assert second.receipt == first.receipt
        page = found(newcomer(), first.receipt)
        assert "Once" in page.text
        assert "Twice" in page.text
        assert page.buttons().count(CHANGE) == 1
