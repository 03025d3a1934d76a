"""What a respondent is shown when an answer was not taken: nothing they chose is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.responding import presenting
from pollsvc.domain import errors
from pollsvc.services.responding import PollOnOffer
from pollsvc.web.ballots import FormToken
from pollsvc.web.times import when_words

STORE_WAIT_S = 10

_NOTICES: Mapping[type[errors.Refusal], tuple[int, str]] = {
    errors.BallotRefused: (
        400,
        "Something in this form was damaged on its way, so your answer was not "
        "counted. It is still here: please submit it again.",
    ),
    errors.BallotExpired: (
        400,
        "This page had been open for more than a week, so your answer was not "
        "counted. It is still here: please submit it again.",
    ),
    errors.WrongOrigin: (
        403,
        "Your answer could not be taken from the page you sent it from. It was not "
        "counted. Open the poll in a full page and submit it there.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """An answer as it was sent, and where.

    Attributes:
        token: The ballot that came with it, or a fresh one.
    """

    offer: PollOnOffer
    token: FormToken
    raw: presenting.RawAnswers
    changing: bool
    framed: bool
    now: datetime


def refuse(refusal: errors.Refusal, sent: Attempt) -> ResponseReturnValue:
    """Return the page for a refusal, with the answers in it."""
    match refusal:
        case errors.AnswersRefused():
            return _form(sent, 422, problems=refusal.problems)
        case errors.AlreadyAnswered():
            page = presenting.confirm_page(
                sent.offer,
                sent.token,
                framed=sent.framed,
                now=sent.now,
                earlier=refusal.earlier,
                raw=sent.raw,
            )
            return render_template("responding/confirm_change.html", page=page)
        case errors.StoreUnavailable():
            return try_again(
                sent,
                503,
                seconds=STORE_WAIT_S,
                heading="Your answer is not sent yet",
                explanation="We could not store your answer just now.",
            )
        case errors.NotOpen() | errors.ResponseFrozen():
            return _not_open(refusal, sent)
    status, notice = _NOTICES[type(refusal)]
    return _form(sent, status, notice=notice)


def try_again(
    sent: Attempt, status: int, *, seconds: int, heading: str, explanation: str
) -> ResponseReturnValue:
    """Return the answer ready to be sent again, and say when."""
    page = presenting.try_again_page(
        sent.offer,
        sent.token,
        framed=sent.framed,
        now=sent.now,
        raw=sent.raw,
        changing=sent.changing,
        heading=heading,
        explanation=explanation,
        when=when_words(seconds, now=sent.now),
    )
    response = make_response(
        render_template("responding/try_again.html", page=page), status
    )
    response.retry_after = seconds
    return response


def _form(
    sent: Attempt,
    status: int,
    *,
    problems: Mapping[str, str] | None = None,
    notice: str | None = None,
) -> ResponseReturnValue:
    page = presenting.poll_page(
        sent.offer,
        sent.token,
        framed=sent.framed,
        now=sent.now,
        raw=sent.raw,
        problems=problems,
        notice=notice,
        changing=sent.changing,
    )
    return render_template("responding/poll.html", page=page), status


def _not_open(
    refusal: errors.NotOpen | errors.ResponseFrozen, sent: Attempt
) -> ResponseReturnValue:
    match refusal:
        case errors.ResponseFrozen():
            status, fate = 409, "Your earlier answer stays as it was."
        case errors.NotOpen(closed_at=None):
            status, fate = 403, "Your answer was not counted."
        case _:
            status, fate = 410, "Your answer was not counted."
    page = presenting.not_open_page(
        sent.offer,
        framed=sent.framed,
        now=sent.now,
        explanation=f"{refusal} {fate}",
        raw=sent.raw,
    )
    return render_template("responding/not_open.html", page=page), status
