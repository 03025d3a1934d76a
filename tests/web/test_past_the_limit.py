"""Past the limit nothing is lost, nothing is counted twice, and nothing breaks."""

import pytest

from tests.counting import stored
from tests.factories import SLUG
from tests.page import Browser, InProcess

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

POLL = f"/p/{SLUG}"


@pytest.fixture
def app(make_app, open_poll):
    return open_poll(make_app(public_url="http://localhost", answer_limit="2/minute"))


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
    action, fields = kept.form("Try again")
    assert action == respondent.form(button)[0]
    assert ("receipt", respondent.receipt) in fields
    with app.app_context():
        assert len(stored()) == 2


def test_a_receipt_entered_by_hand_is_kept(respondent):
    kept = respondent.browser.send("/receipt", [("receipt", respondent.receipt)])
    assert kept.status == 429
    assert ("receipt", respondent.receipt) in kept.form("Try again")[1]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/p/no-such-poll", b"", 404),
        (POLL, b"visits=" + b"1" * 10_000_000, 413),
        (f"{POLL}/change", b"receipt=" + b"1" * 10_000_000, 413),
        ("/receipt", b"receipt=" + b"1" * 10_000_000, 413),
    ],
)
def test_what_is_wrong_otherwise_is_refused_as_such(
    respondent, capfd, path, body, status
):
    assert respondent.browser.send(path, body).status == status
    assert capfd.readouterr() == ("", "")
