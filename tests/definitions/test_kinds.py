"""Every kind of question, rules and pages in a definition: read, and refused."""

from datetime import date
from decimal import Decimal

import pytest

from pollsvc.definitions import read_definition
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    DateLimits,
    NumberLimits,
    Option,
    OptionRole,
    Page,
    QuestionKind,
    RankLimits,
    Row,
    ScaleEnds,
    SelectionLimits,
    TextLimits,
)
from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Relation
from tests.definitions.survey import SURVEY

K, R = QuestionKind, Relation


def questions(text=SURVEY):
    return {q.code: q for q in read_definition(text).questionnaire.questions}


@pytest.mark.parametrize(
    ("code", "kind", "limits"),
    [
        ("visits", K.SINGLE, None),
        ("reasons", K.MULTIPLE, SelectionLimits(at_least=1, at_most=3)),
        ("again", K.SCALE, ScaleEnds(low="Never", high="Surely", promoter=True)),
        ("agree", K.SCALE, None),
        (
            "age",
            K.NUMBER,
            NumberLimits(
                least=Decimal(0),
                most=Decimal(120),
                decimals=1,
                unit="years",
                plausible_least=Decimal(16),
                plausible_most=Decimal(100),
                bins=(Decimal(0), Decimal(18), Decimal("64.5")),
            ),
        ),
        ("prefs", K.RANK, RankLimits(places=2)),
        ("pain", K.MATRIX, None),
        ("why", K.TEXT, TextLimits(long=True, about=300)),
        (
            "since",
            K.DATE,
            DateLimits(earliest=date(1990, 1, 1), latest=date(2026, 12, 31)),
        ),
    ],
)
def test_each_kind_says_its_limits_in_fields_of_its_own(code, kind, limits):
    question = questions()[code]
    assert (question.kind, question.limits) == (kind, limits)


def test_options_have_roles_and_may_keep_their_place():
    assert questions()["reasons"].options == (
        Option(code="refill", label="A refill"),
        Option(code="advice", label="Advice"),
        Option(code="first", label="The first visit", fixed=True),
        Option(code="other", label="Something else", role=OptionRole.OTHER),
        Option(code="none", label="None of these", role=OptionRole.NONE),
        REFUSE,
    )
    assert questions()["reasons"].shuffled


def test_a_scale_is_said_by_its_points():
    assert [o.code for o in questions()["again"].substantive] == [
        str(point) for point in range(11)
    ]
    assert questions()["again"].ways_out == (DONT_KNOW,)


def test_a_matrix_has_rows():
    assert questions()["pain"].rows == (
        Row(code="hands", label="Hands"),
        Row(code="feet", label="Feet"),
    )


def test_a_required_question_says_why():
    question = questions()["visits"]
    assert question.required
    assert question.reason == "All that follows depends on it."


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        (
            "reasons",
            Not(Condition(question="visits", relation=R.EQUALS, values=("0",))),
        ),
        (
            "agree",
            AnyOf(
                (
                    Condition(question="again", relation=R.AT_LEAST, values=("7",)),
                    AllOf(
                        (
                            Condition(
                                question="visits", relation=R.ONE_OF, values=("1", "2")
                            ),
                            Not(Condition(question="again", relation=R.ANSWERED)),
                        )
                    ),
                )
            ),
        ),
        ("age", None),
    ],
)
def test_rules_are_read_as_texts_and_as_mappings(code, rule):
    assert questions()[code].show_if == rule


def test_pages_group_questions():
    pages = read_definition(SURVEY).questionnaire.pages
    assert pages[0] == Page(questions=("visits",))
    assert pages[1].title == "Your reasons"
    assert pages[2].show_if == Condition(
        question="visits", relation=R.ANSWERED, values=()
    )
