"""What expressions of other tools mean as rules, and what they cannot."""

import pytest

from pollsvc.definitions.foreign.conditions import Subject
from pollsvc.definitions.foreign.expressions import NotExpressible, parse
from pollsvc.definitions.foreign.meanings import rule_of
from pollsvc.domain.questionnaires import QuestionKind as K
from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Relation

SUBJECTS = {
    "one": Subject(question="one", kind=K.SINGLE, codes={"A": "a", "2": "2", "3": "3"}),
    "many": Subject(question="many", kind=K.MULTIPLE, codes={"x": "x", "y": "y"}),
    "many_x": Subject(question="many", kind=K.MULTIPLE, codes={"x": "x"}, option="x"),
    "n": Subject(question="n", kind=K.NUMBER),
    "t": Subject(question="t", kind=K.TEXT),
    "d": Subject(question="d", kind=K.DATE),
    "m": Subject(question="m", kind=K.MATRIX, codes={"1": "1"}),
    "m.r": Subject(question="m.r", kind=K.SCALE, codes={"1": "1"}, ordered=True),
}


def is_(question, *values, relation=Relation.EQUALS):
    return Condition(question=question, relation=relation, values=values)


ONE = is_("one", "a")
HAS_X = is_("many", "x", relation=Relation.CONTAINS)
ANSWERED = Condition(question="t", relation=Relation.ANSWERED)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("${one} = 'A'", ONE),
        ("'A' = ${one}", ONE),
        ("{one} == 'A'", ONE),
        ("../one = 'A'", ONE),
        ('one == "A"', ONE),
        ("one.NAOK eq 'A'", ONE),
        ('((one.NAOK == "A"))', ONE),
        ("selected(${one}, 'A')", ONE),
        ("${one} != 'A'", Not(ONE)),
        ("!({one} = 'A')", Not(ONE)),
        ("not(${one} = 'A')", Not(ONE)),
        ("${one} > 2", is_("one", "3", relation=Relation.ONE_OF)),
        ("selected('A 3', ${one})", is_("one", "a", "3", relation=Relation.ONE_OF)),
        ("{one} anyof ['A', 3]", is_("one", "a", "3", relation=Relation.ONE_OF)),
        ("selected(${many}, 'x')", HAS_X),
        ("{many} contains 'x'", HAS_X),
        ("{many} contains ['x']", HAS_X),
        ("contains(${many}, 'x')", HAS_X),
        ("not(contains(${t}, 'it'))",
         Not(is_("t", "it", relation=Relation.CONTAINS))),
        ("many_x == 'Y'", HAS_X),
        ("many_x.NAOK != 'Y'", Not(HAS_X)),
        ("many_x == ''", Not(HAS_X)),
        ("{many} notcontains 'x'", Not(HAS_X)),
        (
            "{many} allof ['x', 'y']",
            AllOf((HAS_X, is_("many", "y", relation=Relation.CONTAINS))),
        ),
        ("${n} >= -2.5", is_("n", "-2.5", relation=Relation.AT_LEAST)),
        ("18 < {n}", is_("n", "18", relation=Relation.MORE_THAN)),
        ("${d} < date('2026-01-01')",
         is_("d", "2026-01-01", relation=Relation.LESS_THAN)),
        ("{m.r} >= 1", is_("m.r", "1", relation=Relation.AT_LEAST)),
        ("${t} != ''", ANSWERED),
        ("string-length(${t}) > 0", ANSWERED),
        ("{t} notempty", ANSWERED),
        ("!is_empty(t.NAOK)", Not(Not(ANSWERED))),
        ("{t} empty", Not(ANSWERED)),
        ("${t} = ''", Not(ANSWERED)),
        ("{t} = 'it\\'s'", is_("t", "it's")),
        ("contains(${t}, 'x')", is_("t", "x", relation=Relation.CONTAINS)),
        ("true()", None),
        ("1", None),
        ("true() and ${one} = 'A'", ONE),
        ("true() or ${one} = 'A'", None),
        ("${t} != '' and ${one} = 'A' or {n} = 1",
         AnyOf((AllOf((ANSWERED, ONE)), is_("n", "1")))),
        ("${t} != '' AND (${one} = 'A' || {n} = 1)",
         AllOf((ANSWERED, AnyOf((ONE, is_("n", "1")))))),
    ],
)  # fmt: skip
def test_an_expression_means_a_rule(written, rule):
    assert meaning(written) == rule


def test_a_backslash_is_an_ordinary_sign_in_xpath():
    assert rule_of(parse(r"${t} = 'a\'", xpath=True), find) == is_("t", "a\\")


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("${n} + 1 = 2", "'+ 1 = 2' is more than rules can say"),
        ("${n} = ${t}", "it compares with something that is not written out"),
        ("${gone} = 1", "'gone' is no question that was carried over"),
        ("${one} = 'B'", "'B' is no answer to 'one'"),
        ("regex(${t}, 'a')", "regex() is more than rules can say"),
        ("${d} < today()", "it compares with something that is not written out"),
        ("count-selected(${many}) > 2", "it counts what is in an answer"),
        ("${m} = 'x'", "it asks for a whole answer of several parts"),
        ("false()", "it says that nobody is asked"),
        ("${one} = ", "it ends early"),
        ("(${one} = 'A'", "it ends early"),
        ("${one} = 'A' ${n}", "'${n}' is more than rules can say"),
        ("", "it ends early"),
        ("(" * 50 + "1", "it goes more than 40 levels deep"),
        ("x" * 5_000, "it is longer than 4000 characters"),
    ],
)
def test_what_no_rule_says_is_refused_with_the_reason(written, why):
    with pytest.raises(NotExpressible) as refused:
        meaning(written)
    assert str(refused.value) == why


def meaning(written):
    return rule_of(parse(written), find)


def find(name):
    return SUBJECTS.get(name.removesuffix(".NAOK"))
