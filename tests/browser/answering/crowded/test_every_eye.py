"""Every page that somebody of a crowded network meets: for every eye, at any size."""

import pytest
from playwright.sync_api import expect

from tests.browser.answering.crowded.conftest import (
    LOOK_AT_IT,
    THANKS,
    button,
    handed_back,
)
from tests.browser.looking import NARROW, glaring, overflow


def asked_for_work(page, poll, _):
    handed_back(page, poll.page)
    expect(page.get_by_text("You need not wait")).to_be_visible()


def asked_for_work_in_a_frame(page, poll, _):
    handed_back(page, poll.frame)
    expect(page.get_by_text("You need not wait")).to_be_visible()


def calculating(page, poll, _):
    # Its file is on its way for ever.
    page.route("**/pbkdf2.js*", lambda _: None)
    asked_for_work(page, poll, _)
    button(page).click()
    expect(page.get_by_role("status")).to_contain_text("Calculating.")


def not_able_to_calculate(page, poll, _):
    page.route("**/pbkdf2.js*", lambda route: route.fulfill(body="nonsense("))
    asked_for_work(page, poll, _)
    button(page).click()
    expect(page.get_by_role("status")).to_contain_text("does not work in this browser")


def wrongly_calculated(page, poll, _):
    page.route("**/work.js*", lambda route: route.fulfill(body=""))
    handed_back(page, poll.page)
    page.locator("form[data-widget]").evaluate(
        """(form) => {
          const field = document.createElement("input");
          field.name = "_work"; field.value = "junk"; field.type = "hidden";
          form.append(field); form.submit();
        }"""
    )
    expect(page.get_by_text("did not pass our check")).to_be_visible()


def kept(page, poll, _):
    handed_back(page, poll.page)
    button(page, LOOK_AT_IT).click()
    page.locator("#receipt-text").wait_for()


def all_used_up(page, poll, network):
    for _ in range(9):
        network.answer_to_be_looked_at(poll)
    handed_back(page, poll.page)


def receipt_past_the_limit(page, poll, _):
    page.goto(f"{poll.base}/receipt")
    page.get_by_label("Your receipt").fill("hello")
    button(page, "Find my answer").click()
    page.get_by_role("heading", name="Too many requests from your network").wait_for()


STATES = [
    *(asked_for_work, asked_for_work_in_a_frame, calculating, not_able_to_calculate),
    *(wrongly_calculated, kept, all_used_up, receipt_past_the_limit),
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing_and_nothing_sticks_out(new_context, network, poll, state):
    page = new_context(extra_http_headers=network.headers, viewport=NARROW).new_page()
    state(page, poll, network)
    assert glaring(page) == {}
    assert overflow(page) == [0, []]


def test_who_prefers_no_colours_sees_what_to_press(new_context, network, poll):
    page = new_context(
        extra_http_headers=network.headers, forced_colors="active"
    ).new_page()
    asked_for_work(page, poll, network)
    for name in ("Submit my answer", LOOK_AT_IT):
        expect(button(page, name)).not_to_have_css("border-top-style", "none")
    button(page).click()
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()
