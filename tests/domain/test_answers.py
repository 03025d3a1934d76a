"""What a form's raw values say about each question, and what is stored of it."""

import pytest

from pollsvc.domain.answers import (
    NOT_ANSWERED,
    NOT_ASKED,
    NOTHING_CHOSEN,
    Chosen,
    from_stored,
    parse_answers,
    to_stored,
)
from pollsvc.domain.errors import AnswersRefused
from pollsvc.domain.questionnaires import QuestionKind, Row
from tests.factories import options, question, questionnaire

ONE = questionnaire()
TWO = questionnaire(question(), question(code="wait", options=options("No", "Yes")))
ONE_OF_TWO_REQUIRED = questionnaire(
    question(), question(code="wait", options=options("No", "Yes"), required=True)
)


def problems(asked, raw):
    with pytest.raises(AnswersRefused) as refused:
        parse_answers(asked, raw)
    return refused.value.problems


@pytest.mark.parametrize(
    ("values", "meant"),
    [
        (["0"], Chosen("0")),
        (["3"], Chosen("3")),
        (["dont_know"], Chosen("dont_know")),
        (["refuse"], Chosen("refuse")),
        (["", "2"], Chosen("2")),
    ],
)
def test_one_option_of_the_question_is_an_answer(values, meant):
    assert parse_answers(ONE, {"visits": values}) == {"visits": meant}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([], NOTHING_CHOSEN),
        ([""], NOTHING_CHOSEN),
        (["1", "2"], "Select one answer only"),
        (["1", "1"], "Select one answer only"),
        (["9"], "Select one of the answers shown"),
        (["Once"], "Select one of the answers shown"),
        ([" 1"], "Select one of the answers shown"),
        (["1\0"], "Select one of the answers shown"),
        (["\u0661"], "Select one of the answers shown"),
        (["1_0"], "Select one of the answers shown"),
        (["\u202e1"], "Select one of the answers shown"),
        (["' OR 1=1--"], "Select one of the answers shown"),
        (["x" * 100_000], "Select one of the answers shown"),
    ],
)
def test_what_is_no_answer_is_said_in_a_sentence(values, sentence):
    assert problems(ONE, {"visits": values}) == {"visits": sentence}


def test_fields_that_are_no_questions_are_not_looked_at():
    answers = parse_answers(ONE, {"visits": ["1"], "wait": ["1"], "__class__": ["x"]})
    assert answers == {"visits": Chosen("1")}


def test_a_question_passed_over_is_asked_and_not_answered():
    answers = parse_answers(TWO, {"wait": ["1"]})
    assert answers == {"visits": NOT_ANSWERED, "wait": Chosen("1")}


def test_a_form_without_any_answer_is_a_slip():
    assert problems(TWO, {}) == {"visits": NOTHING_CHOSEN}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kind": QuestionKind.MULTIPLE}, NOTHING_CHOSEN),
        ({"kind": QuestionKind.SCALE}, NOTHING_CHOSEN),
        ({"kind": QuestionKind.NUMBER, "options": ()}, "Give a whole number"),
        ({"kind": QuestionKind.RANK}, "Give each answer a place"),
        (
            {"kind": QuestionKind.MATRIX, "rows": (Row(code="a", label="Hands"),)},
            "Select an answer for \u201cHands\u201d",
        ),
        ({"kind": QuestionKind.TEXT, "options": ()}, "Write an answer"),
        ({"kind": QuestionKind.DATE, "options": ()}, "Write a date"),
    ],
)
def test_a_slip_is_told_in_the_words_of_the_first_question(given, sentence):
    asked = questionnaire(question(**given), question(code="wait"))
    assert problems(asked, {}) == {"visits": sentence}


def test_a_required_question_cannot_be_passed_over():
    assert problems(ONE_OF_TWO_REQUIRED, {"visits": ["1"]}) == {"wait": NOTHING_CHOSEN}


def test_every_question_with_a_problem_is_named():
    raw = {"visits": ["1", "2"], "wait": ["9"]}
    assert list(problems(TWO, raw)) == ["visits", "wait"]


def test_the_refusal_repeats_nothing_that_was_sent():
    raw = {"visits": ["CANARY"]}
    with pytest.raises(AnswersRefused) as refused:
        parse_answers(ONE, raw)
    assert "CANARY" not in f"{refused.value}{refused.value.problems}"


def test_not_asked_not_answered_and_chosen_are_stored_differently():
    asked = questionnaire(*(question(code=code) for code in "abc"))
    answers = {"a": NOT_ASKED, "b": NOT_ANSWERED, "c": Chosen("1")}
    assert to_stored(asked, answers) == {"b": None, "c": "1"}


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ({"visits": "1", "wait": "0"}, (Chosen("1"), Chosen("0"))),
        ({"visits": None, "wait": "0"}, (NOT_ANSWERED, Chosen("0"))),
        ({"wait": "0"}, (NOT_ASKED, Chosen("0"))),
        ({}, (NOT_ASKED, NOT_ASKED)),
    ],
)
def test_what_was_stored_means_the_same_again(stored, meant):
    answers = from_stored(TWO, stored)
    assert (answers["visits"], answers["wait"]) == meant
    assert to_stored(TWO, answers) == stored
