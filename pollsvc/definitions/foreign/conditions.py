"""Conditions on what an expression of another tool names."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pollsvc.definitions.foreign.expressions import NotExpressible
from pollsvc.domain.questionnaires import QuestionKind
from pollsvc.domain.rules import AllOf, Condition, Not, Relation, Rule

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)
_MEASURED = frozenset({QuestionKind.NUMBER, QuestionKind.DATE})
_SEVERAL = frozenset({QuestionKind.MULTIPLE, QuestionKind.RANK, QuestionKind.TEXT})
_ONE = frozenset({QuestionKind.SINGLE, QuestionKind.SCALE})
YES = frozenset({"y", "yes", "true", "1"})
_ORDERS = {
    "<": Relation.LESS_THAN,
    "<=": Relation.AT_MOST,
    ">": Relation.MORE_THAN,
    ">=": Relation.AT_LEAST,
}
_HOW: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SAYS_ANSWERED = {(">", "0"), (">=", "1"), ("!=", "0")}
_SAYS_EMPTY = {("=", "0"), ("<", "1"), ("<=", "0")}
NEVER = "it says that nobody is asked"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a name in an expression stands for.

    Attributes:
        question: The code of the question, or `code.row`.
        codes: Our codes by the values of the other tool; empty where none are listed.
        option: The one option that the name asks about; None: all of the question.
        ordered: Whether the codes can be compared as numbers as they are.
        instead: Whether the name stands for the ways of giving no answer only.
    """

    question: str
    kind: QuestionKind
    codes: Mapping[str, str] = field(default_factory=dict)
    option: str | None = None
    ordered: bool = False
    instead: bool = False


def among(subject: Subject, relation: str, values: list[str]) -> Rule:
    """Return the rule that an answer stands so to a list."""
    match relation:
        case "anyof":
            return one_of(subject, values)
        case "noneof":
            return Not(one_of(subject, values))
        case "allof" | "contains":
            rules = tuple(contains(subject, value) for value in values)
            return rules[0] if len(rules) == 1 else AllOf(rules)
        case "=" if len(values) == 1:
            return equal(subject, values[0])
        case _:
            pass
    msg = "it compares with a whole list"
    raise NotExpressible(msg)


def related(subject: Subject, relation: str, value: str) -> Rule:  # noqa: PLR0911 -- one for each relation
    """Return the rule that an answer stands so to a value."""
    match relation:
        case "=":
            return equal(subject, value)
        case "!=":
            same = equal(subject, value)
            return same.rule if isinstance(same, Not) else Not(same)
        case "contains" | "anyof" | "allof":
            return contains(subject, value)
        case "notcontains" | "noneof":
            return Not(contains(subject, value))
        case _:
            return ordered(subject, relation, value)


def equal(subject: Subject, value: str) -> Rule:
    """Return the rule that an answer is a value."""
    if subject.option is not None:
        chosen = _condition(subject, Relation.CONTAINS, subject.option)
        return chosen if value.casefold() in YES else Not(chosen)
    if not value:
        return Not(answered(subject))
    if subject.instead:
        return one_of(subject, [value])
    if subject.kind in {QuestionKind.RANK, QuestionKind.MATRIX}:
        msg = "it asks for a whole answer of several parts"
        raise NotExpressible(msg)
    return _condition(subject, Relation.EQUALS, _code(subject, value))


def selected(subject: Subject, value: str) -> Rule:
    """Return the rule that a value was chosen."""
    several = subject.kind in {QuestionKind.MULTIPLE, QuestionKind.RANK}
    return contains(subject, value) if several else equal(subject, value)


def contains(subject: Subject, value: str) -> Rule:
    """Return the rule that a value is among what was answered."""
    if subject.kind not in _SEVERAL or subject.instead:
        return equal(subject, value)
    return _condition(subject, Relation.CONTAINS, _code(subject, value))


def one_of(subject: Subject, values: list[str]) -> Rule:
    """Return the rule that an answer is one of some values."""
    codes = [_code(subject, value) for value in values]
    if not codes:
        raise NotExpressible(NEVER)
    return _condition(subject, Relation.ONE_OF, *codes)


def measured(subject: Subject, relation: str, value: str) -> Rule:
    """Return the rule that an answer has so many parts."""
    if (relation, value) in _SAYS_ANSWERED:
        return answered(subject)
    if (relation, value) in _SAYS_EMPTY:
        return Not(answered(subject))
    msg = "it counts what is in an answer"
    raise NotExpressible(msg)


def answered(subject: Subject) -> Rule:
    """Return the rule that there is an answer."""
    if subject.option is not None:
        return _condition(subject, Relation.CONTAINS, subject.option)
    if subject.instead:
        return _condition(subject, Relation.ONE_OF, *subject.codes.values())
    return _condition(subject, Relation.ANSWERED)


def ordered(subject: Subject, relation: str, value: str) -> Rule:
    """Return the rule that an answer is smaller or greater."""
    if subject.kind in _MEASURED or subject.ordered:
        return _condition(subject, _ORDERS[relation], value)
    limit = _number(value)
    listed = {each: _number(each) for each in subject.codes}
    numbers = {each: number for each, number in listed.items() if number is not None}
    if limit is None or not numbers or subject.kind not in _ONE:
        msg = f"the answers to {subject.question!r} are no numbers"
        raise NotExpressible(msg)
    how = _HOW[relation]
    fit = [each for each, number in numbers.items() if how(number, limit)]
    return one_of(subject, fit)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _code(subject: Subject, value: str) -> str:
    if not subject.codes:
        return value
    code = subject.codes.get(value) or subject.codes.get(value.casefold())
    if code is None:
        msg = f"{value!r} is no answer to {subject.question!r}"
        raise NotExpressible(msg)
    return code


def _condition(subject: Subject, relation: Relation, *values: str) -> Condition:
    return Condition(question=subject.question, relation=relation, values=values)


def unanswered(subject: Subject) -> Rule:
    """Return the rule that there is no answer."""
    return Not(answered(subject))
