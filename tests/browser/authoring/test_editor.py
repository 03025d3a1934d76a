"""The staff's pages in Chromium: by keyboard alone, without script, at any size."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.authoring.pressing import PASSWORD, tab_to, unfold
from tests.browser.looking import NARROW, glaring, too_low
from tests.factories import WORDING

MOST_STOPS = 12
WAVES = "/staff/polls/pharmacy-visits"
PAGES = (
    *("/staff/", "/staff/polls/new", "/staff/sign-ins", "/staff/polls/kept"),
    *(WAVES, f"{WAVES}/waves/extend", f"{WAVES}/waves/close"),
    "/staff/polls/living-with-ra/analysis",
)


def test_by_keyboard_alone_a_poll_is_open_within_twelve_stops(staff_page):
    with staff_page("/staff/") as page:
        tab_to(page, "New poll")
        page.keyboard.press("Enter")
        page.wait_for_url("**/polls/new")
        page.focus("#text")
        page.keyboard.type(WORDING)
        stops = tab_to(page, "Times a month")
        page.keyboard.press("Enter")
        expect(page.locator("#text")).to_have_value(re.compile("5: 5 or more times"))
        stops += tab_to(page, "Open now")
        page.keyboard.press("Enter")
        page.get_by_text("The poll is open.").wait_for()
        assert page.evaluate("document.activeElement.tagName") == "H1"
        assert stops <= MOST_STOPS


def test_without_script_everything_works(staff_page):
    with staff_page("/staff/polls/new", java_script_enabled=False) as page:
        page.fill("#text", "How was it?")
        page.get_by_role("button", name="Very easy to very hard (5)").click()
        assert page.input_value("#text").startswith("How was it?\n1: Very easy")
        page.locator("#order summary").click()
        page.get_by_role("button", name="Move ‘Very hard’ up").click()
        assert "“Very hard” is now 4 of 5." in page.inner_text("#said")
        assert page.input_value("#text").splitlines()[4] == "5: Very hard"
        page.get_by_role("button", name="Preview").click()
        form = page.frame_locator("iframe[name=preview]")
        form.get_by_label("Very hard").wait_for()
        page.get_by_role("button", name="Save draft").click()
        page.wait_for_url("**/edit")
        page.get_by_role("button", name="Open now").click()
        assert "The poll is open" in page.inner_text("main")


def test_the_preview_follows_what_is_typed_and_leaves_no_trace(staff_page):
    with staff_page(
        "/staff/polls/new", viewport={"width": 1280, "height": 900}
    ) as page:
        before = page.evaluate("history.length")
        frame = page.frame_locator("#previews iframe:not(.coming)")
        for answer in ("Well", "Badly", "So so"):
            page.fill("#text", f"How did you sleep?\n{answer}\nOther")
            frame.get_by_label(answer).wait_for()
        assert frame.get_by_role("heading").inner_text() == "How did you sleep?"
        frame.get_by_label("Other").check()
        frame.get_by_role("button", name="Submit answer").click()
        assert frame.get_by_label("Other").is_checked()
        assert page.evaluate("history.length") == before
        assert page.url.endswith("/polls/new")


def test_advice_and_settings_follow_without_taking_the_focus(staff_page):
    with staff_page("/staff/polls/new", timezone_id="America/New_York") as page:
        page.locator("#summary", has_text="in New York").wait_for()
        page.fill("#text", "Do you walk and/or swim?\nYes\nNo")
        page.locator("#advice", has_text="and/or").wait_for()
        assert page.evaluate("document.activeElement.id") == "text"
        page.fill("#text", "Do you walk?\nYes\nNo")
        page.locator("#advice").wait_for(state="hidden")
        page.locator("#settings > summary").click()
        page.fill("#opens_date", "2099-12-01")
        page.get_by_label("So long after it opens").check()
        page.focus("#repeats")
        page.select_option("#repeats", "monthly")
        page.locator("#next-times li", has_text="Fri 1 Jan 2100, 09:00").wait_for()
        assert page.evaluate("document.activeElement.id") == "repeats"
        page.fill("#lasts", "40")
        page.locator("#next-times", has_text="A wave must close before").wait_for()
        assert page.locator("#next-times li").count() == 0


def test_the_focus_stays_on_the_pressed_button_of_a_moving_answer(staff_page):
    with staff_page("/staff/polls/new") as page:
        page.fill("#text", "Q?\na\nb\nc\nd")
        page.locator("#order summary").click()
        button = page.get_by_role("button", name="Move ‘d’ up")
        button.focus()
        for place in (3, 2):
            page.keyboard.press("Enter")
            page.locator("#said", has_text=f"“d” is now {place} of 4.").wait_for()
            assert button.evaluate("b => b === document.activeElement")
        page.keyboard.press("Enter")
        page.locator("#said", has_text="“d” is now 1 of 4.").wait_for()
        down = page.get_by_role("button", name="Move ‘d’ down")
        assert down.evaluate("b => b === document.activeElement")
        assert page.input_value("#text") == "Q?\nd\na\nb\nc"


def test_enter_in_a_field_saves_and_presses_no_other_button(staff_page):
    with staff_page("/staff/polls/new") as page:
        page.fill("#text", "Enter?\nYes\nNo")
        page.locator("#settings > summary").click()
        page.fill("#title", "Entered")
        page.press("#title", "Enter")
        page.wait_for_url("**/polls/entered/edit")
        assert page.input_value("#text") == "Enter?\nYes\nNo"


def test_a_mistake_is_led_to_by_the_keyboard(staff_page):
    with staff_page("/staff/polls/new") as page:
        page.get_by_role("button", name="Open now").click()
        page.locator(".error-summary").wait_for()
        assert page.evaluate("document.activeElement.className") == "error-summary"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "text"


def test_a_password_can_be_seen_while_typing(instance, browser):
    with browser.new_context(base_url=instance.url) as context:
        page = context.new_page()
        page.goto("/staff/sign-in")
        page.fill("#password", PASSWORD)
        page.get_by_role("button", name="Show password").click()
        assert page.get_attribute("#password", "type") == "text"
        page.get_by_role("button", name="Hide password").click()
        assert page.get_attribute("#password", "type") == "password"


@pytest.mark.parametrize("path", PAGES)
def test_for_every_eye_and_hand(staff_page, path):
    with staff_page(path) as page:
        if path.endswith("/new"):
            page.fill("#text", "Do you not walk and/or swim?\n1-2\n2-3")
            page.locator("#advice", has_text="and/or").wait_for()
        unfold(page)
        assert glaring(page) == {}
        page.set_viewport_size({"width": 390, "height": 800})
        assert too_low(page) == []
        page.set_viewport_size(NARROW)
        for text_size in ("112.5%", "225%"):
            page.evaluate(f"document.documentElement.style.fontSize = '{text_size}'")
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= NARROW["width"], text_size


def test_axe_finds_nothing_before_the_sign_in_or_in_a_refusal(instance, browser):
    with browser.new_context(base_url=instance.url) as context:
        page = context.new_page()
        page.goto("/staff/sign-in")
        assert glaring(page) == {}
        page.fill("#email", "nobody@example.org")
        page.get_by_role("button", name="Sign in").click()
        page.locator(".error-summary").wait_for()
        assert glaring(page) == {}
        page.goto("/staff/welcome/spent")
        assert glaring(page) == {}
