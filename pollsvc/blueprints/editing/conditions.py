"""Rules on earlier answers as lines of a form: read, and written."""

from collections.abc import Mapping, Sequence

from pollsvc.blueprints.editing.shapes import Unreadable
from pollsvc.blueprints.editing.typed import Typed
from pollsvc.definitions.rule_text import (
    RuleUnreadable,
    read_rule_text,
    write_rule_text,
)
from pollsvc.domain.questionnaires import Question, QuestionKind, Questionnaire
from pollsvc.domain.rules import (
    AllOf,
    AnyOf,
    Condition,
    Not,
    Relation,
    Rule,
)
from pollsvc.domain.sentences import sentence
from pollsvc.web.rule_lines import WORDS, RuleLine, lines_of

EVERYBODY, ALL, ANY, TEXT, KEPT = "everybody", "all", "any", "text", "kept"


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


def _rule(typed: RuleLine, known: Mapping[str, Question]) -> Rule:
    question = known.get(typed.question.partition(".")[0])
    comparison = WORDS.get(typed.relation)
    if question is None or comparison is None:
        raise Unreadable(sentence("Choose an earlier question for each condition."))
    relation = comparison.relation
    values = () if relation is Relation.ANSWERED else typed.values
    _require_values(question, relation, len(values))
    if (
        relation is Relation.ONE_OF
        and len(values) == 1
        and question.kind in _ONE_ANSWER
    ):
        relation = Relation.EQUALS
    condition = Condition(question=typed.question, relation=relation, values=values)
    return Not(condition) if comparison.negative else condition


def _require_values(question: Question, relation: Relation, number: int) -> None:
    text = question.text
    if not number and relation is not Relation.ANSWERED:
        raise Unreadable(
            sentence(
                "Say with what the answer to “{question}” is compared.", question=text
            )
        )
    if number > 1 and relation is not Relation.ONE_OF:
        raise Unreadable(
            sentence(
                "Compare the answer to “{question}” with one value only.", question=text
            )
        )


_ONE_ANSWER = frozenset({QuestionKind.SINGLE, QuestionKind.SCALE})
