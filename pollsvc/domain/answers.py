"""Answers: one type per kind of question, and how raw form values become them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from pollsvc.domain.errors import AnswersRefused
from pollsvc.domain.questionnaires import Question, QuestionKind, Questionnaire


class NoAnswer(Enum):
    """The two ways of a question having no answer at all."""

    NOT_ASKED = "not_asked"
    NOT_ANSWERED = "not_answered"


NOT_ASKED = NoAnswer.NOT_ASKED
NOT_ANSWERED = NoAnswer.NOT_ANSWERED


@dataclass(frozen=True)
class Chosen:
    """The option chosen in a single-choice question, by its code."""

    code: str


Answer = Chosen | NoAnswer
Answers = Mapping[str, Answer]
"""Answers by question code."""

StoredAnswers = Mapping[str, str | None]
"""What is stored: the option's code, or None for asked and not answered.

A question that was not asked has no entry."""


class _Unacceptable(ValueError):
    """One answer breaks its question's rule; the text says how to mend it."""


def parse_answers(
    questionnaire: Questionnaire, raw: Mapping[str, Sequence[str]]
) -> Answers:
    """Return the answers that raw form values give to a questionnaire.

    Args:
        questionnaire: What was asked.
        raw: For each question code the values sent; others are ignored.

    Raises:
        AnswersRefused: With a sentence for each question whose answer is not one.
    """
    answers: dict[str, Answer] = {}
    problems: dict[str, str] = {}
    for question in questionnaire.questions:
        try:
            answers[question.code] = parse_answer(question, raw.get(question.code, ()))
        except _Unacceptable as problem:
            problems[question.code] = str(problem)
    # An empty form is a slip of the finger, not a response worth counting.
    if not problems and all(a is NOT_ANSWERED for a in answers.values()):
        problems[questionnaire.questions[0].code] = NOTHING_CHOSEN
    if problems:
        raise AnswersRefused(problems)
    return answers


def parse_answer(question: Question, values: Sequence[str]) -> Answer:
    """Return the answer that the values sent give to one question."""
    return _PARSERS[question.kind](question, values)


NOTHING_CHOSEN = "Select an answer"


def _parse_single(question: Question, values: Sequence[str]) -> Answer:
    given = [value for value in values if value]
    if not given:
        if question.required:
            raise _Unacceptable(NOTHING_CHOSEN)
        return NOT_ANSWERED
    if len(given) > 1:
        msg = "Select one answer only"
        raise _Unacceptable(msg)
    if question.option(given[0]) is None:
        msg = "Select one of the answers shown"
        raise _Unacceptable(msg)
    return Chosen(given[0])


_PARSERS: dict[QuestionKind, Callable[[Question, Sequence[str]], Answer]] = {
    QuestionKind.SINGLE: _parse_single,
}


def to_stored(answers: Answers) -> dict[str, str | None]:
    """Return answers as they are stored, in the questionnaire's order."""
    return {
        code: answer.code if isinstance(answer, Chosen) else None
        for code, answer in answers.items()
        if answer is not NOT_ASKED
    }


def from_stored(questionnaire: Questionnaire, stored: StoredAnswers) -> Answers:
    """Return stored answers as answers to a questionnaire."""
    return {
        question.code: _from_stored(stored, question.code)
        for question in questionnaire.questions
    }


def _from_stored(stored: StoredAnswers, code: str) -> Answer:
    if code not in stored:
        return NOT_ASKED
    value = stored[code]
    return NOT_ANSWERED if value is None else Chosen(value)
