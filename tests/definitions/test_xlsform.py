"""Forms of XLSForm as polls: what is carried over, and what is told."""

from decimal import Decimal

import pytest

from pollsvc.domain.errors import DefinitionRefused
from pollsvc.domain.questionnaires import NumberLimits, SelectionLimits
from pollsvc.domain.questionnaires import QuestionKind as K
from pollsvc.domain.routing_rules import asked_if
from pollsvc.domain.rules import AllOf, Condition, Relation
from tests.definitions.carried import lost, read
from tests.foreign_files import workbook

YES_NO = ("list_name | name | label", "yn | y | Yes", "yn | n | No")


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


def test_losses_are_told_with_the_row_where_they_stand():
    _, report = form("text | a | A? ${b}", "text | b | B?", "image | i | I")
    assert [line for line in report.lines() if "row 4" in line] == [
        (
            "Not carried over: i (survey, row 4): Questions of the type 'photo' cannot "
            "be asked here: I"
        )
    ]
    assert any("a (survey, row 2): An earlier answer" in e for e in report.lines())


def test_an_answer_in_a_text_of_a_form_stays():
    asked, report = form("text | Name | N?", "text | b | Why, ${Name}?")
    assert asked.questions[1].text == "Why, {name}?"
    assert report.is_whole
