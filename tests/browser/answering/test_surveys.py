"""In Chromium, page by page: by keyboard, without script or cookies, in a frame."""

import pytest
from playwright.sync_api import expect

from pollsvc.domain.questionnaires import Option, OptionRole, Question, QuestionKind
from tests.browser.answering.test_journeys import tab_to as tab_to_id
from tests.browser.authoring.pressing import tab_to
from tests.factories import WORDING, options, question, questionnaire

NONE = Option(code="none", label="None of these", role=OptionRole.NONE)
HELPS = Question(
    code="helps",
    text="What helps?",
    kind=QuestionKind.MULTIPLE,
    options=(*options("Rest", "Warmth"), NONE),
)
COMMENT = Question(code="comment", text="Anything else?", kind=QuestionKind.TEXT)
CHECK = "Check your answers"
THANKS = "Thank you. Your answer is counted."


@pytest.fixture
def survey(stage):
    return stage(questionnaire=questionnaire(question(), HELPS, COMMENT))


def at(page, name):
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def go_through(page):
    at(page, WORDING)
    page.get_by_role("radio", name="Twice").check()
    press(page, "Continue")
    at(page, HELPS.text)
    page.get_by_role("checkbox", name="Warmth").check()
    press(page, "Continue")
    at(page, COMMENT.text)
    page.get_by_role("textbox").fill("Nothing")
    press(page, "Continue")
    at(page, CHECK)
    for said in ("Twice", "Warmth", "Nothing"):
        expect(page.get_by_text(said, exact=True)).to_be_visible()


def test_the_keyboard_alone_answers_goes_back_and_sends(page, survey):
    page.goto(survey.page)
    tab_to_id(page, "visits-0")
    page.keyboard.press("Space")
    tab_to(page, "Continue")
    page.keyboard.press("Enter")
    at(page, HELPS.text)
    tab_to(page, "Back")
    page.keyboard.press("Enter")
    at(page, WORDING)
    expect(page.get_by_role("radio", name="None")).to_be_checked()
    for name in (HELPS.text, COMMENT.text, CHECK):
        tab_to(page, "Continue")
        page.keyboard.press("Enter")
        at(page, name)
    expect(page.get_by_role("heading", name=CHECK)).to_be_focused()
    assert survey.answered() == []
    tab_to(page, "Submit answers")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=THANKS)).to_be_focused()
    assert survey.answered() == ["0"]


def test_enter_in_a_field_goes_on_and_not_back(page, survey):
    page.goto(survey.page)
    press(page, "Continue")
    press(page, "Continue")
    page.get_by_role("textbox").fill("Nothing")
    page.get_by_role("textbox").press("Enter")
    at(page, CHECK)


@pytest.mark.parametrize("address", ["page", "frame"])
def test_without_script_and_cookies(browser, survey, address):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(getattr(survey, address))
        go_through(page)
        context.clear_cookies()
        press(page, "Submit answers")
        at(page, THANKS)
    assert survey.answered() == ["2"]


def stop_halfway(page):
    """The link that leads back to the second page, with two answers given."""
    page.get_by_role("radio", name="Twice").check()
    press(page, "Continue")
    page.get_by_role("checkbox", name="Warmth").check()
    press(page, "Finish later")
    at(page, "Your answers so far are kept")
    return page.get_by_role("region", name="The link to finish later").inner_text()


@pytest.mark.parametrize("address", ["page", "frame"])
def test_finished_later_in_another_browser_without_script_and_cookies(
    browser, survey, address
):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(getattr(survey, address))
        link = stop_halfway(page)
        assert context.cookies() == []
    assert survey.answered() == []
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(link)
        press(page, "Go on where I stopped")
        at(page, HELPS.text)
        expect(page.get_by_role("checkbox", name="Warmth")).to_be_checked()
        for name in ("Continue", "Continue", "Submit answers"):
            press(page, name)
        at(page, THANKS)
        page.goto(link)
        press(page, "Go on where I stopped")
        at(page, "Nothing is kept here")
    assert survey.answered() == ["2"]


def test_the_browsers_back_button_shows_the_page_as_it_was_sent(page, survey):
    page.goto(survey.page)
    page.get_by_role("radio", name="Twice").check()
    press(page, "Continue")
    at(page, HELPS.text)
    page.go_back()
    at(page, WORDING)
    expect(page.get_by_role("radio", name="Twice")).to_be_checked()
    page.get_by_role("radio", name="Once").check()
    press(page, "Continue")
    page.get_by_role("checkbox", name="Rest").check()
    press(page, "Continue")
    press(page, "Continue")
    press(page, "Submit answers")
    at(page, THANKS)
    assert survey.answered() == ["1"]


def test_none_of_these_clears_the_others_and_they_clear_it(page, survey):
    page.goto(survey.page)
    press(page, "Continue")
    page.get_by_role("checkbox", name="Rest").check()
    page.get_by_role("checkbox", name="None of these").check()
    expect(page.get_by_role("checkbox", name="Rest")).not_to_be_checked()
    page.get_by_role("checkbox", name="Warmth").check()
    expect(page.get_by_role("checkbox", name="None of these")).not_to_be_checked()
