"""While the store is away nothing that was posted is lost: it can be sent again."""

from contextlib import contextmanager

import pytest
from sqlalchemy import text

from pollsvc.extensions import db
from tests.counting import stored
from tests.factories import SLUG
from tests.page import Browser, InProcess

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

POLL, FRAME = f"/p/{SLUG}", f"/e/{SLUG}"
SUBMIT, CHANGE, TAKE_BACK = "Submit answer", "Change my answer", "Take back my answer"
AGAIN = "Send again"
THANKS = "Thank you. Your answer is counted."
both = pytest.mark.parametrize("poll", [POLL, FRAME])


@pytest.fixture
def app(make_app, open_poll):
    return open_poll(make_app(public_url="http://localhost"))


@pytest.fixture
def away(app):
    """The store finds nothing while the block lasts."""

    def rename(old, new):
        with app.app_context(), db.engine.begin() as connection:
            for name in ("catalogue", "poll"):
                statement = f"ALTER TABLE {name}{old} RENAME TO {name}{new}"
                connection.execute(text(statement))

    @contextmanager
    def away():
        rename("", "_away")
        yield
        rename("_away", "")

    return away


@pytest.fixture
def visitor(app):
    return Browser(InProcess(app), keeps_cookies=False)


def require_kept(kept, form):
    """What a form sent is in the page, to be sent to where it was sent."""
    assert kept.status == 503
    assert int(kept.header("Retry-After")) > 0
    assert "never counted twice" in kept.text
    assert kept.form(AGAIN) == form


@both
def test_an_answer_is_kept_and_counts_once_when_it_is_sent_again(
    app, away, visitor, poll
):
    form = visitor.open(poll)
    with away():
        kept = form.press(SUBMIT, visits="1")
        require_kept(kept, form.form(SUBMIT, visits="1"))
        require_kept(kept.press(AGAIN), form.form(SUBMIT, visits="1"))
    assert kept.press(AGAIN).heading == THANKS
    assert kept.press(AGAIN).heading == "Thank you. Your answer was already counted."
    with app.app_context():
        assert stored() == [{"visits": "1"}]


@both
@pytest.mark.parametrize("button", [CHANGE, TAKE_BACK])
def test_a_receipt_is_kept(away, visitor, poll, button):
    thanks = visitor.open(poll).press(SUBMIT, visits="1")
    with away():
        kept = thanks.press(button)
        require_kept(kept, thanks.form(button))
    assert button in kept.press(AGAIN).buttons()


@both
def test_a_withdrawal_is_kept(app, away, visitor, poll):
    sure = visitor.open(poll).press(SUBMIT, visits="1").press(TAKE_BACK)
    with away():
        kept = sure.press(TAKE_BACK)
        require_kept(kept, sure.form(TAKE_BACK))
    assert kept.press(AGAIN).status == 200
    with app.app_context():
        assert stored() == []


def test_a_receipt_entered_by_hand_is_kept(away, visitor):
    receipt = visitor.open(POLL).press(SUBMIT, visits="1").receipt
    with away():
        kept = visitor.send("/receipt", [("receipt", receipt)])
        assert ("receipt", receipt) in kept.form(AGAIN)[1]
    assert receipt in kept.press(AGAIN).text


def test_a_page_that_is_only_looked_at_has_nothing_to_send(away, visitor):
    with away():
        page = visitor.open(POLL)
    assert page.status == 503
    assert page.buttons() == []
