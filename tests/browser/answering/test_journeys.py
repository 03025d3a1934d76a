"""In Chromium: with the keyboard alone, without script, twice, and back again."""

import pytest
from playwright.sync_api import expect

from tests.factories import WORDING

THANKS = "Thank you. Your answer is counted."


def submit(page):
    return page.get_by_role("button", name="Submit answer")


def heading(page, name):
    return page.get_by_role("heading", name=name)


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.type")


def tab_to(page, wanted):
    for _ in range(20):
        page.keyboard.press("Tab")
        if focused(page) == wanted:
            return
    pytest.fail(f"Tab does not reach {wanted}")


def test_the_keyboard_alone_answers(page, poll):
    page.goto(poll.page)
    tab_to(page, "visits-0")
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Twice")).to_be_checked()
    assert page.url == poll.page
    assert poll.answered() == []
    tab_to(page, "submit")
    page.keyboard.press("Enter")
    expect(heading(page, THANKS)).to_be_focused()
    assert poll.answered() == ["2"]


def test_enter_in_the_question_sends_the_answer(page, poll):
    page.goto(poll.page)
    tab_to(page, "visits-0")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    heading(page, THANKS).wait_for()
    assert poll.answered() == ["0"]


def test_an_error_is_where_the_keyboard_is_and_leads_to_the_choice(page, poll):
    page.goto(poll.page)
    submit(page).click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Select an answer").press("Enter")
    assert focused(page) == "visits-0"
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    heading(page, THANKS).wait_for()
    assert poll.answered() == ["0"]


def test_the_whole_row_of_an_answer_can_be_pressed(page, poll):
    page.goto(poll.page)
    row = page.locator("label.row", has_text="Once")
    box = row.bounding_box()
    assert box["height"] >= 64
    row.click(position={"x": box["width"] - 6, "y": box["height"] - 20})
    expect(page.get_by_role("radio", name="Once")).to_be_checked()


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_answer_change_and_take_back(new_context, poll, scripts):
    page = new_context(java_script_enabled=scripts).new_page()
    page.goto(poll.page)
    expect(heading(page, WORDING)).to_be_visible()
    page.get_by_label("Once").check()
    submit(page).click()
    expect(heading(page, THANKS)).to_be_visible()
    receipt = page.locator("#receipt-text").inner_text()
    page.get_by_role("button", name="Change my answer").click()
    expect(page.get_by_label("Once")).to_be_checked()
    page.get_by_label("Twice").check()
    page.get_by_role("button", name="Change my answer").click()
    expect(heading(page, "Thank you. Your new answer is counted.")).to_be_visible()
    assert page.locator("#receipt-text").inner_text() == receipt
    assert poll.answered() == ["2"]
    page.get_by_role("button", name="Take back my answer").click()
    page.get_by_role("button", name="Take back my answer").click()
    page.wait_for_url("**/withdrawn")
    assert poll.answered() == []


def test_a_double_click_counts_once(page, poll):
    page.goto(poll.page)
    page.get_by_label("Once").check()
    submit(page).dblclick()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert poll.answered() == ["1"]


def test_a_double_click_without_script_counts_once(new_context, poll):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(poll.page)
    page.get_by_label("Once").check()
    submit(page).dblclick()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert poll.answered() == ["1"]


@pytest.mark.parametrize("keeps_cookies", [True, False])
def test_going_back_and_sending_again_counts_once(context, page, poll, keeps_cookies):
    """Back finds the very form that was sent, with its ballot."""
    page.goto(poll.page)
    for answer, said in (
        ("Once", THANKS),
        ("Once", "Thank you. Your answer was already counted."),
        ("Twice", "Change your answer?"),
    ):
        page.get_by_label(answer).check()
        submit(page).click()
        heading(page, said).wait_for()
        if not keeps_cookies:
            context.clear_cookies()
        page.go_back()
    assert poll.answered() == ["1"]


def test_loading_the_thanks_again_sends_nothing(page, poll):
    page.goto(poll.page)
    page.get_by_label("Once").check()
    submit(page).click()
    heading(page, THANKS).wait_for()
    receipt = page.locator("#receipt-text").inner_text()
    page.reload()
    assert page.locator("#receipt-text").inner_text() == receipt
    assert poll.answered() == ["1"]


def test_two_tabs_count_once(context, poll):
    one, other = context.new_page(), context.new_page()
    for tab in (one, other):
        tab.goto(poll.page)
        tab.get_by_label("Once").check()
    submit(one).click()
    heading(one, THANKS).wait_for()
    submit(other).click()
    heading(other, "Thank you. Your answer was already counted.").wait_for()
    assert poll.answered() == ["1"]


def test_on_a_second_visit_the_results_stand_where_the_question_was(page, poll):
    page.goto(poll.page)
    page.get_by_label("Once").check()
    submit(page).click()
    heading(page, THANKS).wait_for()
    page.goto(poll.page)
    page.wait_for_url("**/results")
    expect(page.get_by_role("button", name="Change my answer")).to_be_visible()


def test_nothing_is_loaded_from_elsewhere_and_nothing_goes_wrong(page, poll, server):
    loaded, faults = [], []
    page.on("request", lambda request: loaded.append(request.url))
    page.on("console", lambda said: faults.append(said.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(poll.page)
    page.get_by_label("Once").check()
    submit(page).click()
    heading(page, THANKS).wait_for()
    page.goto(poll.frame)
    assert all(url.startswith((server.url, "data:")) for url in loaded)
    assert faults == []
