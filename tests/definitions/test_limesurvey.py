"""Surveys of LimeSurvey as polls: what is carried over, and what is told."""

import pytest

from pollsvc.domain.questionnaires import QuestionKind as K
from pollsvc.domain.rules import Condition, Relation
from tests.definitions.carried import read
from tests.foreign_files import limesurvey

PARTS = [
    {"qid": "2", "parent_qid": "1", "title": "SQ1", "question": "One"},
    {"qid": "3", "parent_qid": "1", "title": "SQ2", "question": "Two"},
]
ANSWERS = [
    {"qid": "1", "code": "A1", "answer": "First", "sortorder": "1"},
    {"qid": "1", "code": "A2", "answer": "Second", "sortorder": "2"},
]


@pytest.mark.parametrize(
    ("type_", "kinds"),
    [
        ("L", [K.SINGLE]),
        ("O", [K.SINGLE]),
        ("!", [K.SINGLE]),
        ("M", [K.MULTIPLE]),
        ("P", [K.MULTIPLE]),
        ("N", [K.NUMBER]),
        ("K", [K.NUMBER, K.NUMBER]),
        ("S", [K.TEXT]),
        ("T", [K.TEXT]),
        ("U", [K.TEXT]),
        ("Q", [K.TEXT, K.TEXT]),
        ("Y", [K.SINGLE]),
        ("G", [K.SINGLE]),
        ("5", [K.SCALE]),
        ("A", [K.MATRIX]),
        ("B", [K.MATRIX]),
        ("C", [K.MATRIX]),
        ("E", [K.MATRIX]),
        ("F", [K.MATRIX]),
        ("H", [K.MATRIX]),
        ("R", [K.RANK]),
        ("D", [K.DATE]),
    ],
)
def test_types_of_limesurvey_are_kinds(type_, kinds):
    question = {"qid": "1", "title": "q", "type": type_, "question": "<p>Which?</p>"}
    source = limesurvey([question], subquestions=PARTS, answers=ANSWERS)
    asked, _ = read(source)
    assert [question.kind for question in asked.questions] == kinds
    assert asked.questions[0].text.startswith("Which?")


def test_texts_and_rules_of_limesurvey():
    asked, report = read(
        limesurvey(
            [
                {"qid": "1", "title": "q", "type": "M", "question_order": "1"},
                {"qid": "8", "title": "x", "type": "X", "question_order": "2"},
                {
                    "qid": "9",
                    "title": "why",
                    "type": "T",
                    "question_order": "3",
                    "relevance": '((1X1X1SQ1.NAOK == "Y"))',
                },
            ],
            subquestions=PARTS,
            question_l10ns=[
                {"id": "1", "qid": "1", "question": "Which?", "language": "en"},
                {"id": "2", "qid": "8", "question": "Thanks.", "language": "en"},
                {"id": "3", "qid": "9", "question": "Why?", "language": "en"},
                {"id": "4", "qid": "9", "question": "Wieso?", "language": "de"},
                {"id": "5", "qid": "2", "question": "One", "language": "en"},
                {"id": "6", "qid": "3", "question": "Two", "language": "en"},
            ],
        )
    )
    which, why = asked.questions
    assert [option.label for option in which.options] == ["One", "Two"]
    assert (why.text, why.hint) == ("Why?", "Thanks.")
    assert why.show_if == Condition(
        question="q", relation=Relation.CONTAINS, values=("sq1",)
    )
    assert report.is_whole
