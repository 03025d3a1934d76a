"""Journeys of people who answer a poll: whatever they press, one answer is counted."""

import pytest

from pollsvc.domain.release_policies import Visibility
from tests.factories import SLUG, WORDING

POLL = f"/p/{SLUG}"
FRAME = f"/e/{SLUG}"
RESULTS = f"/p/{SLUG}/results"
THANKS = "Thank you. Your answer is counted."
SUBMIT = "Submit answer"
CHANGE = "Change my answer"

both = pytest.mark.parametrize("poll", [POLL, FRAME], ids=["page", "frame"])
cookies = pytest.mark.parametrize("keeps_cookies", [True, False])


@both
def test_the_form_asks_the_question_and_chooses_nothing(publish, visitor, poll):
    publish()
    page = visitor.open(poll)
    assert (page.status, page.heading, page.chosen) == (200, WORDING, [])
    for label in ("None", "Once", "Twice", "Three or more", "Don't know"):
        assert label in page.text
    assert page.buttons() == [SUBMIT]
    assert visitor.cookies == {}


@both
@cookies
def test_an_answer_is_counted_and_thanked_for(
    publish, newcomer, counted, poll, keeps_cookies
):
    publish()
    page = newcomer(keeps_cookies=keeps_cookies).open(poll).press(SUBMIT, visits="1")
    assert (page.passed, page.status, page.path) == ((303,), 200, f"{poll}/results")
    assert page.heading == THANKS
    assert "Once" in page.text
    assert len(page.receipt) == 34
    assert counted() == ["1"]


@pytest.mark.parametrize("code", ["0", "1", "2", "3", "dont_know", "refuse"])
def test_every_answer_offered_can_be_given(publish, visitor, counted, code):
    publish()
    visitor.open(POLL).press(SUBMIT, visits=code)
    assert counted() == [code]


def test_a_cookie_comes_with_the_answer_and_not_before(publish, visitor):
    publish()
    page = visitor.open(POLL)
    assert visitor.cookies == {}
    page.press(SUBMIT, visits="1")
    assert list(visitor.cookies) == ["ballots"]


@both
def test_a_second_visit_shows_the_results_and_ones_own_answer(publish, visitor, poll):
    publish()
    visitor.open(poll).press(SUBMIT, visits="1")
    page = visitor.open(poll)
    assert (page.passed, page.path) == ((303,), f"{poll}/results")
    assert "Once" in page.text
    assert THANKS not in page.text
    assert CHANGE in page.buttons()


@both
@cookies
def test_a_change_starts_from_the_answer_given(
    publish, newcomer, counted, poll, keeps_cookies
):
    publish()
    visitor = newcomer(keeps_cookies=keeps_cookies)
    thanked = visitor.open(poll).press(SUBMIT, visits="1")
    form = thanked.press(CHANGE)
    assert (form.status, form.chosen) == (200, ["1"])
    assert counted() == ["1"]
    changed = form.press(CHANGE, visits="2")
    assert changed.heading == "Thank you. Your new answer is counted."
    assert changed.receipt == thanked.receipt
    assert counted() == ["2"]


def test_a_change_to_the_same_answer_changes_nothing(publish, visitor, counted):
    publish()
    form = visitor.open(POLL).press(SUBMIT, visits="1").press(CHANGE)
    page = form.press(CHANGE)
    assert page.heading == "Thank you. Your answer was already counted."
    assert counted() == ["1"]


@both
@cookies
def test_the_same_form_sent_again_counts_once(
    publish, newcomer, counted, poll, keeps_cookies
):
    """A double click, a reload, a retry after a lost connection."""
    publish()
    form = newcomer(keeps_cookies=keeps_cookies).open(poll)
    first = form.press(SUBMIT, visits="1")
    for _ in range(3):
        again = form.press(SUBMIT, visits="1")
        assert again.heading == "Thank you. Your answer was already counted."
        assert again.receipt == first.receipt
    assert counted() == ["1"]


@both
@cookies
def test_going_back_and_choosing_otherwise_asks_whether_to_change(
    publish, newcomer, counted, poll, keeps_cookies
):
    publish()
    form = newcomer(keeps_cookies=keeps_cookies).open(poll)
    form.press(SUBMIT, visits="1")
    asked = form.press(SUBMIT, visits="3")
    assert (asked.status, asked.heading) == (200, "Change your answer?")
    assert "Counted now Once New answer Three or more" in asked.text
    assert counted() == ["1"]
    assert asked.press("Count my new answer").status == 200
    assert counted() == ["3"]


@both
def test_one_may_keep_the_first_answer(publish, visitor, counted, poll):
    publish()
    form = visitor.open(poll)
    form.press(SUBMIT, visits="1")
    kept = form.press(SUBMIT, visits="3").follow("Keep the answer I gave")
    assert kept.path == f"{poll}/results"
    assert "Once" in kept.text
    assert counted() == ["1"]


def test_two_tabs_opened_before_the_first_answer_share_one_ballot(
    publish, visitor, counted
):
    publish()
    one, other = visitor.open(POLL), visitor.open(POLL)
    first = one.press(SUBMIT, visits="1")
    again = other.press(SUBMIT, visits="1")
    assert again.receipt == first.receipt
    assert other.press(SUBMIT, visits="2").heading == "Change your answer?"
    assert counted() == ["1"]


