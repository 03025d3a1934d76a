"""A preview of a poll: every page as a respondent meets it, and nothing is stored."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pollsvc.blueprints.responding.journey import (
    Step,
    first_step,
    next_step,
    sent_step,
)
from pollsvc.blueprints.responding.rehearsing import (
    FRAMED,
    drawn_preview,
    phone_page,
    rehearsal_page,
)
from pollsvc.blueprints.responding.visits import FORM_CACHING, Visit
from pollsvc.domain import errors
from pollsvc.domain.answers import field_names
from pollsvc.domain.journeys import is_survey
from pollsvc.domain.sentences import sentence
from pollsvc.domain.staff import Permission
from pollsvc.installation import current
from pollsvc.services import previewing
from pollsvc.services.responding import PollOnOffer
from pollsvc.web import ballots
from pollsvc.web.access import staff_only
from pollsvc.web.ballots import FormToken
from pollsvc.web.headers import allow_own_frames, hold_frames
from pollsvc.web.languages import worded
from pollsvc.web.messages import say
from pollsvc.web.poll_languages import as_wished

NOT_KEPT = sentence(
    "In a preview nothing is kept for later. Respondents get a link here by which they "
    "go on."
)

blueprint = Blueprint("previews", __name__, url_prefix="/staff/polls/<slug:slug>")


@blueprint.get("/preview")
@staff_only(Permission.VIEW_STAFF_PAGES)
def preview(slug: str) -> ResponseReturnValue:
    """The first page of a poll, whatever its state."""
    return _where_whole(slug, lambda visit: _shown(first_step(visit)))


@blueprint.post("/preview")
@staff_only(Permission.VIEW_STAFF_PAGES)
def answer(slug: str) -> ResponseReturnValue:
    """Lead on to the next page, or say what would have been stored."""
    return _where_whole(slug, _answered)


@blueprint.get("/preview/phone")
@staff_only(Permission.VIEW_STAFF_PAGES)
def phone(slug: str) -> ResponseReturnValue:
    """Hold the preview in a frame as wide as a phone."""

    def held(visit: Visit) -> ResponseReturnValue:
        hold_frames()
        page = phone_page(visit)
        return render_template("responding/preview_phone.html", page=page)

    return _where_whole(slug, held)


def _where_whole(
    slug: str, show: Callable[[Visit], ResponseReturnValue]
) -> ResponseReturnValue:
    try:
        visit = _visit(slug)
    except errors.DraftRefused as refusal:
        say(gettext("There is no preview yet. %(why)s", why=worded(refusal.text)))
        return redirect(url_for("authoring.poll", slug=slug), 303)
    return show(visit)


def _answered(visit: Visit) -> ResponseReturnValue:
    if is_survey(visit.poll.questionnaire):
        visit, step = next_step(request, visit, here=current())
        if step is not None:
            return _shown(step)
    try:
        rehearsal = previewing.rehearse(offer=visit.offer, raw=visit.raw)
    except errors.AnswersRefused as refusal:
        return _shown(replace(sent_step(visit, refusal.problems), refusal=refusal))
    allow_own_frames()
    page = rehearsal_page(visit, rehearsal)
    return render_template("responding/rehearsal.html", page=page)


def _shown(step: Step) -> ResponseReturnValue:
    allow_own_frames()
    # Where a real survey would be kept to be finished later, nothing is.
    notice = worded(NOT_KEPT) if step.later else None
    html = drawn_preview(step, notice=notice)
    response = make_response(html, 422 if step.refusal else 200)
    response.headers["Cache-Control"] = FORM_CACHING
    return response


def _visit(slug: str) -> Visit:
    now, form = current().clock(), request.form
    offer = previewing.preview_of(slug=slug, now=now)
    offer = replace(offer, listing=as_wished(offer.listing))
    questions = offer.poll.questionnaire.questions
    names = (name for question in questions for name in field_names(question))
    return Visit(
        offer=offer,
        token=_token(offer),
        framed=FRAMED in request.args,
        now=now,
        raw={name: form.getlist(name) for name in names if form},
    )


def _token(offer: PollOnOffer) -> FormToken:
    """Return the secret by which answers keep the order in which they are shown."""
    sent, now = request.form.get(ballots.FIELD, ""), current().clock()
    with suppress(errors.BallotRefused, errors.BallotExpired):
        return ballots.read_token(sent, offer.poll.id, here=current(), now=now)
    return ballots.token_for_visitor(None, offer.poll.id)
