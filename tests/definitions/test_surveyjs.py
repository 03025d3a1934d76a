"""Surveys of SurveyJS as polls: what is carried over, and what is told."""

import pytest

from pollsvc.domain.questionnaires import OptionRole
from pollsvc.domain.questionnaires import QuestionKind as K
from pollsvc.domain.rules import Condition, Relation, conditions_in
from tests.definitions.carried import lost, read
from tests.foreign_files import surveyjs

AB = ["a", {"value": "b", "text": "Bee"}]


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        ({"type": "radiogroup", "choices": AB}, K.SINGLE),
        ({"type": "dropdown", "choices": AB}, K.SINGLE),
        ({"type": "checkbox", "choices": AB}, K.MULTIPLE),
        ({"type": "tagbox", "choices": AB}, K.MULTIPLE),
        ({"type": "ranking", "choices": AB}, K.RANK),
        ({"type": "rating"}, K.SCALE),
        ({"type": "boolean"}, K.SINGLE),
        ({"type": "text"}, K.TEXT),
        ({"type": "text", "inputType": "number"}, K.NUMBER),
        ({"type": "text", "inputType": "date"}, K.DATE),
        ({"type": "comment"}, K.TEXT),
        ({"type": "matrix", "columns": [1, 2], "rows": ["x"]}, K.MATRIX),
    ],
)
def test_types_of_surveyjs_are_kinds(element, kind):
    asked, report = read(surveyjs({"name": "q", **element}))
    assert asked.questions[0].kind is kind
    assert report.is_whole


def test_special_answers_of_surveyjs_have_their_roles():
    flags = ("showNoneItem", "showRefuseItem", "showDontKnowItem", "showOtherItem")
    element = {"type": "checkbox", "name": "q", "choices": AB}
    asked, _ = read(surveyjs(element | dict.fromkeys(flags, True)))
    assert [option.role for option in asked.questions[0].options[2:]] == [
        OptionRole.NONE,
        OptionRole.REFUSE,
        OptionRole.DONT_KNOW,
        OptionRole.OTHER,
    ]


def test_what_a_survey_of_surveyjs_has_besides_is_told():
    asked, report = read(
        surveyjs(
            {"type": "file", "name": "f"},
            {"type": "text", "name": "t", "defaultValue": "x", "isRequired": True},
            {"type": "text", "name": "u", "visibleIf": "age({t}) > 3"},
            triggers=[{"type": "complete"}],
        )
    )
    assert [question.code for question in asked.questions] == ["t", "u"]
    assert [line.partition(":")[0] for line in lost(report)] == [
        "f",
        "t",
        "",
        "t",
        "u",
    ]


def test_panels_hand_their_rule_down():
    inner = {"type": "text", "name": "b"}
    panel = {
        "type": "panel",
        "name": "p",
        "visibleIf": "{a} = 'x'",
        "elements": [inner],
    }
    asked, _ = read(surveyjs({"type": "text", "name": "a"}, panel))
    assert asked.questions[1].show_if == Condition(
        question="a", relation=Relation.EQUALS, values=("x",)
    )


def test_a_table_is_a_matrix_for_each_column_or_a_question_for_each_field():
    asked, report = read(
        surveyjs(
            {
                "type": "matrixdropdown",
                "name": "t",
                "rows": ["x", {"value": "y", "text": "Why"}],
                "choices": AB,
                "columns": [{"name": "c"}, {"name": "d", "cellType": "text"}],
            },
            {"type": "text", "name": "z", "visibleIf": "{t.x.c} = 'b'"},
        )
    )
    assert [(q.code, q.kind, q.text) for q in asked.questions[:3]] == [
        ("t_c", K.MATRIX, "t: c"),
        ("t_x_d", K.TEXT, "t: x, d"),
        ("t_y_d", K.TEXT, "t: Why, d"),
    ]
    assert asked.questions[3].show_if == Condition(
        question="t_c.x", relation=Relation.EQUALS, values=("b",)
    )
    assert report.is_whole


def test_answers_of_another_question_are_listed_and_how_they_were_chosen_is_told():
    first = {"type": "checkbox", "name": "a", "choices": AB}
    second = {"type": "dropdown", "name": "b", "choicesFromQuestion": "a"}
    third = second | {"name": "c", "choicesFromQuestionMode": "selected"}
    asked, report = read(surveyjs(first, second, third))
    assert [len(question.options) for question in asked.questions] == [2, 2, 2]
    assert lost(report) == [
        (
            "c: Of the answers of 'a', those that were chosen there were offered; now "
            "all are."
        )
    ]


def test_an_answer_in_a_text_stays_where_it_is_known_by_then():
    asked, report = read(
        surveyjs(
            pages=[
                {"elements": [{"type": "text", "name": "First Name"}]},
                {
                    "elements": [
                        {"type": "text", "name": "b", "title": "Why, {First Name}?"},
                        {"type": "text", "name": "c", "title": "And {b}?"},
                    ]
                },
            ]
        )
    )
    assert [question.text for question in asked.questions[1:]] == [
        "Why, {first_name}?",
        "And [b]?",
    ]
    assert [line.partition(":")[0] for line in lost(report)] == ["c"]


def test_what_is_hidden_is_not_asked_and_told_with_its_place():
    hidden = {"type": "text", "name": "h", "visible": False}
    panel = {"type": "panel", "name": "p", "elements": [hidden]}
    asked, report = read(surveyjs({"type": "text", "name": "a"}, panel))
    assert [question.code for question in asked.questions] == ["a"]
    assert [*report.lines()][1:] == [
        (
            "Not carried over: h (elements[1].elements[0]): The question is hidden, "
            "and is not asked here: h"
        )
    ]


def test_one_other_is_enough():
    element = {"type": "radiogroup", "name": "q", "showOtherItem": True}
    listed = [*AB, {"value": "c", "text": "See", "showCommentArea": True}]
    asked, report = read(surveyjs(element | {"choices": listed}))
    roles = [option.role for option in asked.questions[0].options]
    assert roles.count(OptionRole.OTHER) == 1
    assert report.is_whole


def test_questions_one_by_one_bring_along_the_rule_of_their_page():
    first = {"elements": [{"type": "text", "name": "a"}]}
    both = [{"type": "text", "name": "b"}, {"type": "text", "name": "c"}]
    second = {"visibleIf": "{a} = 'x'", "elements": both}
    asked, _ = read(
        surveyjs(pages=[first, second], questionsOnPageMode="questionPerPage")
    )
    rule = Condition(question="a", relation=Relation.EQUALS, values=("x",))
    assert asked.pages == ()
    assert [question.show_if for question in asked.questions] == [None, rule, rule]


def test_a_rule_stays_as_it_was_written_where_it_would_grow_too_deep():
    boxes = {"type": "checkbox", "choices": AB}
    # Everybody is asked the second: so it needs no word about that in the third.
    always = "!(!({a} contains 'a' or {a} contains 'b') and {a} = 'a')"
    last = "!(!({a} contains 'a') and !({b} = 'b'))"
    asked, report = read(
        surveyjs(
            boxes | {"name": "a"},
            boxes | {"name": "b", "visibleIf": always},
            boxes | {"name": "c", "visibleIf": last},
        )
    )
    assert report.is_whole, [*report.lines()]
    assert {each.question for each in conditions_in(asked.questions[2].show_if)} == {
        "a",
        "b",
    }
