"""In Chromium, past ten times the allowance: only patience helps; nothing is lost."""

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

MOST = 10
"""So many answers a day are taken from a network in all, where one is free."""


@pytest.fixture
def used_up(network, poll):
    """A poll whose network has sent all that is taken: free, worked for, set aside."""
    for number in range(1, MOST):
        if number % 2:
            assert network.answer_with_work(poll) == THANKS
        else:
            assert network.answer_to_be_looked_at(poll) == KEPT
    return poll


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_the_answer_waits_in_the_form(visit, used_up, scripts):
    page = visit(java_script_enabled=scripts)
    page.goto(used_up.page)
    with page.expect_response(lambda answer: answer.status == 429) as told:
        answered(page)
    seconds = int(told.value.header_value("Retry-After"))
    assert 0 < seconds <= 2 * 24 * 3600
    expect(page.get_by_text("Try again at")).to_be_visible()
    expect(page.get_by_text("Once")).to_be_visible()
    expect(page.locator("altcha-widget")).to_have_count(0)
    expect(button(page, LOOK_AT_IT)).to_have_count(0)
    assert len(used_up.received()) == MOST
    move(page)
    button(page).click()
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()
    assert ("1", None) in used_up.received()


def test_work_that_was_done_too_late_says_how_long_to_wait(visit, network, poll):
    """Who began to calculate while there was room, and others were faster."""
    page = handed_back(visit(), poll.page)
    for _ in range(MOST - 1):
        assert network.answer_to_be_looked_at(poll) == KEPT
    with page.expect_response(lambda answer: answer.status == 429):
        button(page).click()
    expect(page.get_by_text("You need not wait")).to_have_count(0)
    expect(page.get_by_text("Once")).to_be_visible()
    assert len(poll.received()) == MOST
    move(page)
    button(page).click()
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()
    assert len(poll.received()) == MOST + 1
