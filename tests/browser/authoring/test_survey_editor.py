"""Surveys written in Chromium: by keyboard, without a script, and by two at once."""

import re

from playwright.sync_api import expect

from tests.browser.authoring.pressing import go, typed, unfold
from tests.browser.looking import NARROW, glaring, too_low

KINDS = {"number": "A number", "text": "Words of their own"}


def test_by_keyboard_alone_a_survey_with_a_rule_is_written_and_opened(staff_page):
    with staff_page("/staff/") as page:
        go(page, "New survey")
        typed(page, "new_title", "Walking")
        typed(page, "new_text", "Do you walk?")
        go(page, "Begin the survey")
        typed(page, "options", "Yes\nNo")
        go(page, "Save, then all questions")
        for kind, text in (("number", "How many hours a week?"), ("text", "Where?")):
            typed(page, "new_text", text)
            page.keyboard.press("Tab")
            page.keyboard.type(KINDS[kind])
            go(page, "Add question")
            go(page, "Who is asked?", leaves=False)
            go(page, "Add condition")
            page.focus("#if0_value-yes")
            page.keyboard.press("Space")
            go(page, "Save, then all questions")
            page.get_by_text("The question is saved.").wait_for()
        assert page.get_by_text("Asked if “Do you walk?” is: “Yes”.").count() == 2
        go(page, "Move up")
        page.get_by_text("“Where?” is now question 2 of 3.").wait_for()
        go(page, "Preview and open")
        go(page, "Open now")
        page.get_by_text("The poll is open.").wait_for()


def test_a_question_saves_itself_and_says_when_somebody_else_did(staff_page):
    with staff_page("/staff/polls/new/questions", java_script_enabled=True) as page:
        page.fill("#new_text", "Do you swim and dive?")
        page.get_by_role("button", name="Begin the survey").click()
        expect(page.locator("#advice")).to_contain_text("“and” may join two questions")
        address = page.url
        page.fill("#options", "Yes\nNo")
        expect(page.locator("#saved")).to_contain_text("Saved ", timeout=15_000)
        expect(page.locator("#unfinished")).to_be_hidden()
        page.get_by_text("Code in the data").click()
        page.fill("#code", "swims")
        expect(page).to_have_url(re.compile("/questions/swims$"), timeout=15_000)
        other = page.context.new_page()
        other.goto(page.url)
        assert other.input_value("#options") == "Yes\nNo"
        other.fill("#hint", "Theirs")
        other.get_by_role("button", name="Save question").click()
        other.get_by_text("The question is saved.").wait_for()
        page.fill("#hint", "Mine")
        expect(page.locator("#saved")).to_contain_text("somebody else", timeout=15_000)
        page.get_by_role("button", name="Save question").click()
        page.get_by_role("button", name="Keep mine").click()
        expect(page.locator("#hint")).to_have_value("Mine")
        assert address != page.url


def test_what_was_typed_last_is_saved_as_the_page_is_left(staff_page):
    with staff_page("/staff/polls/new/questions") as page:
        page.fill("#new_text", "Do you row?")
        page.get_by_role("button", name="Begin the survey").click()
        page.fill("#hint", "Left at once")
        page.get_by_role("link", name="All questions").click()
        page.get_by_role("heading", name="Page 1").wait_for()
        page.wait_for_timeout(1_000)
        page.get_by_role("link", name="Do you row?", exact=True).click()
        expect(page.locator("#hint")).to_have_value("Left at once")


def test_without_script_a_survey_is_written_and_put_in_order(staff_page):
    with staff_page("/staff/polls/new/questions", java_script_enabled=False) as page:
        page.fill("#new_text", "Do you sew?")
        page.select_option("#new_kind", "scale")
        page.get_by_role("button", name="Begin the survey").click()
        page.fill("#points", "0-10")
        page.get_by_role("button", name="Save question").click()
        page.get_by_role("link", name="All questions").first.click()
        page.get_by_role("button", name="Duplicate Do you sew?").click()
        assert "The copy is question 2." in page.inner_text("main")
        page.get_by_role("button", name="Join to the page before").click()
        page.get_by_role("button", name="Move up Do you sew?").click()
        moved = page.get_by_role("button", name="Move down Do you sew?").first
        assert moved.evaluate("b => b === document.activeElement")
        page.get_by_role("link", name="Delete Do you sew?").last.click()
        page.get_by_role("button", name="Delete question").click()
        assert page.locator("ol.questions > li").count() == 1


def test_the_editors_pages_are_for_everybody(staff_page):
    """Axe, sizes and a narrow screen, on each page of the editor."""
    with staff_page("/staff/polls/new/questions", viewport=NARROW) as page:
        assert sound(page)
        page.fill("#new_text", "Are these not hard, in a dark room and elsewhere?")
        page.select_option("#new_kind", "matrix")
        page.get_by_role("button", name="Begin the survey").click()
        assert sound(page)
        page.fill("#rows", "Stairs\nDoors")
        page.fill("#points", "1-5")
        page.get_by_role("button", name="Save question").click()
        page.get_by_role("link", name="All questions").first.click()
        page.fill("#new_text", "Which?")
        page.get_by_role("button", name="Add question").click()
        page.get_by_text("Who is asked?").first.click()
        page.get_by_role("button", name="Add condition").click()
        assert sound(page)
        page.get_by_role("link", name="All questions").first.click()
        assert sound(page)
        page.get_by_role("link", name="Page title and rule").last.click()
        assert sound(page)


def test_the_pages_of_translations_are_for_everybody(staff_page):
    with staff_page("/staff/polls/kept/translations", viewport=NARROW) as page:
        assert sound(page)
        page.get_by_role("button", name="Translate").click()
        assert sound(page)


def sound(page):
    unfold(page)
    assert glaring(page) == {}
    assert too_low(page) == []
    return page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
