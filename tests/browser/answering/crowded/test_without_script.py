"""In Chromium without script, past the allowance: every way to its end."""

import pytest
from playwright.sync_api import expect

from tests.browser.answering.crowded.conftest import (
    KEPT,
    LOOK_AT_IT,
    THANKS,
    answered,
    button,
    handed_back,
    move,
)
from tests.browser.answering.sites import plain_frame

TOO_MANY = "Too many answers from your network"


def heading(place):
    return expect(place.get_by_role("heading", level=1))


@pytest.fixture
def page(visit):
    return visit(java_script_enabled=False)


def test_it_is_sent_to_be_looked_at(page, poll):
    handed_back(page, poll.page)
    expect(page.get_by_text("You need not wait")).to_be_hidden()
    button(page, LOOK_AT_IT).click()
    heading(page).to_have_text(KEPT)
    expect(page.locator("#receipt-text")).not_to_be_empty()
    assert poll.received() == [("0", None), ("1", "burst")]


def test_it_is_sent_to_be_looked_at_in_a_frame(page, magazine, crowded, crowded_server):
    poll = crowded(crowded_server.url.replace("127.0.0.1", "localhost"))
    magazine.show(page, plain_frame(poll))
    frame = page.frame_locator("iframe")
    answered(frame)
    button(frame, LOOK_AT_IT).click()
    heading(frame).to_have_text(KEPT)
    assert poll.received() == [("0", None), ("1", "burst")]


def test_what_was_set_aside_can_be_changed_and_taken_back(page, poll):
    handed_back(page, poll.page)
    button(page, LOOK_AT_IT).click()
    # The receipt is a way of its own, and counted like any other.
    move(page)
    button(page, "Change my answer").click()
    page.get_by_label("Twice").check()
    move(page)
    button(page, "Change my answer").click()
    heading(page).to_have_text(
        "Thank you. Your new answer is kept, and not counted yet."
    )
    assert poll.received() == [("0", None), ("2", "burst")]
    move(page)
    button(page, "Take back my answer").click()
    move(page)
    button(page, "Take back my answer").click()
    heading(page).to_have_text("Your answer is taken back")
    assert poll.received() == [("0", None)]


def test_pressed_too_early_again_and_again_it_is_still_there(page, poll):
    handed_back(page, poll.page)
    for _ in range(3):
        with page.expect_response(lambda answer: answer.status == 429):
            button(page).click()
        heading(page).to_have_text(TOO_MANY)
        expect(page.get_by_text("Once")).to_be_visible()
    assert poll.received() == [("0", None)]
    # What the wait would bring too: a network that may send.
    move(page)
    button(page).click()
    heading(page).to_have_text(THANKS)
    assert poll.received() == [("0", None), ("1", None)]


def test_who_chose_nothing_is_told_so_before_any_wait(page, poll):
    page.goto(poll.page)
    with page.expect_response(lambda answer: answer.status == 422):
        button(page, "Submit answer").click()
    expect(page.get_by_role("link", name="Select an answer")).to_be_visible()
    answered(page)
    button(page, LOOK_AT_IT).click()
    heading(page).to_have_text(KEPT)
