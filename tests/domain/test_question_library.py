"""Which questions of all polls can be taken, and how often each was asked."""

import pytest

from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.question_library import Shelf, kept_questions
from tests.factories import draft, options, question, questionnaire

VISITS = question()
SLEEP = question(code="sleep", text="Do you sleep well?", options=options("Yes", "No"))


def shelf(slug, *questions, waves=1):
    asked = draft(slug=slug, questionnaire=questionnaire(*questions))
    return Shelf(poll=Poll(id=slug, state=PollState.OPEN, draft=asked), waves=waves)


def kept(*shelves, **looked_for):
    return [
        (each.poll.slug, each.question.code, each.polls, each.asked)
        for each in kept_questions(shelves, **looked_for)
    ]


def test_each_question_comes_once_from_the_first_poll_with_how_often_it_was_asked():
    called_else = question(code="trips", required=True, reason="It matters.")
    polls = (
        shelf("new", VISITS, waves=0),
        shelf("monthly", called_else, SLEEP, waves=3),
        shelf("old", VISITS),
    )
    assert kept(*polls) == [("new", "visits", 3, 4), ("monthly", "sleep", 1, 3)]


def test_other_answers_make_another_question():
    polls = (shelf("one", VISITS), shelf("two", question(options=options("A", "B"))))
    assert kept(*polls) == [("one", "visits", 1, 1), ("two", "visits", 1, 1)]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("", ["visits", "sleep"]),
        ("PHARMACY month", ["visits"]),
        ("twice", ["visits"]),
        ("sleep twice", []),
    ],
)
def test_all_words_must_stand_in_the_question_or_its_answers(words, codes):
    found = kept(shelf("poll", VISITS, SLEEP), words=words)
    assert [code for _, code, _, _ in found] == codes


def test_of_one_poll_its_own_are_shown_and_all_are_counted():
    polls = (shelf("new", VISITS), shelf("old", VISITS, waves=2))
    assert kept(*polls, slug="old") == [("old", "visits", 2, 3)]
