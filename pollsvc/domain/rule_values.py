"""Whether what a condition names can be an answer to its question."""

import re
from collections.abc import Callable
from datetime import date

from pollsvc.domain.questionnaires import Question, QuestionKind
from pollsvc.domain.rules import COMPARISONS, Condition, Relation
from pollsvc.domain.sentences import sentence
from pollsvc.domain.texts import is_blank, text_problem

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_SAME = frozenset({Relation.EQUALS, Relation.ONE_OF, Relation.ANSWERED})
_AMONG = frozenset({Relation.ONE_OF, Relation.CONTAINS, Relation.ANSWERED})

RELATIONS: dict[QuestionKind, frozenset[Relation]] = {
    QuestionKind.SINGLE: _SAME | _AMONG,
    QuestionKind.MULTIPLE: _SAME | _AMONG,
    QuestionKind.SCALE: _SAME | COMPARISONS,
    QuestionKind.NUMBER: _SAME | COMPARISONS,
    QuestionKind.RANK: _AMONG,
    QuestionKind.MATRIX: _AMONG,
    QuestionKind.TEXT: _SAME | _AMONG,
    QuestionKind.DATE: _SAME | COMPARISONS,
}
"""How rules can look at the answers of each kind; a row of a matrix is a scale."""


def value_problem(question: Question, condition: Condition) -> str | None:
    """Return a sentence where no answer can be to the question as a condition says."""
    relation, values = condition.relation, condition.values
    kind = QuestionKind.SCALE if "." in condition.question else question.kind
    if relation not in RELATIONS[kind]:
        return _relation_sentence(question, kind, relation)
    if len(values) != _wanted(relation, values):
        return _number_sentence(relation)
    if relation in COMPARISONS and question.kind is not QuestionKind.DATE:
        return _comparison_problem(question, values[0])
    problem = VALUES[kind]
    return next((said for v in values if (said := problem(question, v))), None)


def is_number(text: str) -> bool:
    """Return whether a text is a number as rules and definitions write it."""
    return _NUMBER.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Return whether a text is a day as rules and definitions write it."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return _DATE.fullmatch(text) is not None


def _relation_sentence(
    question: Question, kind: QuestionKind, relation: Relation
) -> str:
    able = ", ".join(_words(each) for each in Relation if each in RELATIONS[kind])
    return sentence(
        "{relation!r} says nothing about answers to {code!r}, which is of the kind "
        "{kind}; there is: {able}.",
        relation=_words(relation),
        code=question.code,
        kind=kind,
        able=able,
    )


def _wanted(relation: Relation, values: tuple[str, ...]) -> int:
    if relation is Relation.ONE_OF:
        return max(1, len(values))
    return 0 if relation is Relation.ANSWERED else 1


def _number_sentence(relation: Relation) -> str:
    words = _words(relation)
    if relation is Relation.ONE_OF:
        return sentence("After {relation!r} comes at least one value.", relation=words)
    if relation is Relation.ANSWERED:
        return sentence("After {relation!r} comes no value.", relation=words)
    return sentence("After {relation!r} comes one value.", relation=words)


def _no_number(value: str) -> str:
    return sentence("{value!r} is no number such as 2 or 2.5.", value=value)


def _words(relation: Relation) -> str:
    return relation.value.replace("_", " ")


def _comparison_problem(question: Question, value: str) -> str | None:
    if not all(is_number(point.code) for point in question.substantive):
        return sentence(
            "The points of {code!r} have no numbers as codes, so that they cannot be "
            "compared; name the points that are meant.",
            code=question.code,
        )
    return None if is_number(value) else _no_number(value)


def _option_problem(question: Question, value: str) -> str | None:
    if question.option(value) is not None:
        return None
    return sentence(
        "The question {code!r} has no answer {value!r}.",
        code=question.code,
        value=value,
    )


def _number_problem(question: Question, value: str) -> str | None:
    if is_number(value) or question.option(value) in question.ways_out:
        return None
    return _no_number(value)


def _date_problem(question: Question, value: str) -> str | None:
    if question.option(value) in question.ways_out:
        return None
    if is_date(value):
        return None
    return sentence("{value!r} is no date such as 2026-11-30.", value=value)


def _text_problem(_: Question, value: str) -> str | None:
    if is_blank(value):
        return sentence("Write the words that the answer is compared with.")
    return text_problem(value)


VALUES: dict[QuestionKind, Callable[[Question, str], str | None]] = {
    QuestionKind.SINGLE: _option_problem,
    QuestionKind.MULTIPLE: _option_problem,
    QuestionKind.SCALE: _option_problem,
    QuestionKind.NUMBER: _number_problem,
    QuestionKind.RANK: _option_problem,
    QuestionKind.MATRIX: _option_problem,
    QuestionKind.TEXT: _text_problem,
    QuestionKind.DATE: _date_problem,
}
"""What is wrong with a value that the answers of each kind are compared with."""
