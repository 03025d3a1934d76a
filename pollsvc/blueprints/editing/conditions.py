"""Rules on earlier answers as lines of a form: read, and written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from pollsvc.blueprints.editing.shapes import Unreadable
from pollsvc.blueprints.editing.typed import MOST_CONDITIONS, Typed, TypedCondition
from pollsvc.definitions.rule_text import (
    RuleUnreadable,
    read_rule_text,
    write_rule_text,
)
from pollsvc.domain.questionnaires import Question, QuestionKind, Questionnaire
from pollsvc.domain.rules import (
    COMPARISONS,
    AllOf,
    AnyOf,
    Condition,
    Not,
    Relation,
    Rule,
)
from pollsvc.domain.sentences import sentence

K, R = QuestionKind, Relation
EVERYBODY, ALL, ANY, TEXT, KEPT = "everybody", "all", "any", "text", "kept"


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


def is_picked(question: Question) -> bool:
    """Return whether answers are compared with options, rather than with a text."""
    return bool(question.substantive)


def earlier(questionnaire: Questionnaire, code: str) -> tuple[Question, ...]:
    """Return the questions before one, on whose answers its rule may depend."""
    codes = [question.code for question in questionnaire.questions]
    place = codes.index(code) if code in codes else len(codes)
    return questionnaire.questions[:place]


def read_rule(
    typed: Typed, before: Sequence[Question], stored: Rule | None
) -> Rule | None:
    """Return the rule that a form says.

    Args:
        typed: The form.
        before: The questions on whose answers it may depend.
        stored: The rule so far, for where it is to be kept.

    Raises:
        Unreadable: With a sentence that says what is missing, or wrong.
    """
    mode = typed.one("asked")
    if mode == KEPT:
        return stored
    if mode == TEXT:
        return _from_text(typed.one("rule_text"))
    return _from_lines(typed, before) if mode in (ALL, ANY) else None


def _from_text(text: str) -> Rule:
    try:
        return read_rule_text(text)
    except RuleUnreadable as fault:
        raise Unreadable(fault.args[0]) from None


def _from_lines(typed: Typed, before: Sequence[Question]) -> Rule:
    known = {question.code: question for question in before}
    rules = tuple(_rule(each, known) for each in typed.conditions())
    if not rules:
        raise Unreadable(sentence("Add a condition, or ask everybody."))
    if len(rules) == 1:
        return rules[0]
    return AllOf(rules) if typed.one("asked") == ALL else AnyOf(rules)


def write_rule(rule: Rule | None) -> dict[str, tuple[str, ...]]:
    """Return the fields that say a rule, apart from its lines."""
    lines = lines_of(rule)
    text = write_rule_text(rule) if rule is not None else ""
    mode = EVERYBODY if rule is None else ANY if isinstance(rule, AnyOf) else ALL
    if lines is None:
        mode = KEPT if text is None else TEXT
    return {"asked": (mode,), "rule_text": (text or "",)}


def lines_of(rule: Rule | None) -> tuple[TypedCondition, ...] | None:
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


def _rule(typed: TypedCondition, known: Mapping[str, Question]) -> Rule:
    question = known.get(typed.question.partition(".")[0])
    comparison = WORDS.get(typed.relation)
    if question is None or comparison is None:
        raise Unreadable(sentence("Choose an earlier question for each condition."))
    relation = comparison.relation
    values = () if relation is R.ANSWERED else typed.values
    _require_values(question, relation, len(values))
    if relation is R.ONE_OF and len(values) == 1 and question.kind in _ONE_ANSWER:
        relation = R.EQUALS
    condition = Condition(question=typed.question, relation=relation, values=values)
    return Not(condition) if comparison.negative else condition


def _require_values(question: Question, relation: Relation, number: int) -> None:
    text = question.text
    if not number and relation is not R.ANSWERED:
        raise Unreadable(
            sentence(
                "Say with what the answer to “{question}” is compared.", question=text
            )
        )
    if number > 1 and relation is not R.ONE_OF:
        raise Unreadable(
            sentence(
                "Compare the answer to “{question}” with one value only.", question=text
            )
        )


_ONE_ANSWER = frozenset({K.SINGLE, K.SCALE})


def _line(rule: Rule) -> TypedCondition | None:
    negative = isinstance(rule, Not)
    inner = rule.rule if isinstance(rule, Not) else rule
    if not isinstance(inner, Condition):
        return None
    words = next(_words(inner.relation, negative=negative), None)
    if words is None:
        return None
    return TypedCondition(question=inner.question, relation=words, values=inner.values)


def _words(relation: Relation, *, negative: bool) -> Iterator[str]:
    for name, comparison in WORDS.items():
        if (comparison.relation, comparison.negative) == (relation, negative):
            if relation in COMPARISONS and negative:
                continue
            yield name


def fitting(typed: TypedCondition, question: Question) -> TypedCondition:
    """Return a line in the words that its question's kind has.

    A single choice that equals one option is one of one; a ranking that contains
    something too.
    """
    able = COMPARED[looked_at(question, typed.question)]
    if typed.relation in able:
        return typed
    instead = _INSTEAD.get(typed.relation, able[0])
    relation = instead if instead in able else able[0]
    return TypedCondition(
        question=typed.question, relation=relation, values=typed.values
    )


_INSTEAD = {
    "only": "one_of",
    "equals": "one_of",
    "not_equals": "not_one_of",
    "contains": "one_of",
    "not_contains": "not_one_of",
}
