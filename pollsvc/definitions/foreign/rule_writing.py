"""Writes rules as expressions of another tool."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pollsvc.definitions.foreign.asking import INSTEAD
from pollsvc.domain.questionnaires import (
    WAYS_OUT,
    Question,
    QuestionKind,
    Questionnaire,
)
from pollsvc.domain.rules import (
    AllOf,
    AnyOf,
    Condition,
    Not,
    Relation,
    Rule,
)

SIGNS = {
    Relation.LESS_THAN: "<",
    Relation.AT_MOST: "<=",
    Relation.AT_LEAST: ">=",
    Relation.MORE_THAN: ">",
}
_SEVERAL = frozenset({QuestionKind.MULTIPLE, QuestionKind.RANK})


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """How another tool writes what rules say.

    Attributes:
        name: The name of a question, e.g. "${a}".
        row: The name of one row of a matrix.
        equal: That one answer is a value.
        among: That one of several answers is a value.
        within: That a text holds some words.
        answered: That there is an answer.
        negated: That something does not hold.
        value: A number or date to compare with.
        apart: Which kinds have ways of giving no answer in a question of their own.
    """

    name: Callable[[str], str]
    row: Callable[[str, str], str]
    equal: Callable[[str, str], str]
    among: Callable[[str, str], str]
    within: Callable[[str, str], str]
    answered: Callable[[str], str]
    negated: Callable[[str], str]
    value: Callable[[Question, str], str]
    apart: frozenset[QuestionKind]


def expression_of(rule: Rule, whole: Questionnaire, dialect: Dialect) -> str:
    """Return the expression that says what a rule says."""
    match rule:
        case Condition():
            return _condition(rule, whole, dialect)
        case Not(inner):
            return dialect.negated(expression_of(inner, whole, dialect))
        case AllOf(rules):
            return _joined("and", [expression_of(r, whole, dialect) for r in rules])
        case AnyOf(rules):
            return _joined("or", [expression_of(r, whole, dialect) for r in rules])


def _joined(word: str, parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({f' {word} '.join(parts)})"


def _condition(condition: Condition, whole: Questionnaire, dialect: Dialect) -> str:
    code, _, row = condition.question.partition(".")
    question = whole.question(code)
    if question is None:
        # No questionnaire that keeps the rules has such a condition.
        raise LookupError(code)
    if question.kind is QuestionKind.MATRIX:
        rows = [row] if row else [each.code for each in question.rows]
        names = [dialect.row(code, each) for each in rows]
    else:
        names = [dialect.name(code)]
    said = [_said(condition, question, name, dialect) for name in names]
    return _joined("or", said)


def _said(condition: Condition, question: Question, name: str, dialect: Dialect) -> str:
    relation, values = condition.relation, condition.values
    ways_out = {option.code for option in question.options if option.role in WAYS_OUT}
    apart = dialect.name(question.code + INSTEAD)
    is_apart = question.kind in dialect.apart and bool(ways_out)
    if relation is Relation.ANSWERED:
        names = [name, apart] if is_apart else [name]
        return _joined("or", [dialect.answered(each) for each in names])
    if relation in SIGNS:
        return f"{name} {SIGNS[relation]} {dialect.value(question, values[0])}"
    parts: list[str] = []
    for value in values:
        if is_apart and value in ways_out:
            parts.append(dialect.equal(apart, value))
        else:
            parts.append(_is(relation, question, name, value, dialect=dialect))
    return _joined("or", parts)


def _is(
    relation: Relation, question: Question, name: str, value: str, *, dialect: Dialect
) -> str:
    is_exact = relation is Relation.EQUALS
    if question.kind is QuestionKind.TEXT and relation is Relation.CONTAINS:
        return dialect.within(name, value)
    if question.kind in _SEVERAL and not is_exact:
        return dialect.among(name, value)
    return dialect.equal(name, value)
