"""Results of a poll: a page, a frame, JSON and CSV, all of the same release."""

from collections.abc import Hashable, Iterator
from datetime import datetime, timedelta

from flask import (
    Blueprint,
    Response,
    make_response,
    render_template,
    request,
)
from flask.json import dumps
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.results import files
from pollsvc.blueprints.results.presenting import results_page
from pollsvc.blueprints.results.words import withheld_words
from pollsvc.domain.ballots import receipt_text
from pollsvc.domain.errors import ResultsNotShown
from pollsvc.installation import current
from pollsvc.services.catalogue import Listing, published
from pollsvc.services.results import ResultsView, is_unchanged, public_results
from pollsvc.web.access import is_staff, public
from pollsvc.web.headers import allow_frames, keep_where_same_for_all
from pollsvc.web.kept_pages import RECEIPT, DrawnPage, kept_pages
from pollsvc.web.poll_languages import as_asked, as_wished
from pollsvc.web.repeated_pages import Repeatable, may_be_repeated
from pollsvc.web.surround import is_framed
from pollsvc.web.visitors import Visitor, visitor_of

blueprint = Blueprint("results", __name__)

KEPT_S = 300
"""For how long a cache may show a release on which a newer one has followed."""


@blueprint.get("/p/<slug:slug>/results")
@blueprint.get("/p/<slug:slug>/w/<wave:wave>/results", endpoint="wave")
@blueprint.get("/e/<slug:slug>/results", endpoint="frame")
@public
def page(slug: str, wave: str | None = None) -> ResponseReturnValue:
    """The results as a page of their own, or inside another site's page."""
    now = current().clock()
    view, visitor = _look(as_wished(published(slug)), wave, now)
    framed = is_framed(request)
    if framed:
        allow_frames(view.poll.draft.sites)
    status = 200 if view.allowed or visitor.response is not None else 403
    drawn = _drawn(view, visitor, framed=framed, now=now)
    response = make_response(drawn, status)
    return response if framed else keep_where_same_for_all(response, seconds=KEPT_S)


def _drawn(view: ResultsView, visitor: Visitor, *, framed: bool, now: datetime) -> str:
    """Return the page, drawn once for all who see the same but for their receipt."""

    def draw() -> str:
        page = results_page(view, visitor, receipt=RECEIPT, framed=framed, now=now)
        return render_template("results/page.html", page=page)

    # Some words depend on the time: "next asked …" is right to the minute.
    minute = now.replace(second=0, microsecond=0)
    key = ("results", *_seen(view), visitor.look, framed, minute)
    receipt = receipt_text(visitor.ballot) if visitor.ballot else ""
    drawn = kept_pages().page(key, draw)
    if visitor == Visitor():
        may_be_repeated(_repeatable(drawn, view, minute))
    return drawn.fill({RECEIPT: receipt})


def _repeatable(drawn: DrawnPage, view: ResultsView, minute: datetime) -> Repeatable:
    """Return how a page of results is shown to more people who have not answered."""

    def holds(now: datetime) -> bool:
        same_minute = minute <= now < minute + timedelta(minutes=1)
        return same_minute and is_unchanged(view, now=now)

    return Repeatable(page=drawn, blanks=lambda _, __: {RECEIPT: ""}, holds=holds)


@blueprint.get("/p/<slug:slug>/results.json")
@blueprint.get("/p/<slug:slug>/w/<wave:wave>/results.json", endpoint="wave_json")
@public
def as_json(slug: str, wave: str | None = None) -> ResponseReturnValue:
    """The results for programs."""
    view, _ = _look(as_asked(published(slug)), wave, current().clock())
    key = ("results as JSON", *_seen(view))
    kept = kept_pages().page(key, lambda: dumps(files.as_document(view)))
    status = 200 if view.allowed else 403
    response = Response(kept.fill({}), status, mimetype="application/json")
    return keep_where_same_for_all(response, seconds=KEPT_S)


@blueprint.get("/p/<slug:slug>/results.csv")
@blueprint.get("/p/<slug:slug>/w/<wave:wave>/results.csv", endpoint="wave_csv")
@public
def as_csv(slug: str, wave: str | None = None) -> ResponseReturnValue:
    """The results as a table; without rows where nothing may be shown yet."""
    view, _ = _look(as_asked(published(slug)), wave, current().clock())
    if not view.allowed:
        raise ResultsNotShown(withheld_words(view))
    key = ("results as CSV", *_seen(view))
    kept = kept_pages().page(key, lambda: files.as_csv(view))
    response = Response(kept.fill({}), mimetype="text/csv")
    name = f"{slug}-{view.wave.code}-results.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return keep_where_same_for_all(response, seconds=KEPT_S)


def _seen(view: ResultsView) -> Iterator[Hashable]:
    """Yield all that the results of a wave depend on, whoever looks at them."""
    yield from (view.poll.slug, view.wave.code, view.standing, view.allowed, view.stamp)
    yield from (view.is_shown, view.next_opens_at, view.opened)


def _look(
    listing: Listing, wave: str | None, now: datetime
) -> tuple[ResultsView, Visitor]:
    visitor = visitor_of(request, listing, here=current(), now=now, wave_code=wave)
    view = public_results(
        listing=listing,
        wave_code=wave,
        has_answered=visitor.response is not None,
        is_staff=is_staff(),
        now=now,
    )
    return view, visitor
