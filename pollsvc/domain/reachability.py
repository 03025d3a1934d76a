"""Whether each rule of a questionnaire lets somebody through, and asks of what was met.

Looked at by trying: for every case that the rules can tell apart, what has somebody met
by then? Rules with too many cases are taken to be right where they repeat, word for
word, the rules of the questions that they are about.
"""

from collections.abc import Iterator
from itertools import islice, product
from math import prod
from typing import Any

from pollsvc.domain.possible_answers import possible_answers
from pollsvc.domain.questionnaires import Question, Questionnaire
from pollsvc.domain.routing import holds, is_asked
from pollsvc.domain.routing_rules import RulePlace, asked_if, rule_places
from pollsvc.domain.rules import (
    Condition,
    Rule,
    conditions_in,
    conjuncts,
    guarded_conditions,
)
from pollsvc.domain.sentences import sentence

MOST_CASES = 2_000
_NEVER = sentence("No answers let anybody through here: this would never be shown.")

Met = dict[str, Any]
"""The answers of somebody to the questions that they met, by code."""


def reachability_problems(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Yield a sentence for each rule that nobody passes, or that asks in the dark.

    Args:
        questionnaire: One whose rules are otherwise right.
    """
    for place in rule_places(questionnaire):
        cases = _cases(questionnaire, place)
        problem = _maybe_problem(questionnaire, place, cases)
        if problem is None and cases is not None and not _is_passed(place, cases):
            problem = _NEVER
        if problem is not None:
            yield place.path, problem


def _is_passed(place: RulePlace, cases: list[Met]) -> bool:
    return any(holds(place.page_rule, met) and holds(place.rule, met) for met in cases)


def _maybe_problem(
    questionnaire: Questionnaire, place: RulePlace, cases: list[Met] | None
) -> str | None:
    for condition, known in guarded_conditions(place.rule, conjuncts(place.page_rule)):
        question = place.before[_code(condition)]
        repeated = asked_if(questionnaire, question) <= known
        if not repeated and (cases is None or _is_missed(question, known, cases)):
            return sentence(
                "The question {code!r} may not have been asked; write here also when "
                "it is asked.",
                code=question.code,
            )
    return None


def _is_missed(question: Question, known: frozenset[Rule], cases: list[Met]) -> bool:
    """Return whether somebody for whom all that is known holds was not asked."""
    return any(
        question.code not in met and all(holds(rule, met) for rule in known)
        for met in cases
    )


def _cases(questionnaire: Questionnaire, place: RulePlace) -> list[Met] | None:
    """Return what people can have met before a rule is looked at; None: too much."""
    behind = _conditions_behind(questionnaire, place)
    answers: list[list[Any]] = []
    for question, conditions in behind:
        possible = possible_answers(question, conditions)
        answers.append([*islice(possible, MOST_CASES + 1)])
        if prod(map(len, answers)) > MOST_CASES:
            return None
    questions = [question for question, _ in behind]
    return [_met(questionnaire, questions, each) for each in product(*answers)]


def _met(
    questionnaire: Questionnaire, questions: list[Question], answers: tuple[Any, ...]
) -> Met:
    met: Met = {}
    for question, answer in zip(questions, answers, strict=True):
        if is_asked(questionnaire, question, met):
            met[question.code] = answer
    return met


def _conditions_behind(
    questionnaire: Questionnaire, place: RulePlace
) -> list[tuple[Question, list[Condition]]]:
    """Return the questions that decide about a rule, each with all conditions on it.

    Those are the ones that it names, and those that decide whether these are asked.
    """
    rules: set[Rule] = {place.rule, *conjuncts(place.page_rule)}
    behind: list[tuple[Question, list[Condition]]] = []
    for question in reversed([*place.before.values()]):
        conditions = [condition for rule in rules for condition in conditions_in(rule)]
        about = [each for each in conditions if _code(each) == question.code]
        if about:
            behind.append((question, about))
            rules |= asked_if(questionnaire, question)
    return behind[::-1]


def _code(condition: Condition) -> str:
    return condition.question.partition(".")[0]
