"""Answers to a whole questionnaire: read from a form, stored, and read again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pollsvc.domain.errors import AnswersRefused
from pollsvc.domain.kinds import KINDS
from pollsvc.domain.kinds.date import Dated
from pollsvc.domain.kinds.giving import form_of
from pollsvc.domain.kinds.kind import (
    NOT_ANSWERED,
    NOT_ASKED,
    Chosen,
    Given,
    NoAnswer,
    Stored,
    Unacceptable,
    part_name,
)
from pollsvc.domain.kinds.matrix import Rated
from pollsvc.domain.kinds.multiple import Selected
from pollsvc.domain.kinds.number import Counted
from pollsvc.domain.kinds.rank import Ranked
from pollsvc.domain.kinds.single import NOTHING_CHOSEN
from pollsvc.domain.kinds.text import Written
from pollsvc.domain.questionnaires import Question, Questionnaire
from pollsvc.domain.routing import is_asked

__all__ = [
    "NOTHING_CHOSEN",
    "NOT_ANSWERED",
    "NOT_ASKED",
    "Answer",
    "Answers",
    "Chosen",
    "Counted",
    "Dated",
    "NoAnswer",
    "Ranked",
    "Rated",
    "Raw",
    "Selected",
    "StoredAnswers",
    "Written",
    "field_names",
    "form_of_stored",
    "from_stored",
    "parse_answer",
    "parse_answers",
    "to_stored",
]

Answer = Chosen | Selected | Counted | Ranked | Rated | Written | Dated | NoAnswer
Answers = Mapping[str, Answer]
"""Answers by question code."""

StoredAnswers = Mapping[str, Stored]
"""What is stored by question code; None: asked and not answered.

A question that was not asked has no entry."""

Raw = Mapping[str, Sequence[str]]
"""What a form sent: for each field its values."""


def field_names(question: Question) -> tuple[str, ...]:
    """Return the names of the form fields that a question has."""
    parts = KINDS[question.kind].parts(question)
    return tuple(part_name(question.code, part) for part in parts)


def parse_answers(questionnaire: Questionnaire, raw: Raw) -> Answers:
    """Return the answers that raw form values give to a questionnaire.

    Questions that their rules leave out are not asked, whatever was sent for them.

    Args:
        questionnaire: What was asked.
        raw: For each form field the values sent; unknown fields are ignored.

    Raises:
        AnswersRefused: With a sentence for each question whose answer is not one.
    """
    answers: dict[str, Answer] = {}
    problems: dict[str, str] = {}
    for question in questionnaire.questions:
        if not is_asked(questionnaire, question, answers):
            answers[question.code] = NOT_ASKED
            continue
        try:
            answers[question.code] = parse_answer(question, raw)
        except Unacceptable as problem:
            problems[question.code] = problem.text
            answers[question.code] = NOT_ANSWERED
    # An empty form is a slip of the finger, not a response worth counting.
    if not problems and all(isinstance(a, NoAnswer) for a in answers.values()):
        first = questionnaire.questions[0]
        problems[first.code] = _what_is_missing(first, raw)
    if problems:
        raise AnswersRefused(problems)
    return answers


def parse_answer(question: Question, raw: Raw) -> Answer:
    """Return the answer that a form gives to one question.

    Raises:
        Unacceptable: With a sentence that says how to mend it.
    """
    answer: Answer = KINDS[question.kind].parse(question, Given(question.code, raw))
    return answer


def _what_is_missing(question: Question, raw: Raw) -> str:
    try:
        parse_answer(replace(question, required=True), raw)
    except Unacceptable as problem:
        return problem.text
    return NOTHING_CHOSEN


def to_stored(questionnaire: Questionnaire, answers: Answers) -> dict[str, Stored]:
    """Return answers as they are stored, in the questionnaire's order."""
    return {
        question.code: None
        if isinstance(answer := answers[question.code], NoAnswer)
        else KINDS[question.kind].stored(answer)
        for question in questionnaire.questions
        if answers.get(question.code, NOT_ASKED) is not NOT_ASKED
    }


def from_stored(questionnaire: Questionnaire, stored: StoredAnswers) -> Answers:
    """Return stored answers as answers to a questionnaire."""
    return {
        question.code: _from_stored(question, stored)
        for question in questionnaire.questions
    }


def form_of_stored(
    questionnaire: Questionnaire, stored: StoredAnswers
) -> dict[str, tuple[str, ...]]:
    """Return the form values that give what was stored."""
    answers = from_stored(questionnaire, stored)
    return {
        name: values
        for question in questionnaire.questions
        for name, values in form_of(question, answers[question.code]).items()
    }


def _from_stored(question: Question, stored: StoredAnswers) -> Answer:
    if question.code not in stored:
        return NOT_ASKED
    value = stored[question.code]
    if value is None:
        return NOT_ANSWERED
    answer: Answer = KINDS[question.kind].restored(question, value)
    return answer
