"""Visits to a poll's form, read from requests: who comes, and what their form sent."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from flask import Request

from pollsvc.blueprints.responding.visits import CHANGE, VERSION, Visit
from pollsvc.domain import errors
from pollsvc.domain.answers import field_names
from pollsvc.installation import Installation, current
from pollsvc.services import responding
from pollsvc.services.responding import PollOnOffer
from pollsvc.web import ballots, proofs
from pollsvc.web.ballots import FormToken, Held
from pollsvc.web.flask_answers import raise_refusal
from pollsvc.web.headers import allow_frames
from pollsvc.web.origins import require_own_origin
from pollsvc.web.poll_languages import as_wished
from pollsvc.web.surround import is_framed

_FOUND = "pollsvc.poll_on_offer"


def visit_of(request: Request, slug: str) -> Visit:
    """Return a visit with a ballot for the form, and nothing chosen yet."""
    now = current().clock()
    offer = _offer(request, slug, now)
    return Visit(
        offer=offer,
        token=_own_token(request, offer),
        framed=is_framed(request),
        now=now,
    )


def sent_visit(request: Request, slug: str) -> Visit:
    """Return a visit with what its form has sent."""
    here = current()
    now = here.clock()
    offer = _offer(request, slug, now)
    problem: errors.Refusal | None = None
    try:
        # A ballot that another site put into the form is one that it knows: what is
        # shown again, to be sent from here, has another.
        require_own_origin(request, here)
        token = _sent_token(request, offer, here=here, now=now)
    except (errors.BallotRefused, errors.BallotExpired, errors.WrongOrigin) as refusal:
        token, problem = _own_token(request, offer), refusal
    problem = problem or _outdated(request, offer)
    form = request.form
    return Visit(
        offer=offer,
        token=token,
        token_problem=problem,
        framed=is_framed(request),
        now=now,
        raw={name: form.getlist(name) for name in _fields(offer)},
        changing=CHANGE in form,
        proof=form.get(proofs.FIELD, ""),
    )


def _offer(request: Request, slug: str, now: datetime) -> PollOnOffer:
    """Return the poll in its reader's words, and let its page stand where it may.

    It is looked up once for each request, whoever looks; and not again where that was
    refused.
    """
    found: PollOnOffer | None = request.environ.get(_FOUND)
    if found is None:
        raise_refusal(request)
        found = responding.find_poll(slug=slug, now=now)
        request.environ[_FOUND] = found
    offer = replace(found, listing=as_wished(found.listing))
    if is_framed(request):
        allow_frames(offer.poll.draft.sites)
    return offer


def _outdated(request: Request, offer: PollOnOffer) -> errors.Refusal | None:
    """Return that the form asked what another version asks, or None."""
    asked = request.form.get(VERSION)
    if asked in (None, str(offer.poll.questionnaire.version)):
        return None
    return errors.QuestionsChanged()


def _fields(offer: PollOnOffer) -> Iterator[str]:
    for question in offer.poll.questionnaire.questions:
        yield from field_names(question)


def _own_token(request: Request, offer: PollOnOffer) -> FormToken:
    """Return the token of the browser's secret, or of a new one."""
    secret = ballots.cookie_secret(request, current())
    return ballots.token_for_visitor(secret, offer.poll.id)


def _sent_token(
    request: Request, offer: PollOnOffer, *, here: Installation, now: datetime
) -> FormToken:
    """Return the form's token; a cookie that came since wins over a new secret.

    So two tabs opened before the first answer share one ballot after it.
    """
    sent = request.form.get(ballots.FIELD, "")
    token = ballots.read_token(sent, offer.poll.id, here=here, now=now)
    secret = ballots.cookie_secret(request, here)
    if token.held is Held.BROWSER_SECRET and secret is not None:
        return FormToken(Held.BROWSER_SECRET, secret)
    return token