def test_page_and_frame_are_one_poll(publish, visitor, counted):
    publish()
    visitor.open(FRAME).press(SUBMIT, visits="1")
    assert visitor.open(POLL).path == RESULTS
    assert counted() == ["1"]


def test_two_people_are_two_answers(publish, newcomer, counted):
    publish()
    for code in ("1", "2"):
        newcomer().open(POLL).press(SUBMIT, visits=code)
    assert counted() == ["1", "2"]


@cookies
def test_an_answer_can_be_taken_back_after_one_question(
    publish, newcomer, counted, keeps_cookies
):
    publish()
    visitor = newcomer(keeps_cookies=keeps_cookies)
    thanked = visitor.open(POLL).press(SUBMIT, visits="1")
    asked = thanked.press("Take back my answer")
    assert asked.heading == "Take back your answer?"
    assert counted() == ["1"]
    gone = asked.press("Take back my answer")
    assert (gone.passed, gone.path) == ((303,), f"{POLL}/withdrawn")
    assert counted() == []


@cookies
def test_one_may_keep_the_answer_after_all(publish, newcomer, counted, keeps_cookies):
    publish()
    visitor = newcomer(keeps_cookies=keeps_cookies)
    thanked = visitor.open(POLL).press(SUBMIT, visits="1")
    kept = thanked.press("Take back my answer").follow("Keep my answer")
    assert kept.receipt == thanked.receipt
    assert counted() == ["1"]


def test_after_taking_it_back_one_may_answer_again(publish, visitor, counted):
    publish()
    asked = visitor.open(POLL).press(SUBMIT, visits="1").press("Take back my answer")
    asked.press("Take back my answer")
    assert visitor.open(POLL).press(SUBMIT, visits="2").heading == THANKS
    assert counted() == ["2"]


@both
def test_the_thanks_page_can_be_loaded_again(publish, newcomer, counted, poll):
    publish()
    visitor = newcomer(keeps_cookies=False)
    thanked = visitor.open(poll).press(SUBMIT, visits="1")
    again = visitor.open(thanked.url)
    assert again.receipt == thanked.receipt
    assert counted() == ["1"]


def test_without_cookies_a_second_visit_knows_nobody(publish, newcomer):
    publish()
    visitor = newcomer(keeps_cookies=False)
    visitor.open(POLL).press(SUBMIT, visits="1")
    page = visitor.open(POLL)
    assert (page.status, page.path, page.chosen) == (200, POLL, [])


@pytest.mark.parametrize(
    ("visibility", "offered"),
    [
        (Visibility.ALWAYS, True),
        (Visibility.ON_VOTE, False),
        (Visibility.ON_CLOSE, False),
        (Visibility.STAFF_ONLY, False),
    ],
)
def test_results_are_offered_before_answering_where_all_may_see_them(
    publish, visitor, visibility, offered
):
    publish(results=visibility)
    page = visitor.open(POLL)
    assert ("See results without answering" in page.text) is offered


@pytest.mark.parametrize("visibility", Visibility)
def test_whoever_sees_results_everybody_gets_thanks_and_receipt(
    publish, newcomer, visibility
):
    publish(results=visibility)
    page = newcomer(keeps_cookies=False).open(POLL).press(SUBMIT, visits="1")
    assert (page.status, page.heading, len(page.receipt)) == (200, THANKS, 34)


def test_the_form_may_be_kept_by_the_browser_for_its_back_button_only(publish, visitor):
    publish()
    page = visitor.open(POLL)
    assert page.header("Cache-Control") == "private, no-cache"
    thanked = page.press(SUBMIT, visits="1")
    assert thanked.header("Cache-Control") == "no-store"


@both
def test_without_cookies_the_thanks_can_be_loaded_again_and_again(
    publish, newcomer, poll
):
    publish()
    visitor = newcomer(keeps_cookies=False)
    thanks = visitor.open(poll).press(SUBMIT, visits="1")
    assert "data-remembered" not in thanks.html
    assert visitor.open(thanks.url).receipt == thanks.receipt


@both
def test_with_a_cookie_the_address_need_not_remember(publish, visitor, poll):
    publish()
    thanks = visitor.open(poll).press(SUBMIT, visits="1")
    assert "data-remembered" in thanks.html


@both
def test_without_cookies_one_may_keep_the_first_answer(
    publish, newcomer, counted, poll
):
    publish()
    form = newcomer(keeps_cookies=False).open(poll)
    form.press(SUBMIT, visits="1")
    kept = form.press(SUBMIT, visits="2").follow("Keep the answer I gave")
    assert kept.status == 200
    assert kept.receipt
    assert counted() == ["1"]


def test_no_site_gives_its_visitors_a_ballot_that_it_knows(publish, newcomer):
    publish()
    theirs = newcomer().open(POLL)
    ballot = dict(theirs.form(SUBMIT)[1])["_ballot"]
    shown = newcomer().send(POLL, [("_ballot", ballot)], Origin="https://evil.example")
    assert shown.press(SUBMIT, visits="2").heading == THANKS
    assert theirs.press(SUBMIT, visits="1").heading == THANKS
