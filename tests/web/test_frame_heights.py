"""The room that a host page keeps free for a poll."""

from pollsvc.domain.polls import Poll, PollState
from pollsvc.web.frame_heights import reserved_heights
from tests import factories


def heights(*, is_example=False, **given):
    questionnaire = factories.questionnaire(factories.question(**given))
    poll = Poll(
        id="0" * 32,
        state=PollState.OPEN,
        draft=factories.draft(questionnaire=questionnaire),
        is_example=is_example,
    )
    pairs = (pair.split(":") for pair in reserved_heights(poll).split())
    return {int(width): int(height) for width, height in pairs}


def test_there_is_a_height_for_a_small_phone_a_phone_and_an_article():
    assert list(heights()) == [320, 390, 700]


def test_the_narrower_the_box_the_more_height():
    found = list(heights().values())
    assert found == sorted(found, reverse=True)


def test_each_answer_adds_a_row():
    few = heights(options=factories.options("Yes", "No"))
    more = heights(options=factories.options("Yes", "No", "Maybe"))
    assert {width: more[width] - few[width] for width in few} == dict.fromkeys(few, 76)


def test_a_long_answer_needs_more_than_a_short_one():
    short = heights(options=factories.options("Yes", "No"))
    long = heights(options=factories.options("Yes, " * 40, "No"))
    assert all(long[width] > short[width] for width in short)


def test_the_word_that_data_are_an_example_needs_room():
    assert heights(is_example=True)[390] > heights()[390]
