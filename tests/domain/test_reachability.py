"""What is called a dead end is one, and nothing else: tried with every answer."""

from datetime import date
from decimal import Decimal
from itertools import combinations, product

import pytest

from pollsvc.domain.answers import NOT_ASKED, parse_answers
from pollsvc.domain.errors import AnswersRefused
from pollsvc.domain.kinds.kind import part_name
from pollsvc.domain.question_rules import problems_of
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    DateLimits,
    NumberLimits,
    Question,
    QuestionKind,
    Questionnaire,
    RankLimits,
    Row,
    SelectionLimits,
)
from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Relation
from tests.asking import NONE
from tests.factories import options

K, R = QuestionKind, Relation
THREE = options("A", "B", "C")
ROWS = (Row(code="x", label="X"), Row(code="y", label="Y"))


def ask(kind, options=(), **given):
    return Question(code="q", text="?", kind=kind, options=options, **given)


def on(relation, *values, question="q"):
    return Condition(question=question, relation=relation, values=values)


def chosen(*codes):
    return [{None: [code]} for code in codes]


ALL_SUBSETS = [
    {None: [*codes]} for size in range(1, 5) for codes in combinations("012", size)
]
COMPARED = [
    on(relation, value)
    for relation in (R.LESS_THAN, R.AT_MOST, R.AT_LEAST, R.MORE_THAN)
    for value in ("0", "1", "3")
]

CASES = {
    K.SINGLE: (
        ask(K.SINGLE, (*THREE, DONT_KNOW)),
        chosen("0", "1", "2", "dont_know"),
        [
            on(R.EQUALS, "0"),
            on(R.EQUALS, "dont_know"),
            on(R.ONE_OF, "0", "1"),
            on(R.ONE_OF, "0", "1", "2", "dont_know"),
            on(R.ANSWERED),
        ],
    ),
    K.MULTIPLE: (
        ask(K.MULTIPLE, (*THREE, NONE), limits=SelectionLimits(at_least=2, at_most=2)),
        [*ALL_SUBSETS, *chosen("none")],
        [
            on(R.CONTAINS, "0"),
            on(R.CONTAINS, "1"),
            on(R.CONTAINS, "none"),
            on(R.EQUALS, "0"),
            on(R.EQUALS, "none"),
            on(R.ONE_OF, "1", "2"),
            on(R.ANSWERED),
        ],
    ),
    K.SCALE: (
        ask(K.SCALE, options(*"0123")),
        chosen(*"0123"),
        [*COMPARED, on(R.EQUALS, "2"), on(R.ANSWERED)],
    ),
    K.NUMBER: (
        ask(K.NUMBER, limits=NumberLimits(least=Decimal(0), most=Decimal(3))),
        chosen(*"0123"),
        [
            *COMPARED,
            on(R.EQUALS, "2"),
            on(R.EQUALS, "1.5"),
            on(R.MORE_THAN, "1.5"),
            on(R.LESS_THAN, "2.5"),
            on(R.AT_LEAST, "-1"),
        ],
    ),
    K.RANK: (
        ask(K.RANK, THREE, limits=RankLimits(places=2)),
        [
            {first: ["1"], second: ["2"]} if second else {first: ["1"]}
            for first, second in product("012", ["", *"012"])
            if first != second
        ],
        [
            on(R.CONTAINS, "0"),
            on(R.CONTAINS, "1"),
            on(R.CONTAINS, "2"),
            on(R.ONE_OF, "0", "1"),
            on(R.ANSWERED),
        ],
    ),
    K.MATRIX: (
        ask(K.MATRIX, THREE, rows=ROWS),
        [{"x": [x], "y": [y]} for x, y in product(["", *"012"], repeat=2)],
        [
            on(R.CONTAINS, "0"),
            on(R.ANSWERED),
            on(R.EQUALS, "0", question="q.x"),
            on(R.AT_LEAST, "1", question="q.x"),
            on(R.AT_LEAST, "2", question="q.y"),
            on(R.ANSWERED, question="q.y"),
        ],
    ),
    K.TEXT: (
        ask(K.TEXT),
        chosen("c", "a", "b", "ab", "a x", "b x", "ab x", "b a"),
        [
            on(R.CONTAINS, "a"),
            on(R.CONTAINS, "B"),
            on(R.CONTAINS, "ab"),
            on(R.EQUALS, "ab"),
            on(R.EQUALS, "a"),
            on(R.ANSWERED),
        ],
    ),
    K.DATE: (
        ask(
            K.DATE,
            limits=DateLimits(earliest=date(2026, 2, 27), latest=date(2026, 3, 2)),
        ),
        [
            {"day": [day], "month": [month], "year": ["2026"]}
            for day, month in (("27", "2"), ("28", "2"), ("1", "3"), ("2", "3"))
        ],
        [
            on(R.LESS_THAN, "2026-02-27"),
            on(R.AT_MOST, "2026-02-28"),
            on(R.AT_LEAST, "2026-03-01"),
            on(R.MORE_THAN, "2026-03-02"),
            on(R.EQUALS, "2026-03-01"),
        ],
    ),
}


def rules_over(conditions):
    """Each condition, its opposite, and each two of these joined."""
    either = [*conditions, *map(Not, conditions)]
    yield from either
    for pair in combinations(either, 2):
        yield AllOf(pair)
        yield Not(AnyOf(pair))


def is_passed(whole, form):
    raw = {part_name("q", part): values for part, values in form.items()}
    try:
        answers = parse_answers(whole, raw | {"last": ["0"]})
    except AnswersRefused:
        return False
    return answers["last"] is not NOT_ASKED


def test_there_is_a_case_of_each_kind():
    assert {*CASES} == {*K}


@pytest.mark.parametrize("required", [False, True])
@pytest.mark.parametrize("kind", CASES)
def test_a_dead_end_is_what_no_answer_passes(kind, required):
    question, forms, conditions = CASES[kind]
    way_out = () if question.option("dont_know") else (DONT_KNOW,)
    if required:
        more = {"required": True, "reason": "To plan."}
        question = ask(
            kind,
            (*question.options, *way_out),
            rows=question.rows,
            limits=question.limits,
            **more,
        )
        out = "instead" if kind in (K.NUMBER, K.RANK, K.TEXT, K.DATE) else None
        forms = [*forms, {out: ["dont_know"]}]
        if kind is K.MATRIX:
            both = product([*"012", "dont_know"], repeat=2)
            forms = [{"x": [x], "y": [y]} for x, y in both]
    wrong = []
    for rule in rules_over(conditions):
        last = Question(code="last", text="?", options=THREE, show_if=rule)
        whole = Questionnaire(questions=(question, last))
        called_dead = "never be shown" in " ".join(problems_of(whole).values())
        passed = any(is_passed(whole, form) for form in [{}, *forms])
        if called_dead is passed:
            wrong.append((rule, passed))
    assert wrong == []
