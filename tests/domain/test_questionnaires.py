"""Which questionnaires may be asked, and what is said of those that may not."""

import pytest

from pollsvc.domain.question_rules import problems_of
from pollsvc.domain.questionnaires import (
    MAX_OPTIONS,
    MAX_TEXT,
    RESERVED_CODES,
    NumberLimits,
    Option,
    OptionRole,
    QuestionKind,
    TextLimits,
)
from tests.factories import options, question, questionnaire


def places(*questions, **given):
    return list(problems_of(questionnaire(*questions, **given)))


def option(code="1", label="Once"):
    return Option(code=code, label=label)


def test_the_pharmacy_question_has_no_problem():
    assert problems_of(questionnaire()) == {}


def test_a_poll_needs_a_question():
    nothing = questionnaire().__class__(questions=())
    assert list(problems_of(nothing)) == ["questions"]


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ({"code": ""}, "questions[0].code"),
        ({"code": "Visits"}, "questions[0].code"),
        ({"code": "1visit"}, "questions[0].code"),
        ({"code": "_ballot"}, "questions[0].code"),
        ({"code": "a__b"}, "questions[0].code"),
        ({"code": "visites_\u00e9"}, "questions[0].code"),
        ({"code": "a" * 33}, "questions[0].code"),
        ({"code": "visits\n"}, "questions[0].code"),
        ({"text": ""}, "questions[0].text"),
        ({"text": "  \n"}, "questions[0].text"),
        ({"text": "?" * (MAX_TEXT + 1)}, "questions[0].text"),
        ({"text": "How many\0?"}, "questions[0].text"),
        ({"text": "How \u202eynam?"}, "questions[0].text"),
        ({"text": "How many\ud800?"}, "questions[0].text"),
        ({"hint": "h" * (MAX_TEXT + 1)}, "questions[0].hint"),
        ({"hint": "\u2066"}, "questions[0].hint"),
        ({"options": ()}, "questions[0].options"),
        ({"options": options("Only")}, "questions[0].options"),
        (
            {"options": options(*map(str, range(MAX_OPTIONS + 1)))},
            "questions[0].options",
        ),
        (
            {"options": (option("1"), option("1", "Twice"))},
            "questions[0].options[1]",
        ),
        ({"options": (option(), option("2", "ONCE"))}, "questions[0].options[1]"),
        ({"options": (option(), option("2", " "))}, "questions[0].options[1]"),
        ({"options": (option(), option("!x"))}, "questions[0].options[1]"),
        ({"options": (option(), option("", "Two"))}, "questions[0].options[1]"),
        ({"options": (option(), option("2", "T\0"))}, "questions[0].options[1]"),
        (
            {"options": (option(), option("2", "x" * (MAX_TEXT + 1)))},
            "questions[0].options[1]",
        ),
    ],
)
def test_a_broken_rule_is_named_at_its_place(part, place):
    assert place in places(question(**part))


@pytest.mark.parametrize("code", RESERVED_CODES)
def test_no_question_takes_the_name_of_a_column_of_the_file(code):
    assert places(question(code=code)) == ["questions[0].code"]


@pytest.mark.parametrize(
    "text",
    [
        "How often?\nPer month",
        "\u0643\u0645 \u0645\u0631\u0629\u061f",
        "Wie h\u00e4ufig?",
        "\U0001f469\u200d\U0001f469\u200d\U0001f467 often?",
        "<script>alert(1)</script>",
        "=1+1",
    ],
)
def test_words_of_any_language_and_sign_may_be_asked(text):
    assert places(question(text=text)) == []


@pytest.mark.parametrize("kind", QuestionKind)
def test_a_question_has_no_limits_of_another_kind(kind):
    strange = [
        NumberLimits(decimals=1) if kind is not QuestionKind.NUMBER else None,
        TextLimits(long=True) if kind is not QuestionKind.TEXT else None,
    ]
    for limits in filter(None, strange):
        assert "questions[0].limits" in places(question(kind=kind, limits=limits))


def test_dont_know_alone_leaves_no_choice():
    unsure = Option(code="dk", label="Don't know", role=OptionRole.DONT_KNOW)
    assert places(question(options=(option(), unsure))) == ["questions[0].options"]


def test_two_questions_cannot_share_a_code():
    assert places(question(), question()) == ["questions[1]"]


@pytest.mark.parametrize(
    ("language", "allowed"),
    [("en", True), ("pt-BR", True), ("gsw", True), ("", False), ("english!", False)],
)
def test_a_language_is_a_language_tag(language, allowed):
    assert (places(language=language) == []) is allowed


def test_an_option_is_found_by_its_code_only():
    assert question().option("1").label == "Once"
    assert question().option("Once") is None


def test_substantive_options_are_those_that_are_answers():
    assert [o.code for o in question().substantive] == ["0", "1", "2", "3"]
