"""One step of a survey: what a form of it asks for, and what is shown next."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from flask import Request

from pollsvc.blueprints.responding.progress import (
    FIELD,
    Progress,
    has_room,
    open_progress,
)
from pollsvc.blueprints.responding.visits import Visit
from pollsvc.domain import journeys
from pollsvc.domain.answers import field_names
from pollsvc.domain.errors import AnswersRefused
from pollsvc.domain.journeys import Place, Stop
from pollsvc.domain.keepable import keepable
from pollsvc.domain.routing import pages_of
from pollsvc.domain.sentences import sentence
from pollsvc.installation import Installation

AT, ASKED, GO = "_at", "_asked", "_go"
"""The form fields that say which page was sent, with what, and where to go from it."""

BACK, SUBMIT, LATER = "back", "submit", "later"

SHORTENED_FROM = 200
TOO_MUCH = sentence(
    "All that you wrote in this survey is together longer than we can take. Shorten "
    "this answer, or an earlier one."
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """Where somebody is in a survey.

    Attributes:
        visit: The visit, with all that was given so far.
        place: The page to show, or a stop.
        seen: The pages that were left by going on.
        refusal: What is wrong with the page just sent, which is shown again.
        later: Whether all that was given is to be kept, and finished later.
    """

    visit: Visit
    place: Place
    seen: frozenset[int] = frozenset()
    refusal: AnswersRefused | None = None
    later: bool = False


def first_step(visit: Visit) -> Step:
    """Return where somebody new, or with an answer to change, begins."""
    questionnaire = visit.poll.questionnaire
    if visit.changing and journeys.has_check(questionnaire):
        every = frozenset(range(len(pages_of(questionnaire))))
        return Step(visit=visit, place=Stop.CHECK, seen=every)
    return Step(visit=visit, place=journeys.first_page(questionnaire))


def sent_step(visit: Visit, problems: Collection[str]) -> Step:
    """Return where somebody is shown that what they sent was not taken.

    Args:
        visit: What they sent: the whole of it.
        problems: The codes of the questions that are to be mended; may be empty.
    """
    questionnaire = visit.poll.questionnaire
    every = frozenset(range(len(pages_of(questionnaire))))
    if problems:
        place: Place = journeys.page_with(questionnaire, problems)
    elif journeys.is_survey(questionnaire) and journeys.has_check(questionnaire):
        place = Stop.CHECK
    else:
        place = journeys.first_page(questionnaire)
    return Step(visit=visit, place=place, seen=every)


def next_step(
    request: Request, visit: Visit, *, here: Installation
) -> tuple[Visit, Step | None]:
    """Return a visit with all that was given so far, and where its form leads.

    Nowhere: the form holds a whole survey, to be taken.

    Args:
        request: What was sent.
        visit: The same as a visit, with the fields of the page it was sent from.
        here: The installation.
    """
    at = _number(request.form.get(AT, ""), visit)
    progress = open_progress(request.form.get(FIELD, ""), visit.poll.id, here=here)
    given = {**progress.raw, **_of_page(visit, at)}
    visit = replace(visit, raw=given, came_by=progress.came_by)
    go = request.form.get(GO, "")
    # What changes an answer follows from its receipt: there is no second way to it.
    if go == LATER and not visit.changing:
        return visit, _for_later(visit, at, progress)
    if at is None:
        whole = go in {"", SUBMIT}
        return visit, None if whole else _from_check(visit, progress, go)
    asked = frozenset(request.form.getlist(ASKED))
    return visit, _from_page(visit, at, asked, progress, back=go == BACK)


def _for_later(visit: Visit, at: int | None, progress: Progress) -> Step:
    questionnaire = visit.poll.questionnaire
    try:
        kept = replace(visit, raw=keepable(questionnaire, visit.raw))
    except AnswersRefused as refusal:
        place: Place = journeys.page_with(questionnaire, refusal.problems)
        return Step(visit=visit, place=place, seen=progress.seen, refusal=refusal)
    place = Stop.CHECK if at is None else at
    return Step(visit=kept, place=place, seen=progress.seen, later=True)


def _from_page(
    visit: Visit, at: int, asked: frozenset[str], progress: Progress, *, back: bool
) -> Step | None:
    if back:  # always: an earlier text may be the one to shorten
        place = journeys.back(visit.poll.questionnaire, at, visit.raw)
        return Step(visit=visit, place=place, seen=progress.seen)
    if refusal := _too_much(visit, at, progress):
        return Step(visit=visit, place=at, seen=progress.seen, refusal=refusal)
    return _onward(visit, at, asked, progress)


def _onward(
    visit: Visit, at: int, asked: frozenset[str], progress: Progress
) -> Step | None:
    questionnaire = visit.poll.questionnaire
    try:
        journeys.require_answers(questionnaire, at, visit.raw)
    except AnswersRefused as refusal:
        return Step(visit=visit, place=at, seen=progress.seen, refusal=refusal)
    if not {q.code for q in journeys.asked_on(questionnaire, at, visit.raw)} <= asked:
        # What was answered asks for more on the same page.
        return Step(visit=visit, place=at, seen=progress.seen)
    seen = progress.seen | {at}
    place = journeys.onward(questionnaire, at, visit.raw, seen)
    return None if place is Stop.END else Step(visit=visit, place=place, seen=seen)


def _too_much(visit: Visit, at: int, progress: Progress) -> AnswersRefused | None:
    """Return why a page cannot be left: with it all texts are too long to be carried.

    Only where the page itself has one that can be shortened.
    """
    if has_room(Progress(raw=visit.raw, seen=progress.seen | {at})):
        return None
    written = {
        question.code: max(
            (len(text) for name in field_names(question) for text in visit.raw[name]),
            default=0,
        )
        for question in journeys.asked_on(visit.poll.questionnaire, at, visit.raw)
    }
    longest = max(written, key=written.__getitem__, default="")
    if written.get(longest, 0) < SHORTENED_FROM:
        return None
    return AnswersRefused({longest: TOO_MUCH})


def _from_check(visit: Visit, progress: Progress, go: str) -> Step:
    questionnaire = visit.poll.questionnaire
    number = _number(go, visit)
    place = journeys.back(questionnaire, Stop.CHECK, visit.raw)
    return Step(
        visit=visit, place=place if number is None else number, seen=progress.seen
    )


def _of_page(visit: Visit, at: int | None) -> dict[str, list[str]]:
    # Of the page that was sent, an empty field means that it was emptied; of the
    # others there are no fields in the form.
    if at is None:
        return {name: [*values] for name, values in visit.raw.items() if values}
    names = journeys.fields_on(visit.poll.questionnaire, at)
    return {name: [*visit.raw.get(name, ())] for name in names}


def _number(text: str, visit: Visit) -> int | None:
    pages = range(len(pages_of(visit.poll.questionnaire)))
    number = int(text) if text.isascii() and text.isdigit() else -1
    return number if number in pages else None
