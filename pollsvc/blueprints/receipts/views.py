"""Finding one's own answer again by its receipt, and taking it back."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.receipts import presenting
from pollsvc.blueprints.receipts.pages import EnterPage
from pollsvc.domain import errors
from pollsvc.domain.ballots import Ballot, ballot_of_receipt
from pollsvc.domain.polls import Poll
from pollsvc.domain.sentences import sentence
from pollsvc.installation import current
from pollsvc.services import responding
from pollsvc.services.catalogue import published
from pollsvc.web.access import public
from pollsvc.web.headers import allow_frames
from pollsvc.web.limits import limit_answers
from pollsvc.web.origins import require_own_origin
from pollsvc.web.poll_languages import as_wished
from pollsvc.web.surround import is_framed

blueprint = Blueprint("receipts", __name__)

NOTHING_FOUND = sentence(
    "No answer belongs to this receipt any more: it was taken back, or its poll is "
    "archived, or the single answers to it were deleted when their time was over."
)


@blueprint.route("/receipt", methods=["GET", "POST"])
@limit_answers
@public
def receipt() -> ResponseReturnValue:
    """Enter a receipt; see the responses that it opens."""
    if request.method == "GET":
        return _enter()
    require_own_origin(request, current())
    entered = request.form.get(presenting.RECEIPT, "")
    try:
        ballot = ballot_of_receipt(entered)
    except errors.ReceiptRefused as refusal:
        return _enter(entered, refusal.text, 422)
    now = current().clock()
    own = responding.responses_of_receipt(ballot=ballot, keys=current().keys, now=now)
    if not own:
        return _enter(entered, NOTHING_FOUND, 404)
    page = presenting.found_page(ballot, own, now=now)
    return render_template("receipts/found.html", page=page)


@blueprint.route("/p/<slug:slug>/withdraw", methods=["POST"])
@blueprint.route("/e/<slug:slug>/withdraw", methods=["POST"], endpoint="withdraw_frame")
@limit_answers
@public
def withdraw(slug: str) -> ResponseReturnValue:
    """Ask once, then delete the answer that a receipt opens."""
    require_own_origin(request, current())
    ballot = ballot_of_receipt(request.form.get(presenting.RECEIPT, ""))
    own = _own(slug, ballot)
    framed = _framed(own.poll)
    if presenting.SURE not in request.form:
        page = presenting.confirm_page(
            ballot, own, framed=framed, now=current().clock()
        )
        return render_template("receipts/confirm_withdrawal.html", page=page)
    responding.withdraw(
        ballot=ballot,
        slug=slug,
        wave_code=own.wave.code,
        keys=current().keys,
        now=current().clock(),
    )
    endpoint = "receipts.withdrawn_frame" if framed else "receipts.withdrawn"
    return redirect(url_for(endpoint, slug=slug), 303)


@blueprint.get("/p/<slug:slug>/withdrawn")
@blueprint.get("/e/<slug:slug>/withdrawn", endpoint="withdrawn_frame")
@public
def withdrawn(slug: str) -> ResponseReturnValue:
    """Say that the answer is deleted."""
    offer = responding.find_poll(slug=slug, now=current().clock())
    poll = as_wished(offer.listing).poll
    page = presenting.withdrawn_page(poll, framed=_framed(poll))
    return render_template("receipts/withdrawn.html", page=page)


def _enter(
    entered: str = "", error: str | None = None, status: int = 200
) -> ResponseReturnValue:
    page = EnterPage(action=url_for("receipts.receipt"), receipt=entered, error=error)
    return render_template("receipts/enter.html", page=page), status


def _own(slug: str, ballot: Ballot) -> responding.OwnResponse:
    own = responding.own_response(
        listing=as_wished(published(slug)),
        ballot=ballot,
        keys=current().keys,
        now=current().clock(),
        wave_code=request.form.get(presenting.WAVE),
    )
    if own is None:
        raise errors.NoSuchResponse(NOTHING_FOUND)
    return own


def _framed(poll: Poll) -> bool:
    framed = is_framed(request)
    if framed:
        allow_frames(poll.draft.sites)
    return framed
