"""Whether rules on earlier answers can be followed: checked when a poll is drafted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pollsvc.domain.questionnaires import Question, Questionnaire
from pollsvc.domain.routing import page_of
from pollsvc.domain.rule_values import value_problem
from pollsvc.domain.rules import (
    MAX_CONDITIONS,
    MAX_DEPTH,
    AllOf,
    AnyOf,
    Condition,
    Not,
    Rule,
    conditions_in,
    conjuncts,
)
from pollsvc.domain.sentences import sentence


@dataclass(frozen=True, kw_only=True)
class RulePlace:
    """Where a rule stands, and what is known there.

    Attributes:
        path: Where it stands, e.g. "questions[2].show_if".
        before: The questions that were met or passed by then, by code.
        page_rule: What holds already because its question's page is shown.
    """

    path: str
    rule: Rule
    before: Mapping[str, Question]
    page_rule: Rule | None = None


def routing_problems(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Yield a sentence for each rule that cannot be followed, by its path."""
    for place in rule_places(questionnaire):
        problem = shape_problem(place.rule)
        if problem is None:
            found = (
                _problem(questionnaire, place, c) for c in conditions_in(place.rule)
            )
            problem = next(filter(None, found), None)
        if problem is not None:
            yield place.path, problem


def rule_places(questionnaire: Questionnaire) -> Iterator[RulePlace]:
    """Yield every rule of a questionnaire in the order in which they are looked at."""
    before: dict[str, Question] = {}
    firsts = {
        page.questions[0]: (f"pages[{number}].show_if", page.show_if)
        for number, page in enumerate(questionnaire.pages)
        if page.questions
    }
    for number, question in enumerate(questionnaire.questions):
        path, rule = firsts.get(question.code, ("", None))
        if rule is not None:
            yield RulePlace(path=path, rule=rule, before=dict(before))
        if question.show_if is not None:
            yield RulePlace(
                path=f"questions[{number}].show_if",
                rule=question.show_if,
                before=dict(before),
                page_rule=_page_rule(questionnaire, question),
            )
        before.setdefault(question.code, question)


def asked_if(questionnaire: Questionnaire, question: Question) -> frozenset[Rule]:
    """Return all that must hold for a question to be asked."""
    on_page = _page_rule(questionnaire, question)
    return conjuncts(on_page) | conjuncts(question.show_if)


def _page_rule(questionnaire: Questionnaire, question: Question) -> Rule | None:
    placed = any(question.code in page.questions for page in questionnaire.pages)
    return page_of(questionnaire, question).show_if if placed else None


def shape_problem(rule: Rule) -> str | None:
    """Return why a rule is too large or too deep, or holds nothing, or None."""
    if _is_deeper(rule, MAX_DEPTH):
        return sentence(
            "Rules stand more than {most} deep within each other here.", most=MAX_DEPTH
        )
    if _has_empty_list(rule):
        return sentence("A list of rules is empty here: write what is to hold.")
    if sum(1 for _ in conditions_in(rule)) > MAX_CONDITIONS:
        return sentence(
            "Write at most {most} conditions in one rule.", most=MAX_CONDITIONS
        )
    return None


def _is_deeper(rule: Rule, levels: int) -> bool:
    if not levels:
        return True
    match rule:
        case AllOf(rules) | AnyOf(rules):
            return any(_is_deeper(each, levels - 1) for each in rules)
        case Not(inner):
            return _is_deeper(inner, levels - 1)
        case Condition():
            return False


def _has_empty_list(rule: Rule) -> bool:
    match rule:
        case AllOf(rules) | AnyOf(rules):
            return not rules or any(map(_has_empty_list, rules))
        case Not(inner):
            return _has_empty_list(inner)
        case Condition():
            return False


def _problem(
    questionnaire: Questionnaire, place: RulePlace, condition: Condition
) -> str | None:
    code, dot, row = condition.question.partition(".")
    question = place.before.get(code)
    if question is None:
        if questionnaire.question(code) is None:
            return sentence("The question {code!r} is not in this poll.", code=code)
        return sentence(
            "The question {code!r} comes later; only earlier answers are known.",
            code=code,
        )
    if dot and row not in {each.code for each in question.rows}:
        return sentence("The question {code!r} has no row {row!r}.", code=code, row=row)
    return value_problem(question, condition)
