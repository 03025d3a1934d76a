"""One comparison of a rule as a line: what answer, in which words, with what."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from pollsvc.domain.questionnaires import Question, QuestionKind
from pollsvc.domain.rules import (
    COMPARISONS,
    AllOf,
    AnyOf,
    Condition,
    Not,
    Relation,
    Rule,
)

K, R = QuestionKind, Relation
MOST_CONDITIONS = 10
"""Rules with more are written as text."""


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """One line of a rule: an answer, and with what it is compared.

    Attributes:
        question: The code of a question, or `code.row`.
        relation: The word for the comparison, a key of `WORDS`.
        values: What it is compared with.
    """

    question: str
    relation: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One way to look at an answer: a relation, or its opposite."""

    relation: Relation
    words: str
    negative: bool = False


WORDS: dict[str, Comparison] = {
    "one_of": Comparison(relation=R.ONE_OF, words=_("is one of")),
    "not_one_of": Comparison(relation=R.ONE_OF, words=_("is none of"), negative=True),
    "only": Comparison(relation=R.EQUALS, words=_("is this alone")),
    "equals": Comparison(relation=R.EQUALS, words=_("is")),
    "not_equals": Comparison(relation=R.EQUALS, words=_("is not"), negative=True),
    "contains": Comparison(relation=R.CONTAINS, words=_("contains")),
    "not_contains": Comparison(
        relation=R.CONTAINS, words=_("does not contain"), negative=True
    ),
    "less_than": Comparison(relation=R.LESS_THAN, words=_("is less than")),
    "at_most": Comparison(relation=R.AT_MOST, words=_("is at most")),
    "at_least": Comparison(relation=R.AT_LEAST, words=_("is at least")),
    "more_than": Comparison(relation=R.MORE_THAN, words=_("is more than")),
    "answered": Comparison(relation=R.ANSWERED, words=_("was answered")),
    "not_answered": Comparison(
        relation=R.ANSWERED, words=_("was not answered"), negative=True
    ),
}
_AMONG = ("one_of", "not_one_of")
_MEASURED = ("less_than", "at_most", "at_least", "more_than")
_SAME = ("equals", "not_equals")
_GIVEN = ("answered", "not_answered")

COMPARED: dict[QuestionKind, tuple[str, ...]] = {
    K.SINGLE: (*_AMONG, *_GIVEN),
    K.MULTIPLE: (*_AMONG, "only", *_GIVEN),
    K.SCALE: (*_AMONG, *_MEASURED, *_GIVEN),
    K.NUMBER: (*_MEASURED, *_SAME, *_GIVEN),
    K.RANK: (*_AMONG, *_GIVEN),
    K.MATRIX: (*_AMONG, *_GIVEN),
    K.TEXT: ("contains", "not_contains", *_SAME, *_GIVEN),
    K.DATE: (*_MEASURED, *_SAME, *_GIVEN),
}
"""How lines of a rule can look at the answers of each kind."""


def looked_at(question: Question, reference: str) -> QuestionKind:
    """Return as what kind an answer is looked at: a row of a matrix is a scale."""
    return QuestionKind.SCALE if "." in reference else question.kind


def lines_of(rule: Rule | None) -> tuple[RuleLine, ...] | None:
    """Return the lines of a form that say a rule; None where lines cannot say it."""
    match rule:
        case None:
            return ()
        case AllOf(rules) | AnyOf(rules) if 1 < len(rules) <= MOST_CONDITIONS:
            lines = [_line(each) for each in rules]
        case _:
            lines = [_line(rule)]
    found = tuple(line for line in lines if line is not None)
    return found if len(found) == len(lines) else None


def _line(rule: Rule) -> RuleLine | None:
    negative = isinstance(rule, Not)
    inner = rule.rule if isinstance(rule, Not) else rule
    if not isinstance(inner, Condition):
        return None
    words = next(_words(inner.relation, negative=negative), None)
    if words is None:
        return None
    return RuleLine(question=inner.question, relation=words, values=inner.values)


def _words(relation: Relation, *, negative: bool) -> Iterator[str]:
    for name, comparison in WORDS.items():
        if (comparison.relation, comparison.negative) == (relation, negative):
            if relation in COMPARISONS and negative:
                continue
            yield name


def fitting(typed: RuleLine, question: Question) -> RuleLine:
    """Return a line in the words that its question's kind has.

    A single choice that equals one option is one of one; a ranking that contains
    something too.
    """
    able = COMPARED[looked_at(question, typed.question)]
    if typed.relation in able:
        return typed
    instead = _INSTEAD.get(typed.relation, able[0])
    relation = instead if instead in able else able[0]
    return RuleLine(question=typed.question, relation=relation, values=typed.values)


_INSTEAD = {
    "only": "one_of",
    "equals": "one_of",
    "not_equals": "not_one_of",
    "contains": "one_of",
    "not_contains": "not_one_of",
}
