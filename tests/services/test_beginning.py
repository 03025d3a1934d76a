"""Copies, ready-made polls, and questions of other polls, in the database."""

import pytest

from pollsvc.definitions.starters import starters
from pollsvc.domain.errors import DraftRefused, MoveNotAllowed, NoSuchPoll, SlugTaken
from pollsvc.domain.polls import PollState
from pollsvc.domain.question_library import kept_questions
from pollsvc.services import authoring, beginning
from tests.factories import SLUG, draft, options, question, questionnaire
from tests.publishing import AUTHOR, NOW, published

SLEEP = question(code="sleep", text="Do you sleep well?", options=options("Yes", "No"))


def drafted(slug, *questions):
    asked = draft(slug=slug, questionnaire=questionnaire(*questions))
    return authoring.create_poll(draft=asked, actor=AUTHOR, now=NOW)


def take(slug, **wanted):
    of = {other.replace("_", "-"): codes for other, codes in wanted.items()}
    return beginning.take_questions(slug=slug, wanted=of, actor=AUTHOR, now=NOW)


def test_a_published_poll_is_copied_as_a_draft_at_a_free_address():
    original = published(is_example=True)
    copies = [beginning.copy_poll(slug=SLUG, actor=AUTHOR, now=NOW) for _ in range(2)]
    assert [copy.slug for copy in copies] == [f"{SLUG}-2", f"{SLUG}-3"]
    for copy in copies:
        stored = authoring.find_poll(slug=copy.slug)
        assert (stored.state, stored.is_example) == (PollState.DRAFT, False)
        assert stored.questionnaire == original.questionnaire
    assert authoring.find_poll(slug=SLUG).state is PollState.OPEN


def test_a_draft_that_lacks_something_is_copied_with_what_it_lacks():
    asked = questionnaire(question(options=()))
    authoring.create_poll(
        draft=draft(questionnaire=asked), actor=AUTHOR, now=NOW, unfinished=True
    )
    copy = beginning.copy_poll(slug=SLUG, actor=AUTHOR, now=NOW)
    assert copy.questionnaire == asked


def test_an_address_in_use_or_none_at_all_is_refused():
    published()
    for to, why in ((SLUG, SlugTaken), ("No address", DraftRefused)):
        with pytest.raises(why):
            beginning.copy_poll(slug=SLUG, to=to, actor=AUTHOR, now=NOW)


@pytest.mark.parametrize("each", starters(), ids=lambda each: each.name)
def test_a_ready_made_poll_becomes_a_draft_more_than_once(each):
    first, second = (
        beginning.begin_with(draft=each.draft, actor=AUTHOR, now=NOW) for _ in range(2)
    )
    assert (first.slug, second.slug) == (each.name, f"{each.name}-2")
    assert first.state is PollState.DRAFT


def test_the_waves_of_a_poll_count_how_often_its_questions_were_asked():
    published()
    drafted("later", question(), SLEEP)
    drafted("mine", SLEEP)
    found = kept_questions(beginning.shelves(but="mine"))
    asked = {each.question.code: (each.polls, each.asked) for each in found}
    assert asked == {"visits": (2, 1), "sleep": (1, 0)}


def test_questions_are_added_at_the_end_of_a_draft():
    published()
    drafted("mine", question(text="And you?"))
    drafted("other-one", SLEEP)
    taken = take("mine", other_one=["sleep"], pharmacy_visits=["visits", "gone"])
    assert (taken.number, len(taken.notes)) == (2, 1)
    stored = authoring.find_poll(slug="mine").questionnaire
    assert [each.code for each in stored.questions] == ["visits", "sleep", "visits_2"]


def test_only_a_draft_takes_questions_and_only_of_polls_there_are():
    published()
    drafted("mine", SLEEP)
    with pytest.raises(MoveNotAllowed):
        take(SLUG, mine=["sleep"])
    with pytest.raises(NoSuchPoll):
        take("mine", nothing=["sleep"])
    assert authoring.find_poll(slug="mine").questionnaire == questionnaire(SLEEP)


def test_what_members_meet_gets_no_question_between_two_looks():
    published()
    with pytest.raises(MoveNotAllowed, match="only a draft"):
        authoring.edit_draft_questions(
            slug=SLUG,
            change=lambda asked: questionnaire(*asked.questions, SLEEP),
            actor=AUTHOR,
            now=NOW,
        )
    assert authoring.find_poll(slug=SLUG).questionnaire == questionnaire()
