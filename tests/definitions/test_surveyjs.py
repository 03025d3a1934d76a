"""Surveys of SurveyJS as polls: what is carried over, and what is told."""

import pytest

from pollsvc.domain.questionnaires import OptionRole
from pollsvc.domain.questionnaires import QuestionKind as K
from pollsvc.domain.rules import Condition, Relation
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
