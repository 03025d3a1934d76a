"""Rules as short texts: what they say, and what is said of those that are none."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollsvc.definitions.rule_text import (
    RuleUnreadable,
    read_rule_text,
    write_rule_text,
)
from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Relation

R = Relation


def on(question, relation, *values):
    return Condition(question=question, relation=relation, values=values)


A, B, C = (on(code, R.EQUALS, "1") for code in "abc")

WRITTEN = [
    ("visits = 0", on("visits", R.EQUALS, "0")),
    ("visits != 0", Not(on("visits", R.EQUALS, "0"))),
    ("visits in (1, 2)", on("visits", R.ONE_OF, "1", "2")),
    ("visits in (1)", on("visits", R.ONE_OF, "1")),
    ("visits not in (1, 2)", Not(on("visits", R.ONE_OF, "1", "2"))),
    ("reasons contains refill", on("reasons", R.CONTAINS, "refill")),
    ("not reasons contains refill", Not(on("reasons", R.CONTAINS, "refill"))),
    ("age >= 18", on("age", R.AT_LEAST, "18")),
    ("age <= -0.5", on("age", R.AT_MOST, "-0.5")),
    ("age < 18", on("age", R.LESS_THAN, "18")),
    ("age > 18", on("age", R.MORE_THAN, "18")),
    ("not age > 18", Not(on("age", R.MORE_THAN, "18"))),
    ("since >= 2026-11-01", on("since", R.AT_LEAST, "2026-11-01")),
    ("pain.hands = 2", on("pain.hands", R.EQUALS, "2")),
    ("visits is answered", on("visits", R.ANSWERED)),
    ("visits is not answered", Not(on("visits", R.ANSWERED))),
    ('words contains "a (b), \\"c\\" \\\\"', on("words", R.CONTAINS, 'a (b), "c" \\')),
    ('words = "and"', on("words", R.EQUALS, "and")),
    ('words = "Yes"', on("words", R.EQUALS, "Yes")),
    ('words = "a\nb"', on("words", R.EQUALS, "a\nb")),
    ("a = 1 and b = 1 and c = 1", AllOf((A, B, C))),
    ("a = 1 or b = 1", AnyOf((A, B))),
    ("not (a = 1 and b = 1)", Not(AllOf((A, B)))),
    ("(a = 1 and b = 1) or c = 1", AnyOf((AllOf((A, B)), C))),
    ("a = 1 and (b = 1 or c = 1)", AllOf((A, AnyOf((B, C))))),
    ("(a = 1 and b = 1) and c = 1", AllOf((AllOf((A, B)), C))),
    ("not (not (a = 1 or b = 1))", Not(Not(AnyOf((A, B))))),
]


@pytest.mark.parametrize(("text", "rule"), WRITTEN)
def test_a_text_says_a_rule_and_a_rule_is_written_as_that_text(text, rule):
    assert read_rule_text(text) == rule
    assert write_rule_text(rule) == text


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("visits=0", on("visits", R.EQUALS, "0")),
        ("visits == 0", on("visits", R.EQUALS, "0")),
        ("  visits\n =\t0 ", on("visits", R.EQUALS, "0")),
        ("visits = '0'", on("visits", R.EQUALS, "0")),
        ("words = 'say \"a\"'", on("words", R.EQUALS, 'say "a"')),
        # Not binds before and, and before or; parentheses say it otherwise.
        ("a = 1 or b = 1 and c = 1", AnyOf((A, AllOf((B, C))))),
        ("a = 1 and b = 1 or c = 1", AnyOf((AllOf((A, B)), C))),
        ("not a = 1 and b = 1", AllOf((Not(A), B))),
        ("not not a = 1", Not(Not(A))),
        ("((a = 1))", A),
    ],
)
def test_a_text_may_be_written_in_other_ways(text, rule):
    assert read_rule_text(text) == rule


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Character 1: the rule ends; write the code of a question"),
        ("visits", "Character 7: the rule ends; write one of =, !="),
        ("visits =", "Character 9: the rule ends; write a value"),
        ("visits = 0 and", "the rule ends; write the code of a question"),
        ("visits ~ 0", "Character 8: here stands ~; write one of =, !="),
        ("visits = 0 b = 1", "Character 12: here stands b; write `and` or `or`"),
        ("visits = three or more", "Character 23: the rule ends; write one of"),
        ("visits in 1", "Character 11: here stands 1; write `(`"),
        ("visits in (1, )", "Character 15: here stands ); write a value"),
        ("visits in (1 2)", "Character 14: here stands 2; write `)`"),
        ("visits not 0", "Character 12: here stands 0; write `in`"),
        ("visits is 0", "Character 11: here stands 0; write `answered`"),
        ("(visits = 0", "Character 12: the rule ends; write `)`"),
        ("visits = 0)", "Character 11: here stands ); write `and` or `or`"),
        ("= 0", "Character 1: here stands =; write the code of a question"),
        ("Visits = 0", "Character 1: here stands Visits; write the code"),
        ("{visits} = 0", "here stands {visits}; write the code"),
        ('"visits" = 0', 'here stands "visits"; write the code'),
        ('words = "open', 'Character 9: " is never closed'),
        ("words = don't", "Character 12: ' is never closed"),
        ("words ! a", "Character 7: ! has no meaning here"),
        ("(" * 5_000 + "a = 1", "Character 21: here stands (; rules stand too deep"),
        ("not " * 5_000 + "a = 1", "rules stand too deep"),
    ],
)
def test_what_is_no_rule_is_said_with_its_place_and_what_is_right(text, said):
    with pytest.raises(RuleUnreadable) as unreadable:
        read_rule_text(text)
    assert said in str(unreadable.value)


@pytest.mark.parametrize(
    "rule",
    [
        AllOf((A,)),
        AnyOf((A,)),
        AllOf(()),
        on("not", R.EQUALS, "1"),
        on("a", R.EQUALS),
        on("a", R.EQUALS, "1", "2"),
    ],
)
def test_what_no_text_says_exactly_is_not_written_as_one(rule):
    assert write_rule_text(rule) is None


conditions = st.builds(
    on,
    st.sampled_from(["a", "pain.hands", "not", "and"]),
    st.sampled_from([R.EQUALS, R.CONTAINS, R.AT_LEAST]),
    st.text(max_size=12),
)
rules = st.recursive(
    conditions,
    lambda rule: st.one_of(
        rule.map(Not),
        st.lists(rule, max_size=3).map(tuple).map(AllOf),
        st.lists(rule, max_size=3).map(tuple).map(AnyOf),
    ),
    max_leaves=6,
)


@given(rules)
@settings(deadline=None)
def test_what_is_written_as_a_text_reads_back_as_the_same_rule(rule):
    text = write_rule_text(rule)
    assert text is None or read_rule_text(text) == rule


@given(st.text(alphabet="ab =<>!()\"'\\,.not in and or 1\n", max_size=30))
@settings(deadline=None)
def test_any_text_is_a_rule_or_is_refused_in_a_sentence(text):
    with suppress(RuleUnreadable):
        read_rule_text(text)
