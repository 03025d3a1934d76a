"""In Chromium: however an answer is sent again, it counts once, and is said calmly."""

import re

import pytest
from playwright.sync_api import expect

from scripts.served import served
from tests.faults.planting import planted

COUNTED = "Thank you. Your answer is counted."
ALREADY = "Thank you. Your answer was already counted."
ASKED = "Change your answer?"
with_and_without_script = pytest.mark.parametrize("scripts", [True, False])


@pytest.fixture
def tab(new_context, scripts):
    return new_context(java_script_enabled=scripts).new_page()


def fill_in(tab, poll, answer="Once"):
    tab.goto(poll.page)
    tab.get_by_label(answer).check()


def submit(tab, **given):
    tab.get_by_role("button", name="Submit answer").click(**given)


def said(tab):
    return expect(tab.get_by_role("heading", level=1))


def submit_and_lose_the_line(tab, poll):
    """Sends the form; the line is lost when the server has stored it."""

    def cut(route):
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort("connectionreset")
        else:
            route.fallback()

    tab.route(f"{poll.page}*", cut, times=1)
    with tab.expect_event("requestfailed"):
        submit(tab, no_wait_after=True)
    expect(tab).to_have_url(re.compile("^chrome-error:"))
    assert poll.answered() == ["1"]


@with_and_without_script
def test_who_lost_the_line_goes_back_and_sends_again(tab, poll):
    fill_in(tab, poll)
    submit_and_lose_the_line(tab, poll)
    tab.go_back()
    tab.get_by_label("Once").check()
    submit(tab)
    said(tab).to_have_text(ALREADY)
    assert poll.answered() == ["1"]


@with_and_without_script
def test_who_lost_the_line_loads_again_what_was_sent(tab, poll):
    fill_in(tab, poll)
    submit_and_lose_the_line(tab, poll)
    tab.reload()
    said(tab).to_have_text(ALREADY)
    assert poll.answered() == ["1"]


@with_and_without_script
def test_pressing_again_while_nothing_happens_counts_once(tab, poll):
    """The answer to the first press is long on its way; the second press takes over."""
    fill_in(tab, poll)
    held = []
    tab.route(f"{poll.page}*", lambda route: held.append(route.fetch()), times=1)
    tab.get_by_label("Once").focus()
    tab.keyboard.press("Enter")
    while not held:
        tab.wait_for_timeout(20)
    assert poll.answered() == ["1"]
    tab.keyboard.press("Enter")
    said(tab).to_have_text(ALREADY)
    assert poll.answered() == ["1"]


@with_and_without_script
def test_loading_a_refused_form_again_counts_nothing_twice(tab, poll):
    tab.goto(poll.page)
    submit(tab)
    expect(tab.locator(".error-summary")).to_be_visible()
    tab.reload()
    assert poll.answered() == []
    tab.get_by_label("Once").check()
    submit(tab)
    said(tab).to_have_text(COUNTED)
    tab.go_back()
    expect(tab.get_by_role("button", name="Submit answer")).to_be_visible()
    tab.go_forward()
    expect(tab.locator("#your-answer")).to_be_visible()
    assert poll.answered() == ["1"]


@with_and_without_script
@pytest.mark.parametrize("keeps", [True, False])
def test_a_second_tab_with_another_answer_is_asked_first(tab, poll, keeps):
    other = tab.context.new_page()
    fill_in(tab, poll, "Once")
    fill_in(other, poll, "Twice")
    submit(tab)
    said(tab).to_have_text(COUNTED)
    submit(other)
    said(other).to_have_text(ASKED)
    assert poll.answered() == ["1"]
    if keeps:
        other.get_by_role("link", name="Keep the answer I gave").click()
        other.wait_for_url("**/results*")
    else:
        other.get_by_role("button", name="Count my new answer").click()
        said(other).to_have_text("Thank you. Your new answer is counted.")
    assert poll.answered() == ["1" if keeps else "2"]


@pytest.mark.long
def test_without_an_id_by_the_ballot_each_press_would_count(page, ground, stage):
    instance, _ = ground
    variables = instance.variables | planted("forget_the_ballot")
    with served(instance.folder, variables) as forgetful:
        poll = stage(forgetful.url)
        for _ in range(2):
            fill_in(page, poll)
            submit(page)
            page.wait_for_url("**/results*")
            page.go_back()
        assert len(poll.answered()) == 2
