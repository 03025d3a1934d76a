"""Which rules on earlier answers a poll may have: checked while it is written."""

from datetime import date
from decimal import Decimal

import pytest

from pollsvc.domain.question_rules import problems_of
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    DateLimits,
    NumberLimits,
    Option,
    Page,
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

R, K = Relation, QuestionKind
THREE = options("A", "B", "C")
WORDED = tuple(Option(code=code, label=code) for code in ("never", "often"))


def ask(code, kind=K.SINGLE, **given):
    has_none = kind in (K.NUMBER, K.TEXT, K.DATE)
    whole = {"options": () if has_none else THREE, "text": "What?"}
    return Question(code=code, kind=kind, **(whole | given))


EARLIER = (
    ask("one", options=(*THREE, DONT_KNOW)),
    ask("many", K.MULTIPLE, limits=SelectionLimits(at_most=2), options=(*THREE, NONE)),
    ask("point", K.SCALE),
    ask("worded", K.SCALE, options=WORDED),
    ask("age", K.NUMBER, limits=NumberLimits(least=Decimal(0), most=Decimal(120))),
    ask("order", K.RANK, limits=RankLimits(places=2)),
    ask("pain", K.MATRIX, rows=(Row(code="hands", label="Hands"),)),
    ask("words", K.TEXT),
    ask("day", K.DATE, limits=DateLimits(earliest=date(2026, 1, 1))),
    ask("out", K.NUMBER, options=(DONT_KNOW,)),
)


NEW_YEAR, NEXT_DAY = "2026-01-01", "2026-01-02"


def on(code, relation, *values):
    return Condition(question=code, relation=relation, values=values)


def sentence(rule, *, earlier=EARLIER, later=()):
    """What is said of a rule on the question after the earlier ones; None: nothing."""
    questions = (*earlier, ask("last", show_if=rule), *later)
    found = problems_of(Questionnaire(questions=questions))
    assert set(found) <= {f"questions[{len(earlier)}].show_if"}
    return next(iter(found.values()), None)


