"""Copying a poll, beginning with a ready-made one, taking questions from others."""

import pytest

from tests.factories import SLUG, options, question, questionnaire
from tests.staff import drafted, signed_in, stored

SLEEP = question(code="sleep", text="Do you sleep well?", options=options("Yes", "No"))
PAGE, LIBRARY = "/staff/polls/mine", "/staff/polls/mine/library"
TAKE = "Take questions from another poll"


@pytest.fixture
def member(app, publish):
    publish()
    drafted(app, slug="mine", title="Mine", questionnaire=questionnaire(SLEEP))
    return signed_in(app)


def codes(app):
    return [each.code for each in stored(app, "mine").questionnaire.questions]


def test_a_press_copies_a_poll_and_says_where_the_copy_is(app, member):
    page = member.open(f"/staff/polls/{SLUG}").press("Copy this poll")
    assert page.path == f"/staff/polls/{SLUG}-2"
    assert f"{SLUG}-2" in page.said
    assert stored(app, f"{SLUG}-2").questionnaire == stored(app, SLUG).questionnaire
    page.follow("Change its name or address")
    assert page.fields_of("#editor")["title"] == "Copy of Pharmacy visits"
    assert page.document.query_one("#settings[open]")


def test_a_ready_made_poll_is_a_draft_after_one_press(member):
    page = member.open("/staff/").follow("Ready-made polls")
    page = page.press("Begin with “Medicines you take”")
    assert (page.path, page.status) == ("/staff/polls/medicines", 200)
    assert "Open now" in page.buttons()
    assert member.open("/staff/polls/new/ready-made").press(
        "Begin with “Medicines you take”"
    ).path == "/staff/polls/medicines-2"  # fmt: skip


def test_questions_are_searched_ticked_and_added(app, member):
    page = member.open(PAGE).follow(TAKE)
    assert "Asked once." in page.text
    assert SLEEP.text not in page.text
    page = page.press("Search", words="caretaker twice")
    assert "1 question." in page.text
    page = page.press("Add to this poll", take=f"{SLUG}/visits")
    assert page.path == PAGE
    assert "1 question was added at the end." in page.said
    assert codes(app) == ["sleep", "visits"]
    page = page.follow(TAKE).press("Add to this poll", take=f"{SLUG}/visits")
    assert "is called visits_2 in the data here" in page.said
    assert codes(app) == ["sleep", "visits", "visits_2"]


def test_nothing_ticked_or_nothing_found_is_said(app, member):
    page = member.open(LIBRARY).press("Add to this poll")
    assert "Nothing was ticked" in page.said
    page = page.press("Search", words="dragons")
    assert "No question has all of these words." in page.text
    assert page.follow("Show all questions").path == LIBRARY
    assert codes(app) == ["sleep"]


@pytest.mark.parametrize("ticked", ["", "/", "no poll/visits", "../visits", "a/B"])
def test_what_is_no_question_takes_nothing(app, member, ticked):
    page = member.open(LIBRARY)
    token = dict(page.fields_of("form[method=post][action*=library]"))["csrf_token"]
    page._go("post", LIBRARY, [("csrf_token", token), ("take", ticked)])
    assert "Nothing was ticked" in page.said
    assert codes(app) == ["sleep"]


def test_a_poll_that_is_open_takes_no_questions(member):
    page = member.open(f"/staff/polls/{SLUG}/library")
    assert page.path == f"/staff/polls/{SLUG}"
    assert "Only a draft can be changed." in page.said


def test_who_only_analyses_is_offered_none_of_it_but_the_preview(app, publish):
    publish()
    analyst = signed_in(app, role="analyst").open(f"/staff/polls/{SLUG}")
    assert "Copy this poll" not in analyst.buttons()
    assert analyst.open(f"/staff/polls/{SLUG}/library").status == 403
    assert analyst.open(f"/staff/polls/{SLUG}/preview").status == 200
