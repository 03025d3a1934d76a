"""Answering a poll: the form, the answer, and a change of it; framed or not."""

from datetime import UTC, datetime

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded

from pollsvc.blueprints.responding import presenting
from pollsvc.blueprints.responding.refusals import Attempt, refuse, try_again
from pollsvc.domain import errors
from pollsvc.domain.ballots import ballot_of_receipt
from pollsvc.domain.waves import Standing
from pollsvc.installation import current
from pollsvc.services import responding
from pollsvc.services.responding import PollOnOffer
from pollsvc.web import ballots
from pollsvc.web.access import public
from pollsvc.web.ballots import FormToken, Held, Thanks
from pollsvc.web.headers import allow_frames
from pollsvc.web.limits import limit_answers, seconds_to_wait
from pollsvc.web.origins import require_own_origin
from pollsvc.web.visitors import visitor_of

blueprint = Blueprint("responding", __name__)

# Kept by the browser for its Back button only, so that going back shows the very
# form that was sent, with its ballot, and counts once even without cookies.
FORM_CACHING = "private, no-cache"
LANGUAGE = "en"


@blueprint.route("/p/<slug:slug>", methods=["GET", "POST"])
@limit_answers
@public
def poll(slug: str) -> ResponseReturnValue:
    """The poll as a page of its own."""
    return _answered(slug) if request.method == "POST" else _form(slug)


@blueprint.route("/e/<slug:slug>", methods=["GET", "POST"])
@limit_answers
@public
def frame(slug: str) -> ResponseReturnValue:
    """The poll inside another site's page."""
    return _answered(slug) if request.method == "POST" else _form(slug)


@blueprint.route("/p/<slug:slug>/change", methods=["POST"])
@blueprint.route("/e/<slug:slug>/change", methods=["POST"], endpoint="change_frame")
@limit_answers
@public
def change(slug: str) -> ResponseReturnValue:
    """The form with the answer that a receipt opens, to be changed."""
    offer, framed, now = _offer(slug), _framed(), datetime.now(UTC)
    require_own_origin(request, current())
    ballot = ballot_of_receipt(request.form.get("receipt", ""))
    own = responding.own_response(
        slug=slug, ballot=ballot, secret=current().secret, now=now
    )
    if own is None:
        msg = "No answer to this poll belongs to this receipt."
        raise errors.NoSuchResponse(msg)
    sent = Attempt(
        offer=offer,
        token=FormToken(Held.BALLOT, ballot.secret),
        raw={code: [value] if value else [] for code, value in own.answers.items()},
        changing=True,
        framed=framed,
        now=now,
    )
    if own.standing is not Standing.OPEN:
        msg = "This poll has closed: its answers can no longer be changed."
        return refuse(errors.ResponseFrozen(msg), sent)
    page = presenting.poll_page(
        offer, sent.token, framed=framed, now=now, raw=sent.raw, changing=True
    )
    return render_template("responding/poll.html", page=page)


@blueprint.errorhandler(RateLimitExceeded)
def too_many(error: RateLimitExceeded) -> ResponseReturnValue:
    """Keep the answer of somebody whose network has sent too many."""
    del error
    sent = _attempt(str((request.view_args or {})["slug"]))
    return try_again(
        sent,
        429,
        seconds=seconds_to_wait(),
        heading="Too many answers from your network",
        explanation=(
            "Many people can share one network, such as a clinic’s or a phone "
            "company’s, so this is probably nothing you did."
        ),
    )


def _form(slug: str) -> ResponseReturnValue:
    offer, framed, now = _offer(slug), _framed(), datetime.now(UTC)
    here = current()
    visitor = visitor_of(request, offer.poll, here=here, now=now)
    if visitor.response is not None or offer.standing is Standing.CLOSED:
        return redirect(presenting.results_url(slug, framed=framed), 303)
    if offer.standing is Standing.UPCOMING:
        msg = "This poll is not open yet."
        page = presenting.not_open_page(offer, framed=framed, now=now, explanation=msg)
        return render_template("responding/not_open.html", page=page)
    secret = ballots.cookie_secret(request, here)
    token = ballots.token_for_visitor(secret, offer.poll.id)
    form = presenting.poll_page(offer, token, framed=framed, now=now)
    response = make_response(render_template("responding/poll.html", page=form))
    response.headers["Cache-Control"] = FORM_CACHING
    return response


def _answered(slug: str) -> ResponseReturnValue:
    here, sent = current(), _attempt(slug)
    try:
        require_own_origin(request, here)
        token = _token(sent.offer, now=sent.now)
        ballot = token.ballot(sent.offer.poll.id)
        outcome = responding.submit(
            slug=slug,
            raw_answers=sent.raw,
            ballot=ballot,
            wants_change=sent.changing,
            language=LANGUAGE,
            secret=here.secret,
            now=sent.now,
        )
    except (errors.NoSuchPoll, errors.NoSuchWave):
        raise
    except errors.Refusal as refusal:
        return refuse(refusal, sent)
    sealed = ballots.seal_thanks(
        Thanks(ballot, outcome), sent.offer.poll.id, here=here, now=sent.now
    )
    where = presenting.results_url(slug, framed=sent.framed, **{ballots.THANKS: sealed})
    response = make_response(redirect(where, 303))
    if token.held is Held.BROWSER_SECRET:
        ballots.set_cookie(response, token.secret, here)
    return response


def _attempt(slug: str) -> Attempt:
    offer, now = _offer(slug), datetime.now(UTC)
    try:
        token = _token(offer, now=now)
    except (errors.BallotRefused, errors.BallotExpired):
        secret = ballots.cookie_secret(request, current())
        token = ballots.token_for_visitor(secret, offer.poll.id)
    questions = offer.poll.questionnaire.questions
    return Attempt(
        offer=offer,
        token=token,
        raw={q.code: request.form.getlist(q.code) for q in questions},
        changing=presenting.CHANGE in request.form,
        framed=_framed(),
        now=now,
    )


def _token(offer: PollOnOffer, *, now: datetime) -> FormToken:
    """Return the form's token; a cookie that came since wins over a new secret.

    So two tabs opened before the first answer share one ballot after it.
    """
    sent = request.form.get(ballots.FIELD, "")
    token = ballots.read_token(sent, offer.poll.id, here=current(), now=now)
    secret = ballots.cookie_secret(request, current())
    if token.held is Held.BROWSER_SECRET and secret is not None:
        return FormToken(Held.BROWSER_SECRET, secret)
    return token


def _offer(slug: str) -> PollOnOffer:
    offer = responding.find_poll(slug=slug, now=datetime.now(UTC))
    if _framed():
        allow_frames(offer.poll.draft.sites)
    return offer


def _framed() -> bool:
    return request.path.startswith("/e/")
