"""An answer in words, as people read it again: on receipts, and before it is sent."""

from collections.abc import Iterator

from pollsvc.domain.answers import (
    Answer,
    Answers,
    Chosen,
    Counted,
    Dated,
    Ranked,
    Rated,
    Raw,
    Selected,
    StoredAnswers,
    Written,
    field_names,
    from_stored,
    parse_answer,
)
from pollsvc.domain.kinds.kind import NOT_ASKED, Unacceptable
from pollsvc.domain.kinds.number import limits_of
from pollsvc.domain.questionnaires import Question, Questionnaire
from pollsvc.domain.sentences import in_a_row, sentence
from pollsvc.web.times import day_words

NO_ANSWER = sentence("No answer")

Pairs = tuple[tuple[str, str], ...]
"""For each question its text and the words of the answer."""


def stored_in_words(questionnaire: Questionnaire, stored: StoredAnswers) -> Pairs:
    """Return what was stored, in words; questions that were not asked are left out."""
    return answers_in_words(questionnaire, from_stored(questionnaire, stored))


def answers_in_words(questionnaire: Questionnaire, answers: Answers) -> Pairs:
    """Return answers in words; questions that were not asked are left out."""
    return tuple(
        (question.text, words_of(question, answers[question.code]))
        for question in questionnaire.questions
        if answers.get(question.code, NOT_ASKED) is not NOT_ASKED
    )


def sent_in_words(questionnaire: Questionnaire, raw: Raw) -> Pairs:
    """Return what a form sent, in words, be it acceptable or not."""
    return tuple(
        (question.text, _sent(question, raw)) for question in questionnaire.questions
    )


def words_so_far(questionnaire: Questionnaire, raw: Raw) -> dict[str, str]:
    """Return the answers that a form holds so far, in words, by question code."""
    return {
        question.code: said
        for question in questionnaire.questions
        if (said := _sent(question, raw)) != NO_ANSWER
    }


def words_of(question: Question, answer: Answer) -> str:
    """Return one answer in words."""
    said = [*_words(question, answer)]
    return in_a_row(*said, between="; ") if said else NO_ANSWER


def _words(question: Question, answer: Answer) -> Iterator[str]:
    match answer:
        case Chosen(code, text):
            yield _with_words(_label(question, code), text)
        case Selected(codes, text):
            other = question.other.code if question.other else None
            for code in codes:
                yield _with_words(
                    _label(question, code), text if code == other else None
                )
        case Counted(value):
            unit = limits_of(question).unit
            number = sentence("{value:f}", value=value)
            yield in_a_row(number, unit or "")
        case Written(text):
            yield text
        case Dated(day):
            yield day_words(day)
        case _:
            yield from _words_of_parts(question, answer)


def _words_of_parts(question: Question, answer: Answer) -> Iterator[str]:
    match answer:
        case Ranked(order):
            for place, code in enumerate(order, start=1):
                yield f"{place}. {_label(question, code)}"
        case Rated(rows):
            for row in question.rows:
                if row.code not in rows:  # its version did not ask it
                    continue
                rating = rows[row.code]
                said = NO_ANSWER if rating is None else _label(question, rating)
                yield in_a_row(row.label, said, between=": ")
        case _:
            return


def _label(question: Question, code: str) -> str:
    option = question.option(code)
    return option.label if option else code


def _with_words(label: str, text: str | None) -> str:
    return label if text is None else f"{label}: {text}"


def _sent(question: Question, raw: Raw) -> str:
    try:
        return words_of(question, parse_answer(question, raw))
    except Unacceptable:
        sent = (value for name in field_names(question) for value in raw.get(name, ()))
        return ", ".join(value for value in sent if value.strip()) or NO_ANSWER
