"""Answering a poll: the form, the answer, and a change of it; framed or not."""

from dataclasses import replace

from flask import Blueprint, make_response, redirect, request
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.responding import (
    keeping,
    presenting,
    refusals,
    surveys,
    taking,
)
from pollsvc.blueprints.responding.journey import Step, first_step, next_step
from pollsvc.blueprints.responding.reading import sent_visit, visit_of
from pollsvc.blueprints.responding.visits import FORM_CACHING, Visit
from pollsvc.domain import errors
from pollsvc.domain.ballots import ballot_of_receipt
from pollsvc.domain.carrying_over import form_carried_over
from pollsvc.domain.journeys import is_survey
from pollsvc.domain.sentences import sentence
from pollsvc.domain.waves import Standing
from pollsvc.installation import current
from pollsvc.services import responding
from pollsvc.web import ballots
from pollsvc.web.access import public
from pollsvc.web.ballots import FormToken, Held
from pollsvc.web.flask_answers import raise_refusal
from pollsvc.web.kept_pages import BALLOT, kept_pages
from pollsvc.web.limits import limit_answers
from pollsvc.web.origins import require_own_origin
from pollsvc.web.plain_forms import may_be_taken_alike
from pollsvc.web.repeated_pages import may_be_repeated
from pollsvc.web.version_words import past_answers_notice
from pollsvc.web.visitors import visitor_of

blueprint = Blueprint("responding", __name__)


@blueprint.get("/p/<slug:slug>")
@blueprint.get("/e/<slug:slug>", endpoint="frame")
@public
def poll(slug: str) -> ResponseReturnValue:
    """The poll as a page of its own, or inside another site's page."""
    return _form(visit_of(request, slug))


@blueprint.post("/p/<slug:slug>")
@blueprint.post("/e/<slug:slug>", endpoint="answer_frame")
@public
def answer(slug: str) -> ResponseReturnValue:
    """Take what the form of a poll has sent, or lead on to a survey's next page."""
    visit = sent_visit(request, slug)
    if is_survey(visit.poll.questionnaire):
        visit, step = next_step(request, visit, here=current())
        if step is not None:
            return _led_on(step)
    return _answered(visit)


@blueprint.route("/p/<slug:slug>/change", methods=["POST"])
@blueprint.route("/e/<slug:slug>/change", methods=["POST"], endpoint="change_frame")
@limit_answers
@public
def change(slug: str) -> ResponseReturnValue:
    """The form with the answer that a receipt opens, to be changed."""
    require_own_origin(request, current())
    ballot = ballot_of_receipt(request.form.get("receipt", ""))
    visit = replace(
        visit_of(request, slug), token=FormToken(Held.BALLOT, ballot.secret)
    )
    own = responding.own_response(
        listing=visit.offer.listing, ballot=ballot, keys=current().keys, now=visit.now
    )
    if own is None:
        msg = sentence("No answer to this poll belongs to this receipt.")
        raise errors.NoSuchResponse(msg)
    try:
        responding.require_taking(own.wave, wants_change=True, now=visit.now)
    except errors.Refusal as refusal:
        return refusals.refuse(refusal, visit)
    given = form_carried_over(visit.poll.questionnaire, own.answers)
    step = first_step(replace(visit, raw=given, changing=True))
    return surveys.show(step, notice=past_answers_notice(own))


def _form(visit: Visit) -> ResponseReturnValue:
    slug, here = visit.poll.slug, current()
    visitor = visitor_of(request, visit.offer.listing, here=here, now=visit.now)
    if visitor.response is not None or visit.offer.standing is Standing.CLOSED:
        return redirect(presenting.results_url(slug, framed=visit.framed), 303)
    if visit.offer.standing is Standing.UPCOMING:
        return refusals.not_open(visit, 200, sentence("This poll is not open yet."))
    response = make_response(_drawn_form(visit))
    response.headers["Cache-Control"] = FORM_CACHING
    return response


def _drawn_form(visit: Visit) -> str:
    """Return the form of somebody who has chosen nothing yet, drawn once for all."""
    if any(question.shuffled for question in visit.poll.questionnaire.questions):
        # Each ballot has an order of its own.
        return surveys.drawn(first_step(visit))
    listing, wave = visit.offer.listing, visit.offer.wave
    key = ("form", visit.poll.slug, listing.revision, wave.code, visit.framed)
    page = kept_pages().page(
        key, lambda: surveys.drawn(first_step(visit), ballot=BALLOT)
    )
    may_be_repeated(presenting.repeatable_form(page, visit.offer))
    return page.fill({BALLOT: presenting.token_text(visit)})


def _led_on(step: Step) -> ResponseReturnValue:
    visit = step.visit
    try:
        require_own_origin(request, current())
        responding.require_taking(
            visit.offer.wave, wants_change=visit.changing, now=visit.now
        )
    except errors.Refusal as refusal:
        return refusals.refuse(refusal, visit)
    return keeping.keep(step) if step.later else surveys.show(step)


def _answered(visit: Visit) -> ResponseReturnValue:
    try:
        raise_refusal(request)
        thanks = taking.taken(request, visit)
    except errors.Refusal as refusal:
        return refusals.refuse(refusal, visit)
    sealed = taking.sealed(visit, thanks)
    where = presenting.results_url(visit.poll.slug, framed=visit.framed, thanks=sealed)
    response = make_response(redirect(where, 303))
    if visit.token.held is Held.BROWSER_SECRET:
        ballots.set_cookie(response, visit.token.secret, current())
    if alike := taking.taken_alike(request, visit, sealed):
        may_be_taken_alike(alike)
    return response
