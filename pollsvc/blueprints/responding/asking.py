"""Builds the pages that ask: a page of questions, and the answers to check."""

from collections.abc import Mapping

from pollsvc.blueprints.responding.journey import ASKED, AT, Step
from pollsvc.blueprints.responding.pages import (
    CheckedAnswer,
    CheckPage,
    PollPage,
    SurveyPlace,
)
from pollsvc.blueprints.responding.presenting import (
    form_url,
    hidden_fields,
    results_url_before_answering,
    surround,
)
from pollsvc.blueprints.responding.progress import FIELD as SO_FAR
from pollsvc.blueprints.responding.progress import Progress, seal_progress
from pollsvc.blueprints.responding.visits import Visit
from pollsvc.domain import journeys
from pollsvc.domain.journeys import Stop
from pollsvc.domain.piping import NOTHING, piped
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.routing import pages_of
from pollsvc.domain.sentences import counted, in_a_row, sentence
from pollsvc.domain.shown_order import as_shown
from pollsvc.installation import current
from pollsvc.web.answer_words import NO_ANSWER, words_so_far
from pollsvc.web.fields import HiddenField, Problem
from pollsvc.web.languages import worded
from pollsvc.web.poll_languages import language_links
from pollsvc.web.poll_words import form_status, retention_words
from pollsvc.web.questions import question_field


def poll_page(
    step: Step,
    *,
    problems: Mapping[str, str] | None = None,
    notice: str | None = None,
    ballot: str | None = None,
) -> PollPage:
    """Return a page of questions, filled with what was given and what is wrong with it.

    Args:
        step: Where the visit is: on a page of questions.
        problems: A sentence for each question code that has one.
        notice: What else to say above the form.
        ballot: What to put in place of the visit's own token.
    """
    visit, wrong = step.visit, problems or {}
    questionnaire, number = visit.poll.questionnaire, page_number(step)
    words = _words(visit)
    fields = tuple(
        question_field(
            piped(as_shown(question, visit.ballot), words),
            raw=visit.raw,
            error=wrong.get(question.code),
        )
        for question in journeys.asked_on(questionnaire, number, visit.raw)
    )
    sole = fields[0].legend if len(fields) == 1 else None
    return PollPage(
        surround=surround(visit),
        slug=visit.poll.slug,
        heading=pages_of(questionnaire)[number].title or sole or _title(visit),
        survey=survey_place(step) if journeys.is_survey(questionnaire) else None,
        status=form_status(visit.poll, visit.offer.wave),
        action=form_url(visit),
        hidden=hidden_fields(visit, changing=visit.changing, ballot=ballot)
        + _way(step),
        questions=fields,
        retention=retention_words(visit.poll.draft),
        problems=tuple(
            Problem(text=field.error, href=field.anchor)
            for field in fields
            if field.error
        ),
        notice=notice,
        changing=visit.changing,
        results_url=results_url_before_answering(visit),
        languages=() if visit.raw else language_links(),
    )


def check_page(step: Step, *, notice: str | None = None) -> CheckPage:
    """Return all answers of a survey, to be checked before they are sent."""
    visit = step.visit
    questionnaire = visit.poll.questionnaire
    words, said = _words(visit), words_so_far(questionnaire, visit.raw)
    return CheckPage(
        surround=surround(visit),
        slug=visit.poll.slug,
        heading=sentence("Check your answers"),
        title=_title(visit),
        answers=tuple(
            CheckedAnswer(
                question=piped(question, words).text,
                answer=said.get(question.code, NO_ANSWER),
                page=str(number),
            )
            for number, met in enumerate(journeys.met_by_page(questionnaire, visit.raw))
            for question in met
        ),
        action=form_url(visit),
        hidden=hidden_fields(visit, changing=visit.changing) + _way(step),
        notice=notice,
        changing=visit.changing,
    )


def survey_place(step: Step) -> SurveyPlace:
    """Return where in its survey a page of questions is, in words."""
    questionnaire, number = step.visit.poll.questionnaire, page_number(step)
    pages = pages_of(questionnaire)
    is_certain = journeys.length_is_certain(questionnaire)
    is_first = number == journeys.first_page(questionnaire)
    is_last = number == len(pages) - 1 and not journeys.has_check(questionnaire)
    return SurveyPlace(
        title=_title(step.visit),
        caption=_caption(questionnaire, number) if is_certain else "",
        intro=_intro(questionnaire, is_certain=is_certain) if is_first else "",
        is_first=is_first,
        is_last=is_last,
    )


def _intro(questionnaire: Questionnaire, *, is_certain: bool) -> str:
    asked = questionnaire.questions
    count = (
        counted("{number} question.", "{number} questions.", number=len(asked))
        if is_certain
        else counted(
            "Up to {number} question.", "Up to {number} questions.", number=len(asked)
        )
    )
    if any(question.required for question in asked):
        return count
    return in_a_row(count, sentence("You can leave any of them out."))


def _caption(questionnaire: Questionnaire, number: int) -> str:
    place, most = number + 1, len(pages_of(questionnaire))
    if questionnaire.pages:
        return sentence("Page {place} of {most}", place=place, most=most)
    return sentence("Question {place} of {most}", place=place, most=most)


def page_number(step: Step) -> int:
    """Return the number of the page of questions on which a visit is."""
    if isinstance(step.place, Stop):
        return journeys.first_page(step.visit.poll.questionnaire)
    return step.place


def _way(step: Step) -> tuple[HiddenField, ...]:
    """Return what the next step of a survey needs to know."""
    visit = step.visit
    questionnaire = visit.poll.questionnaire
    if not journeys.is_survey(questionnaire):
        return ()
    here: tuple[str, ...] = ()
    place: tuple[HiddenField, ...] = ()
    if not isinstance(step.place, Stop):
        here = journeys.fields_on(questionnaire, step.place)
        asked = journeys.asked_on(questionnaire, step.place, visit.raw)
        place = (
            HiddenField(name=AT, value=str(step.place)),
            *(HiddenField(name=ASKED, value=question.code) for question in asked),
        )
    others = {name: values for name, values in visit.raw.items() if name not in here}
    progress = Progress(raw=others, seen=step.seen, came_by=visit.came_by)
    sealed = seal_progress(progress, visit.poll.id, here=current())
    return (*place, HiddenField(name=SO_FAR, value=sealed))


def _words(visit: Visit) -> dict[str, str]:
    """Return what stands in later texts for each question's answer."""
    questionnaire = visit.poll.questionnaire
    said = words_so_far(questionnaire, visit.raw)
    return {q.code: worded(said.get(q.code, NOTHING)) for q in questionnaire.questions}


def _title(visit: Visit) -> str:
    return visit.poll.title
