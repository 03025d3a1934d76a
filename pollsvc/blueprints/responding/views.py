"""Answering a poll: the form, the answer, and a change of it; framed or not."""

from dataclasses import replace
from datetime import datetime

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.responding import presenting, refusals
from pollsvc.blueprints.responding.visits import CHANGE, FORM_CACHING, Visit
from pollsvc.domain import errors
from pollsvc.domain.answers import parse_answers
from pollsvc.domain.asides import Aside
from pollsvc.domain.ballots import Ballot, ballot_of_receipt
from pollsvc.domain.waves import Standing
from pollsvc.installation import current
from pollsvc.services import responding
from pollsvc.services.responding import PollOnOffer, Submission
from pollsvc.web import ballots, proofs
from pollsvc.web.access import public
from pollsvc.web.ballots import FormToken, Held, Thanks
from pollsvc.web.headers import allow_frames
from pollsvc.web.kept_pages import BALLOT, kept_pages
from pollsvc.web.ladder import aside_for
from pollsvc.web.limits import Allowance, limit_answers, take
from pollsvc.web.origins import require_own_origin
from pollsvc.web.site import LANGUAGE
from pollsvc.web.surround import is_framed
from pollsvc.web.visitors import visitor_of

blueprint = Blueprint("responding", __name__)


@blueprint.get("/p/<slug:slug>")
@blueprint.get("/e/<slug:slug>", endpoint="frame")
@public
def poll(slug: str) -> ResponseReturnValue:
    """The poll as a page of its own, or inside another site's page."""
    return _form(_visit(slug))


@blueprint.post("/p/<slug:slug>")
@blueprint.post("/e/<slug:slug>", endpoint="answer_frame")
@public
def answer(slug: str) -> ResponseReturnValue:
    """Take what the form of a poll has sent."""
    wait = take(Allowance.FREE)
    return _answered(_sent(slug), wait)


@blueprint.route("/p/<slug:slug>/change", methods=["POST"])
@blueprint.route("/e/<slug:slug>/change", methods=["POST"], endpoint="change_frame")
@limit_answers
@public
def change(slug: str) -> ResponseReturnValue:
    """The form with the answer that a receipt opens, to be changed."""
    require_own_origin(request, current())
    ballot = ballot_of_receipt(request.form.get("receipt", ""))
    visit = replace(_visit(slug), token=FormToken(Held.BALLOT, ballot.secret))
    own = responding.own_response(
        listing=visit.offer.listing, ballot=ballot, keys=current().keys, now=visit.now
    )
    if own is None:
        msg = "No answer to this poll belongs to this receipt."
        raise errors.NoSuchResponse(msg)
    try:
        responding.require_taking(own.wave, wants_change=True, now=visit.now)
    except errors.Refusal as refusal:
        return refusals.refuse(refusal, visit)
    chosen = {code: [value] if value else [] for code, value in own.answers.items()}
    page = presenting.poll_page(replace(visit, raw=chosen, changing=True))
    return render_template("responding/poll.html", page=page)


def _form(visit: Visit) -> ResponseReturnValue:
    slug, here = visit.poll.slug, current()
    visitor = visitor_of(request, visit.offer.listing, here=here, now=visit.now)
    if visitor.response is not None or visit.offer.standing is Standing.CLOSED:
        return redirect(presenting.results_url(slug, framed=visit.framed), 303)
    if visit.offer.standing is Standing.UPCOMING:
        return refusals.not_open(visit, 200, "This poll is not open yet.")
    response = make_response(_drawn_form(visit))
    response.headers["Cache-Control"] = FORM_CACHING
    return response


def _drawn_form(visit: Visit) -> str:
    """Return the form of somebody who has chosen nothing yet, drawn once for all."""

    def draw() -> str:
        page = presenting.poll_page(visit, ballot=BALLOT)
        return render_template("responding/poll.html", page=page)

    key = ("form", visit.poll.slug, visit.offer.listing.revision, visit.framed)
    return kept_pages().page(key, draw).fill({BALLOT: presenting.token_text(visit)})


