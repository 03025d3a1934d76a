"""A rule on earlier answers in words: on whose answers a question is asked."""

from functools import reduce

from flask_babel import gettext

from pollsvc.blueprints.editing.conditions import WORDS, fitting, lines_of
from pollsvc.blueprints.editing.typed import TypedCondition
from pollsvc.domain.questionnaires import Question, Questionnaire
from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Rule
from pollsvc.domain.texts import isolated

SHORT = 60
"""So much of a question stands for it."""

_OF_ONE = {"one_of": "equals", "not_one_of": "not_equals"}
"""What is said of one value in place of several."""


def rule_words(rule: Rule, questionnaire: Questionnaire) -> str:
    """Return a rule as a clause, e.g. "“Do you walk?” is one of: Often, Daily"."""
    match rule:
        case AllOf(rules):
            return reduce(_and, (_inner(each, questionnaire) for each in rules))
        case AnyOf(rules):
            return reduce(_or, (_inner(each, questionnaire) for each in rules))
        case Not(inner) if not isinstance(inner, Condition):
            said = rule_words(inner, questionnaire)
            return str(gettext("it does not hold that (%(rule)s)", rule=said))
        case _:
            return _condition_words(rule, questionnaire)


def shortened(text: str) -> str:
    """Return the first words of a text."""
    if len(text) <= SHORT:
        return isolated(text)
    return isolated(f"{text[:SHORT].rsplit(' ', 1)[0].rstrip(' ,;:(')}…")


def _inner(rule: Rule, questionnaire: Questionnaire) -> str:
    said = rule_words(rule, questionnaire)
    return f"({said})" if isinstance(rule, AllOf | AnyOf) else said


def _and(one: str, other: str) -> str:
    return str(gettext("%(one)s, and %(other)s", one=one, other=other))


def _or(one: str, other: str) -> str:
    return str(gettext("%(one)s, or %(other)s", one=one, other=other))


def _condition_words(rule: Rule, questionnaire: Questionnaire) -> str:
    (line,) = lines_of(rule) or (TypedCondition(question="", relation=""),)
    code, _, row = line.question.partition(".")
    question = questionnaire.question(code)
    if question is None:
        return str(gettext("a question that is not there was answered"))
    line = fitting(line, question)
    is_one = len(line.values) == 1
    name = _OF_ONE.get(line.relation, line.relation) if is_one else line.relation
    comparison = str(WORDS[name].words)
    asked = _asked(question, row)
    labels = ", ".join(_label(question, value) for value in line.values)
    if not labels:
        return str(
            gettext("“%(question)s” %(words)s", question=asked, words=comparison)
        )
    return str(
        gettext(
            "“%(question)s” %(words)s: %(answers)s",
            question=asked,
            words=comparison,
            answers=labels,
        )
    )


def _asked(question: Question, row: str) -> str:
    label = next((each.label for each in question.rows if each.code == row), None)
    text = shortened(question.text)
    return f"{text} – {isolated(label)}" if label else text


def _label(question: Question, value: str) -> str:
    option = question.option(value)
    return isolated(option.label) if option else value
