"""The way through the pages of a survey: which comes next, and which is not met."""

from collections.abc import Collection
from enum import Enum

from pollsvc.domain.answers import (
    NOT_ANSWERED,
    Answer,
    Raw,
    field_names,
    parse_answer,
)
from pollsvc.domain.errors import AnswersRefused
from pollsvc.domain.kinds.kind import Unacceptable
from pollsvc.domain.questionnaires import Question, Questionnaire
from pollsvc.domain.routing import is_asked, pages_of

CHECKED_FROM = 3
"""From so many questions on, the answers are shown once more before they are sent."""


class Stop(Enum):
    """Where a journey is when it is on none of its pages."""

    CHECK = "check"
    END = "end"


Place = int | Stop
"""The number of a page, from 0; or one of the stops."""


def is_survey(questionnaire: Questionnaire) -> bool:
    """Return whether the questions stand on several pages."""
    return len(pages_of(questionnaire)) > 1


def has_check(questionnaire: Questionnaire) -> bool:
    """Return whether the answers are shown once more before they are sent."""
    return len(questionnaire.questions) >= CHECKED_FROM


def length_is_certain(questionnaire: Questionnaire) -> bool:
    """Return whether everybody meets every page."""
    pages = pages_of(questionnaire)
    rules = (*(p.show_if for p in pages), *(q.show_if for q in questionnaire.questions))
    return not any(rules)


def asked_on(
    questionnaire: Questionnaire, number: int, raw: Raw
) -> tuple[Question, ...]:
    """Return the questions of a page that somebody meets who has given so much."""
    return met_by_page(questionnaire, raw)[number]


def met_by_page(
    questionnaire: Questionnaire, raw: Raw
) -> tuple[tuple[Question, ...], ...]:
    """Return for each page the questions that somebody meets who has given so much."""
    met = _met(questionnaire, raw)
    return tuple(
        tuple(question for question in met if question.code in page.questions)
        for page in pages_of(questionnaire)
    )


def require_answers(questionnaire: Questionnaire, number: int, raw: Raw) -> None:
    """Refuse what does not answer the questions of a page.

    Raises:
        AnswersRefused: With a sentence for each question whose answer is not one.
    """
    problems: dict[str, str] = {}
    for question in asked_on(questionnaire, number, raw):
        try:
            parse_answer(question, raw)
        except Unacceptable as problem:
            problems[question.code] = problem.text
    if problems:
        raise AnswersRefused(problems)


def first_page(questionnaire: Questionnaire) -> int:
    """Return the page that everybody meets first."""
    found = _next_page(questionnaire, -1, {}, ())
    return 0 if found is None else found


def onward(
    questionnaire: Questionnaire, number: int, raw: Raw, seen: Collection[int]
) -> Place:
    """Return what comes after a page: the next one not seen yet, or a stop.

    Who has come back to mend one page is not led through the others again.
    """
    found = _next_page(questionnaire, number, raw, seen)
    if found is not None:
        return found
    return Stop.CHECK if has_check(questionnaire) else Stop.END


def back(questionnaire: Questionnaire, place: Place, raw: Raw) -> int:
    """Return the page before a place; from the first one, that page itself."""
    number = len(pages_of(questionnaire)) if isinstance(place, Stop) else place
    met = met_by_page(questionnaire, raw)
    before = (earlier for earlier in range(number - 1, -1, -1) if met[earlier])
    return next(before, first_page(questionnaire))


def page_with(questionnaire: Questionnaire, codes: Collection[str]) -> int:
    """Return the first page on which one of some questions stands."""
    pages = pages_of(questionnaire)
    return next(n for n, page in enumerate(pages) if {*page.questions} & {*codes})


def fields_on(questionnaire: Questionnaire, number: int) -> tuple[str, ...]:
    """Return the names of the form fields of a page."""
    page = pages_of(questionnaire)[number]
    return tuple(
        name
        for question in questionnaire.questions
        if question.code in page.questions
        for name in field_names(question)
    )


def _next_page(
    questionnaire: Questionnaire, number: int, raw: Raw, seen: Collection[int]
) -> int | None:
    met = met_by_page(questionnaire, raw)
    after = range(number + 1, len(met))
    return next((n for n in after if n not in seen and met[n]), None)


def _met(questionnaire: Questionnaire, raw: Raw) -> tuple[Question, ...]:
    answers: dict[str, Answer] = {}
    met: list[Question] = []
    for question in questionnaire.questions:
        if is_asked(questionnaire, question, answers):
            met.append(question)
            answers[question.code] = _so_far(question, raw)
    return tuple(met)


def _so_far(question: Question, raw: Raw) -> Answer:
    try:
        return parse_answer(question, raw)
    except Unacceptable:
        return NOT_ANSWERED
