"""Who is asked what: rules on earlier answers, and the path that follows from them."""

from datetime import date
from decimal import Decimal

import pytest

from pollsvc.domain.answers import (
    NOT_ANSWERED,
    NOT_ASKED,
    Chosen,
    Counted,
    Dated,
    Ranked,
    Rated,
    Selected,
    Written,
    parse_answers,
    to_stored,
)
from pollsvc.domain.cells import cells_of
from pollsvc.domain.questionnaires import Page, Questionnaire
from pollsvc.domain.routing import holds, pages_of, path
from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Relation
from tests.factories import options, question

R = Relation
NUMBER = Counted(Decimal("7.5"))
WORDS = Written("The Refill, please")


def on(relation, *values, question="q"):
    return Condition(question=question, relation=relation, values=values)


@pytest.mark.parametrize(
    ("answer", "rule", "holding"),
    [
        # Equals and one of: a single answer, by its code and nothing like it.
        (Chosen("1"), on(R.EQUALS, "1"), True),
        (Chosen("1"), on(R.EQUALS, "01"), False),
        (Chosen("01"), on(R.EQUALS, "1"), False),
        (Chosen("1"), on(R.ONE_OF, "0", "1"), True),
        (Chosen("2"), on(R.ONE_OF, "0", "1"), False),
        (Chosen("other", "1"), on(R.EQUALS, "other"), True),
        (Chosen("other", "1"), on(R.EQUALS, "1"), False),
        # Several answers: equals is the only one, contains is among them.
        (Selected(("a",)), on(R.EQUALS, "a"), True),
        (Selected(("a", "b")), on(R.EQUALS, "a"), False),
        (Selected(("a", "b")), on(R.CONTAINS, "b"), True),
        (Selected(("a", "b")), on(R.CONTAINS, "c"), False),
        (Selected(("a", "b")), on(R.ONE_OF, "c", "b"), True),
        (Selected(("other",), "a"), on(R.CONTAINS, "a"), False),
        # Ranks: what was given a place.
        (Ranked(("a", "b")), on(R.CONTAINS, "b"), True),
        (Ranked(("a", "b")), on(R.CONTAINS, "c"), False),
        # Matrices: one row, or any of them.
        (Rated({"x": "1", "y": None}), on(R.EQUALS, "1", question="q.x"), True),
        (Rated({"x": "1", "y": None}), on(R.EQUALS, "1", question="q.y"), False),
        (Rated({"x": "1", "y": None}), on(R.ANSWERED, question="q.y"), False),
        (Rated({"x": "1", "y": None}), on(R.ANSWERED), True),
        (Rated({"x": "1", "y": "3"}), on(R.CONTAINS, "3"), True),
        (Rated({"x": "1", "y": "3"}), on(R.AT_LEAST, "3", question="q.y"), True),
        (Rated({"x": "1", "y": "3"}), on(R.AT_LEAST, "3", question="q.x"), False),
        # Numbers are compared as numbers.
        (NUMBER, on(R.EQUALS, "7.50"), True),
        (NUMBER, on(R.EQUALS, "7"), False),
        (NUMBER, on(R.ONE_OF, "1", "7.5"), True),
        (NUMBER, on(R.LESS_THAN, "10"), True),
        (NUMBER, on(R.LESS_THAN, "7.5"), False),
        (NUMBER, on(R.AT_MOST, "7.5"), True),
        (NUMBER, on(R.AT_LEAST, "7.5"), True),
        (NUMBER, on(R.MORE_THAN, "7.5"), False),
        (NUMBER, on(R.MORE_THAN, "-10"), True),
        # So are the points of a scale that have numbers.
        (Chosen("9"), on(R.LESS_THAN, "10"), True),
        (Chosen("dont_know"), on(R.LESS_THAN, "10"), False),
        # Dates are compared as days.
        (Dated(date(2026, 9, 30)), on(R.LESS_THAN, "2026-10-01"), True),
        (Dated(date(2026, 10, 1)), on(R.EQUALS, "2026-10-01"), True),
        (Dated(date(2026, 10, 1)), on(R.MORE_THAN, "2026-10-01"), False),
        # Words: contains is any part, whatever the case.
        (WORDS, on(R.CONTAINS, "refill"), True),
        (WORDS, on(R.CONTAINS, "refund"), False),
        (WORDS, on(R.EQUALS, "the refill, PLEASE"), True),
        (WORDS, on(R.EQUALS, "the refill"), False),
        (Written("1.0"), on(R.EQUALS, "1"), False),
        # Don't know and prefer not to say are answers here.
        (Chosen("dont_know"), on(R.EQUALS, "dont_know"), True),
        (Chosen("dont_know"), on(R.ANSWERED), True),
        # Who was not asked, or did not answer, has said nothing.
        (NOT_ANSWERED, on(R.ANSWERED), False),
        (NOT_ASKED, on(R.ANSWERED), False),
        (None, on(R.ANSWERED), False),
        (NOT_ANSWERED, on(R.EQUALS, "1"), False),
        (NOT_ANSWERED, Not(on(R.EQUALS, "1")), True),
        (NOT_ASKED, on(R.LESS_THAN, "1"), False),
    ],
)
def test_a_condition_holds_for_some_answers(answer, rule, holding):
    answers = {} if answer is None else {"q": answer}
    assert holds(rule, answers) is holding


