"""A new secret key: nothing that was made with the one before stops working."""

import secrets
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from pollsvc.config import SERVED_KEY
from pollsvc.domain.keys import KeyRing, name_of
from pollsvc.installation import current
from pollsvc.instance_secret import changing_keys, load_keys, store_keys
from pollsvc.services import installing
from pollsvc.services.secret_keys import uses_of_keys
from tests.conftest import created
from tests.factories import SLUG
from tests.page import InProcess
from tests.publishing import published
from tests.staff import Member, sign_in, signed_in

POLL = f"/p/{SLUG}"
SUBMIT = "Submit answer"
FIND = "Find my answer"


@pytest.fixture
def restarted(settings):
    """Starts the application again, with a new key or with other keys."""
    with ExitStack() as stack:

        def restarted(keys=None):
            with changing_keys(settings.instance) as before:
                newest = before.with_newest(secrets.token_bytes(32))
                store_keys(settings.instance, keys or newest)
            again = stack.enter_context(created(settings))
            with again.app_context():
                installing.use_key(name_of(current().keys.current))
            return again

        yield restarted


def moved(browser, app):
    """The same browser, led to another process by the same address."""
    browser.road = InProcess(app)
    return browser


@pytest.fixture(autouse=True)
def served_once(app):
    """Waves know the name of their key, as in an instance that was ever served."""
    with app.app_context():
        installing.use_key(name_of(current().keys.current))


def test_a_form_opened_before_is_taken_after(publish, visitor, restarted):
    publish()
    form = visitor.open(POLL)
    moved(visitor, restarted())
    page = form.press(SUBMIT, visits="1")
    assert page.passed == (303,)
    assert page.heading == "Thank you. Your answer is counted."


def test_a_form_opened_before_the_last_but_one_is_taken_too(
    publish, visitor, restarted
):
    publish()
    form = visitor.open(POLL)
    restarted()
    moved(visitor, restarted())
    assert form.press(SUBMIT, visits="1").passed == (303,)


def test_a_receipt_of_before_opens_and_changes_the_answer_after(
    publish, visitor, newcomer, restarted
):
    publish()
    receipt = visitor.open(POLL).press(SUBMIT, visits="1").receipt
    somebody = moved(newcomer(), restarted())
    found = somebody.open("/receipt").press(FIND, receipt=receipt)
    assert "Once" in found.text
    changed = found.press("Change my answer").press("Change my answer", visits="2")
    assert changed.heading == "Thank you. Your new answer is counted."


def test_a_thank_you_page_of_before_shows_the_receipt_after(
    publish, newcomer, restarted
):
    publish()
    somebody = newcomer(keeps_cookies=False)
    thanks = somebody.open(POLL).press(SUBMIT, visits="1")
    moved(somebody, restarted())
    assert somebody.open(thanks.url).receipt == thanks.receipt


def test_the_same_browser_is_still_known_and_counts_once(
    publish, visitor, restarted, counted
):
    publish()
    form = visitor.open(POLL)
    form.press(SUBMIT, visits="1")
    moved(visitor, restarted())
    again = form.press(SUBMIT, visits="1")
    assert again.heading == "Thank you. Your answer was already counted."
    assert counted() == ["1"]


def test_polls_opened_before_and_after_take_answers_side_by_side(
    publish, visitor, restarted
):
    publish()
    after = restarted()
    with after.app_context():
        published(slug="of-after", now=datetime.now(UTC))
    moved(visitor, after)
    receipts = [
        visitor.open(path).press(SUBMIT, visits="1").receipt
        for path in (POLL, "/p/of-after")
    ]
    with after.app_context():
        assert [use.waves for use in uses_of_keys(current().keys)] == [1, 1]
    for receipt in receipts:
        found = visitor.open("/receipt").press(FIND, receipt=receipt)
        assert "Once" in found.text


def test_a_process_that_was_not_restarted_takes_a_form_made_with_the_new_key(
    app, publish, visitor, restarted
):
    publish()
    form = moved(visitor, restarted()).open(POLL)
    moved(visitor, app)
    assert form.press(SUBMIT, visits="1").passed == (303,)


def test_a_process_that_was_not_restarted_takes_answers_to_a_new_wave(
    app, visitor, restarted
):
    with restarted().app_context():
        published(now=datetime.now(UTC))
    moved(visitor, app)
    receipt = visitor.open(POLL).press(SUBMIT, visits="1").receipt
    assert "Once" in visitor.open("/receipt").press(FIND, receipt=receipt).text