def _answered(visit: Visit, wait: int | None) -> ResponseReturnValue:
    """Take what was sent.

    Args:
        visit: What was sent.
        wait: After how many seconds its network may send freely; None: at once.
    """
    here, poll, token = current(), visit.poll, visit.token
    ballot = token.ballot(poll.id)
    try:
        require_own_origin(request, here)
        responding.require_taking(
            visit.offer.wave, wants_change=visit.changing, now=visit.now
        )
        aside = _aside(visit, ballot, wait)
        if visit.token_problem is not None:
            raise visit.token_problem
        outcome = responding.submit(
            Submission(
                listing=visit.offer.listing,
                raw_answers=visit.raw,
                ballot=ballot,
                wants_change=visit.changing,
                language=LANGUAGE,
                aside=aside,
            ),
            keys=here.keys,
            now=visit.now,
        )
    except errors.Refusal as refusal:
        return refusals.refuse(refusal, visit)
    thanks = Thanks(ballot, outcome)
    sealed = ballots.seal_thanks(thanks, poll.id, here=here, now=visit.now)
    where = presenting.results_url(poll.slug, framed=visit.framed, thanks=sealed)
    response = make_response(redirect(where, 303))
    if token.held is Held.BROWSER_SECRET:
        ballots.set_cookie(response, token.secret, here)
    return response


def _aside(visit: Visit, ballot: Ballot, wait: int | None) -> Aside | None:
    """Return why an answer is set aside; None: it counts.

    Past the allowance, answers that fail their questions' rules are told so first, for
    neither work nor patience mends them. A damaged ballot is not: the page that asks
    for work or patience has a new one.
    """
    if wait is None:
        return None
    parse_answers(visit.poll.questionnaire, visit.raw)
    return aside_for(request, ballot, visit.poll.id, wait=wait, here=current())


def _visit(slug: str) -> Visit:
    """Return a visit with a ballot for the form, and nothing chosen yet."""
    now = current().clock()
    offer = _offer(slug, now)
    return Visit(
        offer=offer, token=_own_token(offer), framed=is_framed(request), now=now
    )


def _sent(slug: str) -> Visit:
    """Return a visit with what its form has sent."""
    now = current().clock()
    offer = _offer(slug, now)
    problem = None
    try:
        token = _sent_token(offer, now=now)
    except (errors.BallotRefused, errors.BallotExpired) as refusal:
        token, problem = _own_token(offer), refusal
    form = request.form
    return Visit(
        offer=offer,
        token=token,
        token_problem=problem,
        framed=is_framed(request),
        now=now,
        raw={q.code: form.getlist(q.code) for q in offer.poll.questionnaire.questions},
        changing=CHANGE in form,
        proof=form.get(proofs.FIELD, ""),
    )


def _offer(slug: str, now: datetime) -> PollOnOffer:
    """Return the poll, and let its page stand where its author said it may."""
    offer = responding.find_poll(slug=slug, now=now)
    if is_framed(request):
        allow_frames(offer.poll.draft.sites)
    return offer


def _own_token(offer: PollOnOffer) -> FormToken:
    """Return the token of the browser's secret, or of a new one."""
    secret = ballots.cookie_secret(request, current())
    return ballots.token_for_visitor(secret, offer.poll.id)


def _sent_token(offer: PollOnOffer, *, now: datetime) -> FormToken:
    """Return the form's token; a cookie that came since wins over a new secret.

    So two tabs opened before the first answer share one ballot after it.
    """
    sent = request.form.get(ballots.FIELD, "")
    token = ballots.read_token(sent, offer.poll.id, here=current(), now=now)
    secret = ballots.cookie_secret(request, current())
    if token.held is Held.BROWSER_SECRET and secret is not None:
        return FormToken(Held.BROWSER_SECRET, secret)
    return token
