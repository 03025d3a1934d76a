"""Surveys of other tools as polls: what is carried over, and what is told."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollsvc.definitions.formats import read_any
from pollsvc.definitions.reports import Fate
from pollsvc.domain.errors import DefinitionRefused
from pollsvc.domain.polls import check_draft
from pollsvc.domain.questionnaires import NumberLimits, OptionRole, SelectionLimits
from pollsvc.domain.questionnaires import QuestionKind as K
from pollsvc.domain.routing_rules import asked_if
from pollsvc.domain.rules import AllOf, Condition, Relation
from tests.foreign_files import limesurvey, surveyjs, workbook

YES_NO = ("list_name | name | label", "yn | y | Yes", "yn | n | No")


def read(source):
    draft, report = read_any(source)
    check_draft(draft)
    return draft.questionnaire, report


def lost(report):
    return [f"{r.where}: {r.sentence}" for r in report.remarks if r.fate is Fate.LOST]


def form(*rows, head="type | name | label", choices=YES_NO):
    return read(workbook((head, *rows), choices))


@pytest.mark.parametrize(
    ("type_", "kind", "limits"),
    [
        ("select_one yn", K.SINGLE, None),
        ("select_multiple yn", K.MULTIPLE, None),
        ("rank yn", K.RANK, None),
        ("integer", K.NUMBER, None),
        ("decimal", K.NUMBER, NumberLimits(decimals=6)),
        ("text", K.TEXT, None),
        ("date", K.DATE, None),
    ],
)
def test_types_of_an_xlsform_are_kinds(type_, kind, limits):
    asked, report = form(f"{type_} | a | A?")
    assert (asked.questions[0].kind, asked.questions[0].limits) == (kind, limits)
    assert report.is_whole


@pytest.mark.parametrize(
    "type_", ["geopoint", "image", "audio", "calculate", "barcode"]
)
def test_what_a_poll_cannot_ask_is_told(type_):
    head = "type | name | label | calculation"
    asked, report = form(f"{type_} | g | G | 1", "text | a | A?", head=head)
    assert [question.code for question in asked.questions] == ["a"]
    assert [line.partition(":")[0] for line in lost(report)] == ["g"]


def test_words_beside_other_are_part_of_the_question():
    asked, report = form("select_one yn or_other | a | A?")
    (question,) = asked.questions
    assert question.other is not None
    assert report.is_whole


def test_a_table_is_a_matrix_and_a_group_on_one_screen_is_a_page():
    asked, _ = form(
        "begin_group | g | Both | field-list | ",
        "text | a | A? | | ",
        "begin_group | m | Rate these | table-list | ${a} != ''",
        "select_one yn | r1 | One | | ",
        "select_one yn | r2 | Two | | ",
        "end_group | | | | ",
        "end_group | | | | ",
        "text | b | B? | | ${r1} = 'y'",
        head="type | name | label | appearance | relevant",
    )
    assert [(q.code, q.kind) for q in asked.questions] == [
        ("a", K.TEXT),
        ("m", K.MATRIX),
        ("b", K.TEXT),
    ]
    assert [(p.title, p.questions) for p in asked.pages] == [
        ("Both", ("a", "m")),
        (None, ("b",)),
    ]
    on_row = Condition(question="m.r1", relation=Relation.EQUALS, values=("y",))
    assert on_row in asked_if(asked, asked.questions[2])


def test_a_rule_brings_along_the_rule_of_the_question_that_it_names():
    asked, report = form(
        "select_one yn | a | A? |",
        "select_one yn | b | B? | ${a} = 'y'",
        "text | c | C? | ${b} = 'y'",
        head="type | name | label | relevant",
    )
    first, second = (
        Condition(question=code, relation=Relation.EQUALS, values=("y",))
        for code in ("a", "b")
    )
    assert asked.questions[2].show_if == AllOf((first, second))
    assert report.is_whole


def test_a_rule_that_cannot_be_kept_is_told_and_the_question_always_asked():
    asked, report = form(
        "integer | n | N? |",
        "text | c | C? | ${n} * 2 > 4",
        head="type | name | label | relevant",
    )
    assert asked.questions[1].show_if is None
    assert lost(report) == [
        (
            "c: The rule '${n} * 2 > 4' could not be kept: '* 2 > 4' is more than "
            "rules can say. It is always asked."
        )
    ]


def test_a_rule_on_what_comes_later_is_told_as_it_was_written():
    asked, report = form(
        "text | a | A? | ${b} = 'y'",
        "select_one yn | b | B? |",
        head="type | name | label | relevant",
    )
    assert asked.questions[0].show_if is None
    (line,) = lost(report)
    assert line.startswith("a: The rule \"${b} = 'y'\" could not be kept: ")


def test_constraints_are_limits():
    asked, report = form(
        "integer | n | N? | . > 0 and . <= 120",
        "select_multiple yn | s | S? | count-selected(.) <= 1",
        "text | t | T? | regex(., '[a-z]+')",
        head="type | name | label | constraint",
    )
    limits = [question.limits for question in asked.questions]
    assert limits == [
        NumberLimits(least=Decimal(1), most=Decimal(120)),
        SelectionLimits(at_most=1),
        None,
    ]
    assert lost(report) == [
        (
            "t: The constraint \"regex(., '[a-z]+')\" could not be kept: it says more "
            "than the least and the most."
        )
    ]


def test_codes_that_are_not_ours_are_told():
    asked, report = form(
        "select_one l | Wohnort | W?",
        choices=("list_name | name | label", "l | A-1 | One", "l | -9 | Two"),
    )
    (question,) = asked.questions
    assert (question.code, [o.code for o in question.options]) == (
        "wohnort",
        ["a_1", "minus_9"],
    )
    assert {remark.sentence for remark in report.remarks} == {
        "The question has the code wohnort here.",
        "Codes: 'A-1' is a_1, '-9' is minus_9.",
    }


def test_a_range_is_a_scale():
    head = "type | name | label | parameters"
    asked, _ = form("range | r | R? | start=0 end=10 step=1", head=head)
    (question,) = asked.questions
    assert question.kind is K.SCALE
    assert [o.code for o in question.options] == [str(n) for n in range(11)]


def test_groups_that_repeat_are_refused_with_a_sentence():
    with pytest.raises(DefinitionRefused, match="asks each question once"):
        form("begin_repeat | r | R", "text | a | A?", "end_repeat | | ")


def test_other_languages_are_told():
    head = "type | name | label::English (en) | label::Deutsch (de)"
    choices = ()
    asked, report = form("text | a | How? | Wie?", head=head, choices=choices)
    assert (asked.language, asked.questions[0].text) == ("en", "How?")
    assert lost(report) == [
        ": Texts in other languages than English (en): Deutsch (de)."
    ]


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


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (b"PK\x03\x04 broken", "This is no .xlsx workbook, or it is damaged."),
        (b"\xd0\xcf\x11\xe0 old", "This is an old .xls workbook; save it as .xlsx."),
        (b'{"pages": []}', "There is no question in this file that a poll can ask."),
        (b"<document/>", "This is no survey structure of LimeSurvey (.lss)."),
        (b"<a", "This is not XML"),
        (
            b'<!DOCTYPE d [<!ENTITY e "x">]><document>&e;</document>',
            "The file declares entities, which no survey needs.",
        ),
    ],
)
def test_other_files_are_refused_with_a_sentence(source, sentence):
    with pytest.raises(DefinitionRefused) as refused:
        read_any(source)
    assert sentence in str(refused.value)


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["pages", "elements", "type", "name", "title", "choices", "rows", "columns",
             "visibleIf", "value", "text", "rateValues", "rateMax", "min", "validators"]
        ),
        inner | st.sampled_from(["radiogroup", "matrix", "rating", "text", "panel"]),
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(elements=st.lists(json_like, max_size=3))
def test_no_json_makes_it_fall_over(elements):
    try:
        draft, _ = read_any(surveyjs(*elements))
    except DefinitionRefused:
        return
    check_draft(draft)