YES, NO = on(R.EQUALS, "1"), on(R.EQUALS, "0")


@pytest.mark.parametrize(
    ("rule", "holding"),
    [
        (None, True),
        (AllOf((YES, YES)), True),
        (AllOf((YES, NO)), False),
        (AnyOf((NO, YES)), True),
        (AnyOf((NO, NO)), False),
        (Not(NO), True),
        (Not(YES), False),
        (Not(AnyOf((NO, AllOf((YES, Not(NO)))))), False),
        (AllOf((AnyOf((NO, YES)), Not(AllOf((YES, NO))))), True),
    ],
)
def test_and_or_and_not_join_rules(rule, holding):
    assert holds(rule, {"q": Chosen("1")}) is holding


def asked(code, rule=None):
    return question(code=code, options=options("No", "Yes"), show_if=rule)


A_YES, B_YES = (on(R.EQUALS, "1", question=code) for code in "ab")
CHAIN = Questionnaire(
    questions=(asked("a"), asked("b", A_YES), asked("c", B_YES), asked("d"))
)
GROUPED = Questionnaire(
    questions=(asked("a"), asked("b"), asked("c", B_YES), asked("d")),
    pages=(
        Page(questions=("a",)),
        Page(questions=("b", "c"), title="More", show_if=A_YES),
        Page(questions=("d",)),
    ),
)


def codes(questions):
    return "".join(each.code for each in questions)


@pytest.mark.parametrize("whole", [CHAIN, GROUPED])
@pytest.mark.parametrize(
    ("yes", "met"),
    [("", "ad"), ("a", "abd"), ("ab", "abcd"), ("b", "ad"), ("bcd", "ad")],
)
def test_a_respondent_meets_what_the_answers_before_lead_to(whole, yes, met):
    answers = {code: Chosen("1") for code in yes}
    assert codes(path(whole, answers)) == met


def test_each_question_has_a_page_of_its_own_unless_they_are_grouped():
    assert pages_of(CHAIN) == tuple(Page(questions=(code,)) for code in "abcd")
    assert pages_of(GROUPED) == GROUPED.pages


@pytest.mark.parametrize("whole", [CHAIN, GROUPED])
@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ({"a": "1", "b": "1", "c": "0", "d": "0"}, "abcd"),
        ({"a": "1", "b": "1", "d": "0"}, "abcd"),
        # What was answered before somebody went back and chose another way.
        ({"a": "0", "b": "1", "c": "1", "d": "0"}, "ad"),
        ({"b": "1", "c": "1", "d": "0"}, "ad"),
        # Off the path even nonsense is not looked at.
        ({"a": "0", "b": "nonsense", "d": "0"}, "ad"),
    ],
)
def test_answers_off_the_path_are_cleared_and_count_as_not_asked(whole, sent, stored):
    raw = {code: [value] for code, value in sent.items()}
    answers = parse_answers(whole, raw)
    assert "".join(to_stored(whole, answers)) == stored
    off = [code for code, cell in cells_of(whole, answers) if cell == "!not_asked"]
    assert set(off) == set("abcd") - set(stored)
