"""Whether rules on earlier answers can be followed: checked when a poll is drafted."""

from collections.abc import Iterator
from dataclasses import dataclass

from pollsvc.domain.kinds.number import read_number
from pollsvc.domain.piping import marks_in
from pollsvc.domain.questionnaires import Question, QuestionKind, Questionnaire
from pollsvc.domain.routing import page_of, pages_of
from pollsvc.domain.rules import (
    COMPARISONS,
    AllOf,
    Condition,
    Relation,
    Rule,
    conditions_in,
    conjuncts,
)

_CHOICES = frozenset(
    {
        QuestionKind.SINGLE,
        QuestionKind.MULTIPLE,
        QuestionKind.SCALE,
        QuestionKind.RANK,
        QuestionKind.MATRIX,
    }
)
_MEASURED = frozenset({QuestionKind.NUMBER, QuestionKind.SCALE, QuestionKind.DATE})
_LATER = "comes later; only earlier answers are known."
_NOWHERE = "is not in this poll."
_MAYBE = "may not have been asked; repeat here the rule by which it is asked."


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where a rule stands, and what has been asked before.

    Attributes:
        path: Where it stands, e.g. "questions[2].show_if".
        before: The questions that were met or passed by then, by code.
    """

    path: str
    rule: Rule
    before: dict[str, Question]


def routing_problems(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Yield a sentence for each rule that cannot be followed, by its path."""
    for place in _places(questionnaire):
        for condition in conditions_in(place.rule):
            sentence = _problem(questionnaire, place, condition)
            if sentence is not None:
                yield place.path, sentence
                break


def piping_problems(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Yield a sentence for each text that repeats an answer nobody knows by then."""
    before: dict[str, Question] = {}
    on_page: dict[str, Question] = {}
    firsts = {page.questions[0] for page in pages_of(questionnaire) if page.questions}
    for number, question in enumerate(questionnaire.questions):
        if question.code in firsts:
            before |= on_page
            on_page = {}
        for part, code in marks_in(question):
            path = f"questions[{number}]{part}"
            rule = question.show_if or AllOf(())
            place = _Place(path=path, rule=rule, before=before)
            mark = Condition(question=code, relation=Relation.ANSWERED)
            if sentence := _problem(questionnaire, place, mark):
                yield path, f"{{{code}}} stands for an answer. {sentence}"
        on_page[question.code] = question


def asked_if(questionnaire: Questionnaire, question: Question) -> frozenset[Rule]:
    """Return all that must hold for a question to be asked."""
    placed = any(question.code in page.questions for page in questionnaire.pages)
    on_page = page_of(questionnaire, question).show_if if placed else None
    return conjuncts(on_page) | conjuncts(question.show_if)


def _places(questionnaire: Questionnaire) -> Iterator[_Place]:
    before: dict[str, Question] = {}
    firsts = {
        page.questions[0]: (number, page)
        for number, page in enumerate(questionnaire.pages)
        if page.questions
    }
    for number, question in enumerate(questionnaire.questions):
        if question.code in firsts:
            page_number, page = firsts[question.code]
            if page.show_if is not None:
                path = f"pages[{page_number}].show_if"
                yield _Place(path=path, rule=page.show_if, before=dict(before))
        if question.show_if is not None:
            path = f"questions[{number}].show_if"
            yield _Place(path=path, rule=question.show_if, before=dict(before))
        before.setdefault(question.code, question)


def _problem(
    questionnaire: Questionnaire, place: _Place, condition: Condition
) -> str | None:
    code, _, row = condition.question.partition(".")
    question = place.before.get(code)
    if question is None:
        later = questionnaire.question(code) is not None
        return f"The question {code!r} " + (_LATER if later else _NOWHERE)
    if row and row not in {each.code for each in question.rows}:
        return f"The question {code!r} has no row {row!r}."
    known = conjuncts(place.rule) | _given(questionnaire, place)
    if not asked_if(questionnaire, question) <= known:
        return f"The question {code!r} {_MAYBE}"
    return _value_problem(question, condition)


def _given(questionnaire: Questionnaire, place: _Place) -> frozenset[Rule]:
    """Return what holds on the page on which a question's rule is looked at."""
    if not place.path.startswith("questions") or not questionnaire.pages:
        return frozenset()
    number = int(place.path.removeprefix("questions[").partition("]")[0])
    question = questionnaire.questions[number]
    if not any(question.code in page.questions for page in questionnaire.pages):
        return frozenset()
    return conjuncts(page_of(questionnaire, question).show_if)


def _value_problem(question: Question, condition: Condition) -> str | None:
    relation, values = condition.relation, condition.values
    if not values and relation is not Relation.ANSWERED:
        return "This rule names no value to compare with."
    if relation in COMPARISONS:
        return _comparison_problem(question, values[0])
    strange = [value for value in values if question.option(value) is None]
    if question.kind in _CHOICES and strange:
        return f"The question {question.code!r} has no answer {strange[0]!r}."
    return None


def _comparison_problem(question: Question, value: str) -> str | None:
    if question.kind not in _MEASURED:
        return f"The answers to {question.code!r} are no numbers to be compared."
    if question.kind is not QuestionKind.DATE and read_number(value) is None:
        return f"{value!r} is no number."
    return None
