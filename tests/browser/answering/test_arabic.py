"""A survey in Arabic, on a phone, by the keyboard alone: from right to left."""

import pytest
from playwright.sync_api import expect

from pollsvc.definitions.starters import starter
from tests.browser.answering.test_journeys import tab_to as tab_to_id
from tests.browser.authoring.pressing import go
from tests.browser.looking import overflow, violations
from tests.counting import stored

PHONE = {"width": 390, "height": 844}
ON, SEND = "متابعة", "إرسال الإجابات"
SAID = "صباحٌ بطيء, then better."


@pytest.fixture
def survey(stage):
    draft = starter("symptom-week").draft
    return stage(title=draft.title, questionnaire=draft.questionnaire)


def look(page):
    """What every page must be, whatever stands on it."""
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("ar", "rtl")
    assert violations(page) == []
    assert overflow(page) == [0, []]


def pick(page, code, *, downs=0):
    tab_to_id(page, code)
    page.keyboard.press("Space")
    for _ in range(downs):
        page.keyboard.press("ArrowDown")


def write(page, code, text):
    tab_to_id(page, code)
    page.keyboard.insert_text(text)


def test_a_survey_in_arabic_is_answered_by_keyboard_on_a_phone(new_context, survey):
    page = new_context(locale="ar", viewport=PHONE).new_page()
    page.goto(survey.page)
    steps = (
        lambda: pick(page, "pain-0", downs=3),
        lambda: pick(page, "stiffness-none", downs=1),
        lambda: pick(page, "bothered__hands-0"),
        lambda: write(page, "days_lost", "٢"),
        lambda: write(page, "comment", SAID),
    )
    for step in steps:
        look(page)
        step()
        go(page, ON)
    look(page)
    expect(page.get_by_text("من دقيقة إلى 14 دقيقة")).to_be_visible()
    go(page, SEND)
    look(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("شكرًا لك")
    with survey.app.app_context():
        (answers,) = stored(survey.slug)
    assert answers["pain"] == "3"
    assert answers["comment"] == SAID
