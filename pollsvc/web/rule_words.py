"""A rule on earlier answers in words: on whose answers a question is asked."""

from collections.abc import Sequence
from functools import reduce

from flask_babel import gettext

from pollsvc.domain.questionnaires import Question, QuestionKind, Questionnaire
from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Rule
from pollsvc.domain.sentences import bare
from pollsvc.domain.spellings import Listed, quote
from pollsvc.domain.texts import isolated
from pollsvc.web.languages import worded
from pollsvc.web.rule_lines import WORDS, RuleLine, fitting, lines_of

SHORT = 60
"""So much of a question stands for it."""

_OF_ONE = {"one_of": "equals", "not_one_of": "not_equals"}
"""What is said of one value in place of several."""


def rule_words(rule: Rule, questionnaire: Questionnaire) -> str:
    """Return a rule as a clause, e.g. "“Walk?” is one of: “Often” or “Daily”"."""
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
    (line,) = lines_of(rule) or (RuleLine(question="", relation=""),)
    code, _, row = line.question.partition(".")
    question = questionnaire.question(code)
    if question is None:
        return str(gettext("a question that is not there was answered"))
    line = fitting(line, question)
    is_one = len(line.values) == 1
    name = _OF_ONE.get(line.relation, line.relation) if is_one else line.relation
    comparison = str(WORDS[name].words)
    asked = _asked(question, row)
    if not line.values:
        return str(
            gettext("“%(question)s” %(words)s", question=asked, words=comparison)
        )
    return str(
        gettext(
            "“%(question)s” %(words)s: %(answers)s",
            question=asked,
            words=comparison,
            answers=_answers(question, line.values),
        )
    )


def _asked(question: Question, row: str) -> str:
    label = next((each.label for each in question.rows if each.code == row), None)
    text = shortened(question.text)
    return f"{text} – {isolated(label)}" if label else text


def _answers(question: Question, values: Sequence[str]) -> str:
    """Return what an answer is compared with; quoted, for labels have commas too."""
    said = tuple(_value(question, value) for value in values)
    return worded(bare(Listed(said, "or")))


def _value(question: Question, value: str) -> str:
    option = question.option(value)
    # Numbers and days are told from words by themselves.
    if option is None and question.kind in _MEASURED:
        return value
    return quote(option.label if option else value)


_MEASURED = frozenset({QuestionKind.NUMBER, QuestionKind.DATE})
