"""Rules on earlier answers: conditions, and what joins them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How an answer is to stand to what a condition names."""

    EQUALS = "equals"
    ONE_OF = "one_of"
    CONTAINS = "contains"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ANSWERED = "answered"


MAX_DEPTH = 8
"""How deep rules may stand within each other; nobody reads deeper ones."""

MAX_CONDITIONS = 50

COMPARISONS = frozenset(
    {
        Relation.LESS_THAN,
        Relation.AT_MOST,
        Relation.AT_LEAST,
        Relation.MORE_THAN,
    }
)


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What the answer to one question is to be.

    Attributes:
        question: The question's code; `code.row` for one row of a matrix.
        relation: How the answer is to stand to the values.
        values: Codes of options, or one number, date or text; none for `answered`.
    """

    question: str
    relation: Relation
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class AllOf:
    """Each of some rules is to hold."""

    rules: "tuple[Rule, ...]"


@dataclass(frozen=True)
class AnyOf:
    """At least one of some rules is to hold."""

    rules: "tuple[Rule, ...]"


@dataclass(frozen=True)
class Not:
    """A rule is not to hold."""

    rule: "Rule"


Rule = Condition | AllOf | AnyOf | Not


def conditions_in(rule: Rule) -> Iterator[Condition]:
    """Yield every condition of a rule, in the order in which it is written."""
    match rule:
        case Condition():
            yield rule
        case Not(inner):
            yield from conditions_in(inner)
        case AllOf(rules) | AnyOf(rules):
            for each in rules:
                yield from conditions_in(each)


def guarded_conditions(
    rule: Rule, known: "frozenset[Rule]"
) -> "Iterator[tuple[Condition, frozenset[Rule]]]":
    """Yield every condition of a rule beside all that it takes for granted.

    That is `known`, and what stands beside it where all are to hold.
    """
    match rule:
        case Condition():
            yield rule, known
        case Not(inner):
            yield from guarded_conditions(inner, known)
        case AllOf(rules):
            for place, each in enumerate(rules):
                others = rules[:place] + rules[place + 1 :]
                together = known.union(*map(conjuncts, others))
                yield from guarded_conditions(each, together)
        case AnyOf(rules):
            for each in rules:
                yield from guarded_conditions(each, known)


def conjuncts(rule: Rule | None) -> frozenset[Rule]:
    """Return the rules that must all hold for a rule to hold."""
    match rule:
        case None:
            return frozenset()
        case AllOf(rules):
            return frozenset().union(*map(conjuncts, rules))
        case _:
            return frozenset({rule})
