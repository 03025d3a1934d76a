"""Every state of a member's pages: for every eye, on narrow screens, light as air."""

import gzip

import pytest

from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from tests.browser.looking import glaring, overflow_at

SUBMIT, CHANGE = "Submit answer", "Change my answer"
SHOWN = {"results": Visibility.ALWAYS, "release": ReleasePolicy.LIVE}


def form(page, stage, _):
    page.goto(stage().page)


def frame(page, stage, _):
    page.goto(stage().frame)


def error(page, stage, _):
    form(page, stage, _)
    page.get_by_role("button", name=SUBMIT).click()
    page.locator(".error-summary").wait_for()


def error_in_frame(page, stage, _):
    frame(page, stage, _)
    page.get_by_role("button", name=SUBMIT).click()
    page.locator(".error-summary").wait_for()


def answered(page, poll, label="Once"):
    page.goto(poll)
    page.get_by_label(label).check()
    page.get_by_role("button", name=SUBMIT).click()
    page.locator("#receipt-text").wait_for()


def thanks(page, stage, _):
    answered(page, stage().page)


def thanks_in_frame(page, stage, _):
    answered(page, stage().frame)


def own_results(page, stage, _):
    poll = stage(**SHOWN)
    poll.answer("0", "1", "1", "dont_know", "refuse")
    answered(page, poll.page)
    page.goto(f"{poll.page}/results")


def results_in_frame(page, stage, _):
    poll = stage(**SHOWN)
    poll.answer("0", "1", "1", "dont_know", "refuse")
    page.goto(f"{poll.frame}/results")


def results_of_nobody(page, stage, _):
    page.goto(f"{stage(**SHOWN).page}/results")


def withheld(page, stage, _):
    page.goto(f"{stage().page}/results")


def confirm_change(page, stage, _):
    poll = stage()
    page.goto(poll.page)
    page.context.clear_cookies()
    answered(page, poll.page)
    page.context.clear_cookies()
    page.go_back()
    page.get_by_label("Twice").check()
    page.get_by_role("button", name=SUBMIT).click()
    page.get_by_role("heading", name="Change your answer?").wait_for()


def changing(page, stage, _):
    thanks(page, stage, _)
    page.get_by_role("button", name=CHANGE).click()
    page.get_by_role("radio").first.wait_for()


def confirm_withdrawal(page, stage, _):
    thanks(page, stage, _)
    page.get_by_role("button", name="Take back my answer").click()
    page.get_by_role("heading", name="Take back your answer?").wait_for()


def withdrawn(page, stage, _):
    confirm_withdrawal(page, stage, _)
    page.get_by_role("button", name="Take back my answer").click()
    page.wait_for_url("**/withdrawn")


def too_many(page, stage, strict):
    for _ in range(2):
        page.context.clear_cookies()
        page.goto(stage(strict).page)
        page.get_by_label("Once").check()
        page.get_by_role("button", name=SUBMIT).click()
        page.get_by_role("heading", level=1).wait_for()
    page.get_by_role("button", name="Submit my answer").wait_for()


def closed_meanwhile(page, stage, _):
    poll = stage()
    page.goto(poll.page)
    page.get_by_label("Once").check()
    poll.close()
    page.get_by_role("button", name=SUBMIT).click()
    page.get_by_role("link", name="See the results").wait_for()


def receipt(page, stage, _):
    page.goto(stage().page.partition("/p/")[0] + "/receipt")


def receipt_refused(page, stage, _):
    receipt(page, stage, _)
    page.get_by_label("Your receipt").fill("hello")
    page.get_by_role("button", name="Find my answer").click()
    page.locator(".error-summary").wait_for()


def receipt_found(page, stage, _):
    thanks(page, stage, _)
    text = page.locator("#receipt-text").inner_text()
    receipt(page, stage, _)
    page.get_by_label("Your receipt").fill(text)
    page.get_by_role("button", name="Find my answer").click()
    page.get_by_role("heading", name="Your answer", exact=True).wait_for()


def nothing_here(page, stage, _):
    page.goto(stage().page + "-no-such")


STATES = [
    *(form, frame, error, error_in_frame, thanks, thanks_in_frame, own_results),
    *(results_in_frame, results_of_nobody, withheld, confirm_change, changing),
    *(confirm_withdrawal, withdrawn, too_many, closed_meanwhile, receipt),
    *(receipt_refused, receipt_found, nothing_here),
]
every_state = pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)


@pytest.fixture
def strict(strict_server):
    return strict_server.url


SIZES = [(320, 100), (640, 200), (1280, 200)]
"""At 320 pixels, as on a screen of 1280 at 400 %; and with text twice as large."""


@every_state
def test_axe_finds_nothing_and_nothing_sticks_out(new_context, stage, strict, state):
    page = new_context().new_page()
    state(page, stage, strict)
    assert glaring(page) == {}
    assert overflow_at(page, SIZES) == {}


def test_of_the_work_only_our_own_words_are_to_be_seen(new_context, stage, strict):
    page = new_context().new_page()
    too_many(page, stage, strict)
    page.get_by_text("You need not wait").wait_for()
    page.wait_for_function("document.querySelector('altcha-widget').innerHTML")
    assert "robot" not in page.locator("body").inner_text()
    assert page.get_by_role("checkbox").count() == 0
    page.get_by_role("button", name="Submit my answer").click()
    page.locator("#receipt-text").wait_for()


def packed(page, address):
    """What a page costs: each request's address, and its bytes compressed."""
    costs = {}

    def weigh(response):
        costs[response.url] = len(gzip.compress(response.body()))

    page.on("response", weigh)
    page.goto(address, wait_until="networkidle")
    return costs


def test_the_widget_is_two_requests_and_ten_kilobytes(page, poll):
    costs = packed(page, poll.frame)
    assert len(costs) <= 2, costs
    assert sum(costs.values()) <= 10 * 1024, costs


def test_a_results_page_is_twenty_kilobytes(page, stage):
    poll = stage(**SHOWN)
    poll.answer("0", "1", "1", "dont_know", "refuse")
    costs = packed(page, f"{poll.page}/results")
    assert sum(costs.values()) <= 20 * 1024, costs


def test_what_the_server_sends_for_a_widget_is_as_small(page, poll):
    """As it comes over the wire, compressed by whatever server and browser agree on."""
    sent = []
    page.on("requestfinished", lambda request: sent.append(request.sizes()))
    page.goto(poll.frame, wait_until="networkidle")
    assert sum(sizes["responseBodySize"] for sizes in sent) <= 10 * 1024
