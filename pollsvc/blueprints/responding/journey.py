"""One step of a survey: what a form of it asks for, and what is shown next."""

from dataclasses import dataclass, replace

from flask import Request

from pollsvc.blueprints.responding.progress import FIELD, Progress, open_progress
from pollsvc.blueprints.responding.visits import Visit
from pollsvc.domain import journeys
from pollsvc.domain.errors import AnswersRefused
from pollsvc.domain.journeys import Place, Stop
from pollsvc.installation import Installation

AT, GO = "_at", "_go"
"""The form fields that say which page was sent, and where to go from it."""

BACK, SUBMIT = "back", "submit"


@dataclass(frozen=True, kw_only=True)
class Step:
    """Where somebody is in a survey.

    Attributes:
        visit: The visit, with all that was given so far.
        place: The page to show, or a stop.
        seen: The pages that were left by going on.
        refusal: What is wrong with the page just sent, which is shown again.
    """

    visit: Visit
    place: Place
    seen: frozenset[int] = frozenset()
    refusal: AnswersRefused | None = None


def first_step(visit: Visit) -> Step:
    """Return where somebody new, or with an answer to change, begins."""
    questionnaire = visit.poll.questionnaire
    if visit.raw and journeys.has_check(questionnaire):
        every = frozenset(range(len(journeys.pages_of(questionnaire))))
        return Step(visit=visit, place=Stop.CHECK, seen=every)
    return Step(visit=visit, place=journeys.first_page(questionnaire))


def step_of(request: Request, visit: Visit, *, here: Installation) -> Step | None:
    """Return where a form leads; None: it holds a whole survey, to be taken.

    Args:
        request: What was sent.
        visit: The same as a visit, with the fields of the page it was sent from.
        here: The installation.
    """
    at = _number(request.form.get(AT, ""), visit)
    progress = open_progress(request.form.get(FIELD, ""), visit.poll.id, here=here)
    visit = replace(visit, raw={**progress.raw, **_of_page(visit, at)})
    go = request.form.get(GO, "")
    if at is None:
        return None if go in {"", SUBMIT} else _from_check(visit, progress, go)
    if go == BACK:
        place = journeys.back(visit.poll.questionnaire, at, visit.raw)
        return Step(visit=visit, place=place, seen=progress.seen)
    return _onward(visit, at, progress)


def merged(request: Request, visit: Visit, *, here: Installation) -> Visit:
    """Return a visit with the answers of all pages, as its form carried them."""
    progress = open_progress(request.form.get(FIELD, ""), visit.poll.id, here=here)
    sent = {name: values for name, values in visit.raw.items() if values}
    return replace(visit, raw={**progress.raw, **sent})


def _onward(visit: Visit, at: int, progress: Progress) -> Step | None:
    questionnaire = visit.poll.questionnaire
    try:
        journeys.require_answers(questionnaire, at, visit.raw)
    except AnswersRefused as refusal:
        return Step(visit=visit, place=at, seen=progress.seen, refusal=refusal)
    seen = progress.seen | {at}
    place = journeys.onward(questionnaire, at, visit.raw, seen)
    return None if place is Stop.END else Step(visit=visit, place=place, seen=seen)


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
    pages = range(len(journeys.pages_of(visit.poll.questionnaire)))
    number = int(text) if text.isascii() and text.isdigit() else -1
    return number if number in pages else None
