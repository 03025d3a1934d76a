"""What somebody is shown when an answer was not taken: nothing they chose is lost."""

from collections.abc import Mapping

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.responding import presenting, surveys
from pollsvc.blueprints.responding.journey import sent_step
from pollsvc.blueprints.responding.pages import TryAgainPage
from pollsvc.blueprints.responding.visits import FORM_CACHING, Visit
from pollsvc.domain import errors
from pollsvc.domain.sentences import in_a_row, sentence
from pollsvc.web.errors import SAFE, STORE_WAIT_S, TOO_MANY
from pollsvc.web.ladder import HandedBack
from pollsvc.web.outages import note_outage
from pollsvc.web.times import when_words

NOT_SURE = sentence(
    "We could not store your answer, or could not make sure that it is stored."
)
_AS_IT_WAS = sentence("Your answer stays as it was.")
_NOT_COUNTED = sentence("Your answer was not counted.")


_NOTICES: dict[type[errors.Refusal], tuple[int, str]] = {
    errors.BallotRefused: (
        400,
        sentence(
            "Something in this form was damaged on its way, so your answer was not "
            "counted. It is still here: please submit it again."
        ),
    ),
    errors.BallotExpired: (
        400,
        sentence(
            "This page had been open for more than a week, so your answer was not "
            "counted. It is still here: please submit it again."
        ),
    ),
    errors.QuestionsChanged: (
        409,
        sentence(
            "The questions were changed while you were answering, so your answer was "
            "not counted. What you chose is still here: please look through it and "
            "submit it again."
        ),
    ),
    errors.WrongOrigin: (
        403,
        sentence(
            "Your answer could not be taken from the page you sent it from, and was "
            "not counted. Open the poll in a full page and submit it there."
        ),
    ),
}


def refuse(refusal: errors.Refusal, visit: Visit) -> ResponseReturnValue:
    """Return the page for a refusal, with the answers in it."""
    match refusal:
        case errors.AnswersRefused():
            answer = _form(visit, 422, problems=refusal.problems)
        case errors.AlreadyAnswered():
            page = presenting.confirm_page(visit, earlier=refusal.earlier)
            answer = render_template("responding/confirm_change.html", page=page)
        case HandedBack() | errors.KeyMissing() | errors.StoreUnavailable():
            answer = _not_taken(refusal, visit)
        case errors.ResponseFrozen():
            answer = not_open(visit, 409, in_a_row(refusal.text, _AS_IT_WAS))
        case errors.NotOpen():
            # Too early may not be sent at all; too late is gone for good.
            status = 410 if refusal.closed_at else 403
            answer = not_open(visit, status, in_a_row(refusal.text, _NOT_COUNTED))
        case _ if type(refusal) in _NOTICES:
            status, notice = _NOTICES[type(refusal)]
            answer = _form(visit, status, notice=notice)
        case _:
            raise refusal
    return answer


def not_open(visit: Visit, status: int, explanation: str) -> ResponseReturnValue:
    """Return why the poll takes no answers now."""
    page = presenting.not_open_page(visit, explanation=explanation)
    return render_template("responding/not_open.html", page=page), status


def _not_taken(
    refusal: HandedBack | errors.StoreUnavailable, visit: Visit
) -> ResponseReturnValue:
    match refusal:
        case HandedBack():
            page = presenting.handed_back_page(visit, refusal, explanation=TOO_MANY)
            return _later(page, 429, refusal.wait)
        case errors.KeyMissing():
            return _not_stored(visit, refusal.text)
        case _:
            note_outage(refusal)
            return _not_stored(visit, in_a_row(NOT_SURE, SAFE))


def _not_stored(visit: Visit, explanation: str) -> ResponseReturnValue:
    page = presenting.try_again_page(
        visit,
        heading=sentence("Please send your answer again"),
        explanation=explanation,
        when=when_words(STORE_WAIT_S, now=visit.now),
    )
    return _later(page, 503, STORE_WAIT_S)


def _later(page: TryAgainPage, status: int, seconds: int) -> ResponseReturnValue:
    html = render_template("responding/try_again.html", page=page)
    response = make_response(html, status)
    response.headers["Cache-Control"] = FORM_CACHING
    response.retry_after = seconds
    return response


def _form(
    visit: Visit,
    status: int,
    *,
    problems: Mapping[str, str] | None = None,
    notice: str | None = None,
) -> ResponseReturnValue:
    step = sent_step(visit, problems or {})
    html = surveys.drawn(step, problems=problems, notice=notice)
    response = make_response(html, status)
    response.headers["Cache-Control"] = FORM_CACHING
    return response