def test_a_process_that_was_not_restarted_knows_who_signed_in_elsewhere(app, restarted):
    member = signed_in(restarted())
    cookie = member.client.get_cookie("staff")
    member.client = app.test_client()
    member.client.set_cookie("staff", cookie.value)
    assert member.open("/staff/").heading == "Polls"
    member.open("/staff/polls/new")
    member.press("Save draft", text="Tea?\nYes\nNo", slug="tea")
    assert member.path == "/staff/polls/tea/edit"


def test_a_process_that_was_not_restarted_makes_nothing_with_the_new_key(
    app, publish, visitor, restarted, settings
):
    publish()
    before = load_keys(settings.instance)
    restarted()
    form = moved(visitor, app).open(POLL)
    moved(visitor, restarted(before))
    assert form.press(SUBMIT, visits="1").passed == (303,)


def test_a_worker_that_is_replaced_goes_on_with_the_key_of_its_server(
    publish, visitor, restarted, settings, monkeypatch
):
    publish()
    before = load_keys(settings.instance)
    monkeypatch.setenv(SERVED_KEY, name_of(before.current))
    form = moved(visitor, restarted()).open(POLL)
    monkeypatch.delenv(SERVED_KEY)
    moved(visitor, restarted(before))
    assert form.press(SUBMIT, visits="1").passed == (303,)


@pytest.mark.parametrize("text", ["", "5a", "five and six"])
def test_a_key_file_that_is_half_written_changes_nothing(
    publish, visitor, settings, text
):
    publish()
    form = visitor.open(POLL)
    (settings.instance / "secret.key").write_text(text)
    assert form.press(SUBMIT, visits="1").passed == (303,)


def test_what_is_new_is_made_with_the_newest_key(publish, visitor, restarted, settings):
    publish()
    after = restarted()
    form = moved(visitor, after).open(POLL)
    newest = KeyRing((load_keys(settings.instance).current,))
    only_newest = restarted(newest)
    moved(visitor, only_newest)
    # Its wave's key is gone, but the form is one of ours: it is not called damaged.
    page = form.press(SUBMIT, visits="1")
    assert page.status == 503


def test_a_form_of_a_dropped_key_comes_back_with_its_answer(
    publish, visitor, restarted
):
    publish()
    form = visitor.open(POLL)
    moved(visitor, restarted(KeyRing((secrets.token_bytes(32),))))
    page = form.press(SUBMIT, visits="1")
    assert (page.status, page.chosen) == (400, ["1"])


def test_a_poll_whose_key_is_missing_says_so_and_keeps_the_answer(
    publish, visitor, restarted
):
    publish()
    moved(visitor, restarted(KeyRing((secrets.token_bytes(32),))))
    page = visitor.open(POLL).press(SUBMIT, visits="1")
    assert page.status == 503
    assert page.header("Retry-After")
    assert "secret key that it was opened with is missing" in page.text
    assert ("visits", "1") in page.form("Submit my answer")[1]


def test_a_sign_in_and_its_open_form_go_on(app, restarted):
    member = signed_in(app)
    member.open("/staff/polls/new")
    token = member.fields_of("#editor")["csrf_token"]
    cookie = member.client.get_cookie("staff")
    after = restarted()
    client = after.test_client()
    client.set_cookie("staff", cookie.value)
    member.client = client
    assert member.open("/staff/").heading == "Polls"
    member.open("/staff/polls/new")
    member.press("Save draft", csrf_token=token, text="Tea?\nYes\nNo", slug="tea")
    assert member.path == "/staff/polls/tea/edit"


def test_a_kept_form_of_before_is_carried_on_after(app, restarted):
    signed_in(app)
    member = Member(app.test_client()).open("/staff/sign-in")
    token = member.fields_of("main form")["csrf_token"]
    sent = {"csrf_token": token, "sure": "yes"}
    kept = member.client.post("/staff/polls/sleep/close", data=sent)
    cookie = member.client.get_cookie("staff")
    after = restarted()
    member.client = after.test_client()
    member.client.set_cookie("staff", cookie.value)
    member.html = kept.text
    member.path = "/staff/sign-in"
    assert sign_in(member).heading == "You are signed in again"


def test_a_stranger_is_not_let_in_by_a_cookie_of_a_dropped_key(app, restarted):
    member = signed_in(app)
    cookie = member.client.get_cookie("staff")
    client = restarted(KeyRing((secrets.token_bytes(32),))).test_client()
    client.set_cookie("staff", cookie.value)
    assert "/sign-in" in Member(client).open("/staff/").path
