"""In Chromium, past the allowance: the browser does the work and the answer counts."""

import base64
import json

import pytest
from playwright.sync_api import expect

from tests.browser.answering.crowded.conftest import (
    ALSO_NAMED,
    KEPT,
    LOOK_AT_IT,
    THANKS,
    answered,
    button,
    handed_back,
)
from tests.browser.answering.sites import plain_frame

NO_WAIT = "You need not wait"
ALREADY = "Thank you. Your answer was already counted."
BROKEN = "The calculation does not work in this browser."


def thanked(place, words=THANKS):
    expect(place.get_by_role("heading", level=1)).to_have_text(words)


def focused(page):
    return page.evaluate("document.activeElement.innerText.trim()")


def tab_to(page, wanted):
    for _ in range(20):
        page.keyboard.press("Tab")
        if focused(page) == wanted:
            return
    pytest.fail(f"Tab does not reach {wanted}")


def test_the_browser_does_the_work_and_the_answer_counts(visit, poll):
    page = handed_back(visit(), poll.page)
    expect(page.get_by_text(NO_WAIT)).to_be_visible()
    button(page).click()
    expect(page.get_by_role("heading", name=THANKS)).to_be_focused()
    assert poll.received() == [("0", None), ("1", None)]


def test_there_is_no_puzzle_and_no_box_of_the_widgets(visit, poll):
    page = handed_back(visit(), poll.page)
    expect(page.get_by_text(NO_WAIT)).to_be_visible()
    expect(page.locator("altcha-widget")).to_be_attached()
    main = page.get_by_role("main")
    assert (main.get_by_role("button").count(), stops_in(page)) == (2, 2)
    expect(main.get_by_role("checkbox")).to_have_count(0)
    for words in ("robot", "ALTCHA"):
        assert words.lower() not in main.inner_text().lower()


def stops_in(page):
    """At how many places Tab stops in the page's forms."""
    stops = set()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('main form') !== null"):
            stops.add(focused(page))
    return len(stops)


def test_so_it_does_in_a_frame_on_another_sites_page(
    visit, magazine, crowded, crowded_server
):
    poll = crowded(crowded_server.url.replace("127.0.0.1", "localhost"))
    page = visit()
    magazine.show(page, plain_frame(poll))
    frame = page.frame_locator("iframe")
    answered(frame)
    expect(frame.get_by_text(NO_WAIT)).to_be_visible()
    button(frame).click()
    thanked(frame)
    assert poll.received() == [("0", None), ("1", None)]


def test_the_keyboard_alone_gets_through(visit, poll):
    page = visit()
    page.goto(poll.page)
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="Too many answers from your network")
    expect(heading).to_be_focused()
    tab_to(page, "Submit my answer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=THANKS)).to_be_focused()
    assert poll.received() == [("0", None), ("1", None)]


def test_the_keyboard_alone_has_it_looked_at(visit, poll):
    page = handed_back(visit(), poll.page)
    tab_to(page, LOOK_AT_IT)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=KEPT)).to_be_focused()
    assert poll.received() == [("0", None), ("1", "burst")]


def test_pressed_again_while_it_calculates_it_counts_once(visit, poll):
    """Every press but the first one is while it calculates."""
    page = handed_back(visit(), poll.page)
    page.route("**/pbkdf2.js*", lambda _: None)  # held until this ends
    for _ in range(3):
        button(page).click()
        expect(page.get_by_role("status")).to_contain_text("Calculating.")
    page.unroute("**/pbkdf2.js*")
    thanked(page)
    assert poll.received() == [("0", None), ("1", None)]


def test_going_back_and_sending_the_work_again_counts_once(visit, poll):
    page = handed_back(visit(), poll.page)
    button(page).click()
    thanked(page)
    page.go_back()
    button(page).click()
    thanked(page, ALREADY)
    assert poll.received() == [("0", None), ("1", None)]


@pytest.fixture
def missing(visit, noted):
    """Opens a page for which a file does not come."""

    def missing(file):
        page = visit()
        page.route(f"**/{file}*", lambda route: route.abort())
        return page

    yield missing
    assert noted
    noted.clear()


@pytest.mark.parametrize("file", ["work.js", "altcha.min.js"])
def test_where_the_script_does_not_come_the_page_is_as_without_one(missing, poll, file):
    page = handed_back(missing(file), poll.page)
    expect(page.get_by_text(NO_WAIT)).to_be_hidden()
    with page.expect_navigation():
        button(page).click()
    page.get_by_role("heading", name="Too many answers from your network").wait_for()
    expect(page.get_by_text("Once")).to_be_visible()
    button(page, LOOK_AT_IT).click()
    thanked(page, KEPT)
    assert poll.received() == [("0", None), ("1", "burst")]


def test_where_the_calculation_does_not_work_that_is_said_and_nothing_is_lost(
    missing, poll
):
    page = handed_back(missing("pbkdf2.js"), poll.page)
    expect(page.get_by_text(NO_WAIT)).to_be_visible()
    button(page).click()
    expect(page.get_by_role("status")).to_contain_text(BROKEN)
    button(page).click()
    page.get_by_role("heading", name="Too many answers from your network").wait_for()
    expect(page.get_by_text("Once")).to_be_visible()
    button(page, LOOK_AT_IT).click()
    thanked(page, KEPT)
    assert poll.received() == [("0", None), ("1", "burst")]


def test_without_https_the_page_is_as_without_a_script(visit, poll):
    """There a browser does not calculate."""
    page = handed_back(visit(), poll.page.replace("127.0.0.1", ALSO_NAMED))
    assert page.evaluate("isSecureContext") is False
    expect(page.get_by_text(NO_WAIT)).to_be_hidden()
    expect(page.get_by_role("main").get_by_role("checkbox")).to_have_count(0)
    button(page, LOOK_AT_IT).click()
    thanked(page, KEPT)
    assert poll.received() == [("0", None), ("1", "burst")]


def test_who_looks_elsewhere_and_comes_back_finds_the_answer_still_there(visit, poll):
    page = handed_back(visit(), poll.page)
    page.get_by_role("link", name="Polls", exact=True).click()
    page.get_by_role("heading", name="Open now").wait_for()
    page.go_back()
    expect(page.get_by_text("Once")).to_be_visible()
    button(page).click()
    thanked(page)
    assert poll.received() == [("0", None), ("1", None)]


def test_what_is_sent_with_an_answer_is_the_work_and_nothing_of_the_browser(
    visit, poll
):
    page = handed_back(visit(), poll.page)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        button(page).click()
    sent_names = {"_ballot", "_version", "_work", "visits"}
    assert set(sent.value.post_data_json) == sent_names
    work = json.loads(base64.b64decode(sent.value.post_data_json["_work"]))
    assert set(work) == {"challenge", "solution"}
    assert set(work["solution"]) == {"counter", "derivedKey", "time"}
