"""Which questions a respondent meets: rules over what was answered before."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from operator import eq, ge, gt, le, lt
from typing import Any

from pollsvc.domain.kinds.date import Dated
from pollsvc.domain.kinds.kind import Chosen
from pollsvc.domain.kinds.matrix import Rated
from pollsvc.domain.kinds.multiple import Selected
from pollsvc.domain.kinds.number import Counted
from pollsvc.domain.kinds.rank import Ranked
from pollsvc.domain.kinds.text import Written
from pollsvc.domain.kinds.written_numbers import read_number
from pollsvc.domain.questionnaires import Page, Question, Questionnaire
from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Relation, Rule

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

Answered = Mapping[str, Any]
"""Answers so far, by question code."""


def pages_of(questionnaire: Questionnaire) -> tuple[Page, ...]:
    """Return the pages, each question alone where its author did not group them."""
    if questionnaire.pages:
        return questionnaire.pages
    return tuple(Page(questions=(q.code,)) for q in questionnaire.questions)


def page_of(questionnaire: Questionnaire, question: Question) -> Page:
    """Return the page on which a question stands."""
    pages = pages_of(questionnaire)
    return next(page for page in pages if question.code in page.questions)


def is_asked(
    questionnaire: Questionnaire, question: Question, answers: Answered
) -> bool:
    """Return whether a question is met by whoever has given some earlier answers."""
    if questionnaire.pages:
        page = page_of(questionnaire, question)
        if not holds(page.show_if, answers):
            return False
    return holds(question.show_if, answers)


def path(questionnaire: Questionnaire, answers: Answered) -> tuple[Question, ...]:
    """Return the questions that a respondent with these answers meets, in order.

    Answers to questions that are not met say nothing.
    """
    met: dict[str, Any] = {}
    questions: list[Question] = []
    for question in questionnaire.questions:
        if is_asked(questionnaire, question, met):
            questions.append(question)
            if question.code in answers:
                met[question.code] = answers[question.code]
    return tuple(questions)


def holds(rule: Rule | None, answers: Answered) -> bool:
    """Return whether a rule holds for some answers; None always holds.

    A condition on a question that was not asked or not answered does not hold, so that
    its opposite does. Don't know and prefer not to say are answers here.
    """
    match rule:
        case AllOf(rules):
            return all(holds(each, answers) for each in rules)
        case AnyOf(rules):
            return any(holds(each, answers) for each in rules)
        case Not(inner):
            return not holds(inner, answers)
        case _:
            return rule is None or _is_met(rule, answers)


def _is_met(condition: Condition, answers: Answered) -> bool:
    code, _, row = condition.question.partition(".")
    answer = answers.get(code)
    said = _row_of(answer, row) if row else [*_said(answer)]
    relation, values = condition.relation, condition.values
    if relation is Relation.ANSWERED:
        return bool(said)
    if relation is Relation.EQUALS and len(said) != 1:
        return False
    test = _TESTS.get(relation) or _sameness(answer, relation)
    return any(test(each, value) for each in said for value in values)


def _said(answer: object) -> Iterator[str]:
    """Yield what an answer says, in the words that conditions use."""
    match answer:
        case Chosen(code):
            yield code
        case Selected(codes) | Ranked(codes):
            yield from codes
        case Counted(value):
            yield f"{value:f}"
        case Written(text):
            yield text
        case Dated(day):
            yield day.isoformat()
        case Rated(rows):
            yield from (code for code in rows.values() if code is not None)
        case _:
            pass


def _row_of(answer: object, row: str) -> list[str]:
    code = answer.rows.get(row) if isinstance(answer, Rated) else None
    return [] if code is None else [code]


def _sameness(answer: object, relation: Relation) -> Callable[[str, str], bool]:
    match answer:
        case Counted():
            return lambda said, value: Decimal(said) == read_number(value)
        case Written() if relation is Relation.CONTAINS:
            return lambda said, value: value.casefold() in said.casefold()
        case Written():
            return lambda said, value: said.casefold() == value.casefold()
        case _:
            return eq


def _comparing(
    how: Callable[[Any, Any], bool],
) -> Callable[[str, str], bool]:
    def compare(said: str, value: str) -> bool:
        one, other = _measure(said), _measure(value)
        comparable = one is not None and type(one) is type(other)
        return comparable and how(one, other)

    return compare


_TESTS = {
    Relation.LESS_THAN: _comparing(lt),
    Relation.AT_MOST: _comparing(le),
    Relation.AT_LEAST: _comparing(ge),
    Relation.MORE_THAN: _comparing(gt),
}


def _measure(text: str) -> Decimal | str | None:
    """Return a number, or a date as ISO 8601 has it, whose texts sort as the days."""
    number = read_number(text)
    return number if number is not None else text if _DATE.fullmatch(text) else None