@pytest.mark.parametrize(
    "rule",
    [
        on("one", R.EQUALS, "0"),
        on("one", R.EQUALS, "dont_know"),
        on("one", R.ONE_OF, "0", "1"),
        on("one", R.CONTAINS, "0"),
        on("one", R.ANSWERED),
        on("many", R.CONTAINS, "0"),
        on("many", R.EQUALS, "none"),
        on("point", R.AT_LEAST, "1"),
        on("point", R.EQUALS, "2"),
        on("worded", R.EQUALS, "often"),
        on("age", R.EQUALS, "18"),
        on("age", R.AT_LEAST, "18"),
        on("age", R.MORE_THAN, "-0.5"),
        on("order", R.CONTAINS, "2"),
        on("order", R.ANSWERED),
        on("pain.hands", R.EQUALS, "2"),
        on("pain.hands", R.MORE_THAN, "0"),
        on("pain", R.CONTAINS, "2"),
        on("words", R.CONTAINS, "refill"),
        on("words", R.EQUALS, "no"),
        on("day", R.AT_LEAST, "2026-02-28"),
        on("out", R.EQUALS, "dont_know"),
    ],
)
def test_a_rule_that_can_be_followed_is_fine(rule):
    assert sentence(rule) is None


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        # No jump back, and to nowhere.
        (on("last", R.ANSWERED), "'last' comes later; only earlier answers are known"),
        (on("nowhere", R.ANSWERED), "'nowhere' is not in this poll"),
        (on("pain.feet", R.ANSWERED), "'pain' has no row 'feet'"),
        (on("one.0", R.ANSWERED), "'one' has no row '0'"),
        # Values that no answer has.
        (on("one", R.EQUALS, "9"), "'one' has no answer '9'"),
        (on("one", R.ONE_OF, "0", "9"), "'one' has no answer '9'"),
        (on("many", R.CONTAINS, "9"), "'many' has no answer '9'"),
        (on("pain.hands", R.EQUALS, "9"), "'pain' has no answer '9'"),
        (on("age", R.EQUALS, "ten"), "'ten' is no number"),
        (on("age", R.AT_LEAST, "1,000"), "'1,000' is no number"),
        (on("age", R.AT_LEAST, "9" * 5_000), "is no number"),
        (on("out", R.AT_LEAST, "dont_know"), "is no number"),
        (on("day", R.EQUALS, "2026-02-30"), "'2026-02-30' is no date"),
        (on("day", R.AT_MOST, "20260228"), "'20260228' is no date"),
        (on("words", R.CONTAINS, " "), "Write the words"),
        (on("words", R.CONTAINS, "\0"), "U+0000"),
        (on("worded", R.AT_LEAST, "1"), "no numbers as codes"),
        # Relations that say nothing of a kind of answer.
        (on("one", R.AT_LEAST, "1"), "'at least' says nothing about answers to 'one'"),
        (on("order", R.EQUALS, "1"), "there is: one of, contains, answered"),
        (on("pain", R.EQUALS, "1"), "which is of the kind matrix"),
        (on("age", R.CONTAINS, "1"), "which is of the kind number"),
        (on("words", R.LESS_THAN, "b"), "which is of the kind text"),
        # The right number of values.
        (on("one", R.EQUALS), "After 'equals' comes one value"),
        (on("one", R.EQUALS, "0", "1"), "After 'equals' comes one value"),
        (on("one", R.ONE_OF), "After 'one of' comes at least one value"),
        (on("one", R.ANSWERED, "0"), "After 'answered' comes no value"),
        # Lists of rules.
        (AllOf(()), "A list of rules is empty"),
        (Not(AnyOf(())), "A list of rules is empty"),
        (AnyOf((on("one", R.ANSWERED),) * 51), "at most 50 conditions"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(rule, said):
    assert said in sentence(rule, later=())


def test_rules_within_rules_go_so_deep_and_no_deeper():
    rule = on("one", R.EQUALS, "0")
    for _ in range(7):
        rule = Not(rule)
    assert sentence(rule) is None
    for _ in range(5_000):
        rule = AllOf((rule,))
    assert "8 deep" in sentence(rule)


def test_no_rule_looks_ahead():
    found = problems_of(
        Questionnaire(
            questions=(ask("a", show_if=on("b", R.ANSWERED)), ask("b")),
            pages=(
                Page(questions=("a",), show_if=on("b", R.ANSWERED)),
                Page(questions=("b",)),
            ),
        )
    )
    assert set(found) == {"questions[0].show_if", "pages[0].show_if"}


@pytest.mark.parametrize(
    "rule",
    [
        AllOf((on("one", R.EQUALS, "0"), on("one", R.EQUALS, "1"))),
        AllOf((on("one", R.ANSWERED), Not(on("one", R.ANSWERED)))),
        AllOf((on("many", R.CONTAINS, "0"), on("many", R.CONTAINS, "none"))),
        AllOf(tuple(on("many", R.CONTAINS, code) for code in "012")),  # two at most
        AllOf((on("many", R.EQUALS, "0"), on("many", R.CONTAINS, "1"))),
        AllOf(tuple(on("order", R.CONTAINS, code) for code in "012")),
        on("point", R.MORE_THAN, "2"),
        AllOf((on("point", R.MORE_THAN, "0"), on("point", R.LESS_THAN, "1"))),
        on("age", R.MORE_THAN, "120"),
        on("age", R.LESS_THAN, "0"),
        on("age", R.EQUALS, "17.5"),
        AllOf((on("age", R.MORE_THAN, "17"), on("age", R.LESS_THAN, "18"))),
        on("day", R.LESS_THAN, "2026-01-01"),
        AllOf((on("day", R.MORE_THAN, NEW_YEAR), on("day", R.LESS_THAN, NEXT_DAY))),
        AllOf((on("pain.hands", R.EQUALS, "0"), on("pain.hands", R.EQUALS, "1"))),
        AllOf((on("pain.hands", R.EQUALS, "0"), on("pain", R.CONTAINS, "1"))),
        AllOf((on("words", R.EQUALS, "no"), on("words", R.CONTAINS, "yes"))),
        Not(AnyOf((on("one", R.ANSWERED), Not(on("one", R.ANSWERED))))),
    ],
)  # fmt: skip
def test_a_rule_that_no_answers_pass_is_a_dead_end(rule):
    assert "would never be shown" in sentence(rule)


@pytest.mark.parametrize(
    "rule",
    [
        AllOf((on("age", R.MORE_THAN, "17"), on("age", R.LESS_THAN, "19"))),
        AllOf((on("many", R.CONTAINS, "0"), on("many", R.CONTAINS, "1"))),
        AllOf((on("many", R.CONTAINS, "0"), Not(on("many", R.EQUALS, "0")))),
        AllOf((on("words", R.CONTAINS, "no"), on("words", R.CONTAINS, "yes"))),
        AllOf((on("words", R.CONTAINS, "no"), Not(on("words", R.EQUALS, "no")))),
        AnyOf((on("age", R.MORE_THAN, "120"), on("one", R.EQUALS, "0"))),
        Not(on("one", R.ANSWERED)),
    ],
)
def test_a_rule_that_some_answers_pass_is_none(rule):
    assert sentence(rule) is None


ZERO, ONE = on("a", R.EQUALS, "0"), on("a", R.EQUALS, "1")
B_ZERO = on("b", R.EQUALS, "0")


@pytest.mark.parametrize(
    ("asked_if", "rule", "fine"),
    [
        # b is asked of those with a = 0: c must not look at it for others.
        (ZERO, B_ZERO, False),
        (ZERO, AllOf((ZERO, B_ZERO)), True),
        (ZERO, AllOf((B_ZERO, ZERO)), True),
        (ZERO, AllOf((ZERO, Not(B_ZERO))), True),
        (ZERO, AllOf((ZERO, AnyOf((B_ZERO, on("b", R.EQUALS, "1"))))), True),
        (ZERO, AnyOf((ZERO, B_ZERO)), False),
        (ZERO, AnyOf((ONE, AllOf((ZERO, B_ZERO)))), True),
        (ZERO, AllOf((ONE, B_ZERO)), False),
        # Said in other words, but the same, or narrower.
        (AnyOf((ZERO, ONE)), AllOf((ZERO, B_ZERO)), True),
        (on("a", R.ONE_OF, "0", "1"), AllOf((ONE, B_ZERO)), True),
        (ZERO, AllOf((on("a", R.ONE_OF, "0"), B_ZERO)), True),
        (ZERO, AllOf((on("a", R.ONE_OF, "0", "1"), B_ZERO)), False),
        (Not(ZERO), AllOf((ONE, B_ZERO)), True),
        (on("a", R.ANSWERED), AllOf((ONE, B_ZERO)), True),
    ],
)
def test_a_rule_looks_only_at_what_was_asked(asked_if, rule, fine):
    earlier = (ask("a"), ask("b", show_if=asked_if))
    said = sentence(rule, earlier=earlier)
    assert said is None if fine else "'b' may not have been asked" in said


@pytest.mark.parametrize(
    ("pages", "fine"),
    [
        # The rule of a page holds for what stands on it.
        ([Page(questions=("a",)), Page(questions=("b", "c"), show_if=ZERO)], True),
        (
            [
                Page(questions=("a",)),
                Page(questions=("b",), show_if=ZERO),
                Page(questions=("c",), show_if=ZERO),
            ],
            True,
        ),
        (
            [
                Page(questions=("a",)),
                Page(questions=("b",), show_if=ZERO),
                Page(questions=("c",)),
            ],
            False,
        ),
    ],
)
def test_the_rule_of_a_page_counts_for_its_questions(pages, fine):
    whole = Questionnaire(
        questions=(ask("a"), ask("b"), ask("c", show_if=B_ZERO)), pages=tuple(pages)
    )
    assert (problems_of(whole) == {}) is fine


def test_where_there_are_too_many_cases_the_rules_are_compared_word_for_word():
    earlier = tuple(ask(f"q{n}", K.MULTIPLE) for n in range(8))
    each = [on(f"q{n}", R.CONTAINS, code) for n in range(8) for code in "012"]
    gate = AnyOf(tuple(each))
    earlier = (*earlier, ask("b", show_if=gate))
    assert sentence(AllOf((gate, B_ZERO)), earlier=earlier) is None
    other = AnyOf(tuple(each[::-1]))
    assert "may not have" in sentence(AllOf((other, B_ZERO)), earlier=earlier)


@pytest.mark.parametrize(
    ("pages", "places"),
    [
        ([("a", "b"), ("c",)], []),
        ([("a",), ("b",), ("c",)], []),
        ([("a",), ("b",)], ["pages"]),
        ([("b", "a"), ("c",)], ["pages"]),
        ([("a", "b"), ("b", "c")], ["pages"]),
        ([("a", "b", "c"), ()], ["pages[1]"]),
        ([("a", "b", "c", "d")], ["pages"]),
    ],
)
def test_each_question_stands_on_one_page_in_its_order(pages, places):
    whole = Questionnaire(
        questions=(ask("a"), ask("b"), ask("c")),
        pages=tuple(Page(questions=codes) for codes in pages),
    )
    assert [*problems_of(whole)] == places
