"""Going on with a survey where somebody stopped, by the link that they were given."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.responding import keeping, refusals, surveys
from pollsvc.blueprints.responding.journey import Step
from pollsvc.blueprints.responding.pages import ContinuePage
from pollsvc.blueprints.responding.presenting import surround
from pollsvc.blueprints.responding.reading import visit_of
from pollsvc.blueprints.responding.visits import Visit
from pollsvc.domain import errors
from pollsvc.domain.bookmarks import Bookmark, bookmark_of, fitted
from pollsvc.domain.sentences import in_a_row, sentence
from pollsvc.installation import current
from pollsvc.services import bookmarks, responding
from pollsvc.web.access import public
from pollsvc.web.headers import hide_address
from pollsvc.web.limits import limit_answers
from pollsvc.web.origins import require_own_page

blueprint = Blueprint("continuing", __name__)

CHANGED = sentence(
    "This survey was changed since you stopped. Your answers that still fit are filled "
    "in: please look through them once more."
)

DELETED = sentence("What was kept for you is deleted, and was not counted.")


@blueprint.get("/p/<slug:slug>/continue/<bookmark>")
@public
def link(slug: str, bookmark: str) -> ResponseReturnValue:
    """Ask whether to go on: looking at a link, as programs do too, opens nothing."""
    hide_address()
    visit = visit_of(request, slug)
    found = bookmark_of(bookmark)
    page = ContinuePage(
        surround=surround(visit),
        title=visit.poll.title,
        action=keeping.continue_path(visit.poll, framed=False),
        hidden=keeping.hidden(found),
        anew=url_for("responding.poll", slug=slug),
    )
    return render_template("responding/continue.html", page=page)


@blueprint.route("/p/<slug:slug>/continue", methods=["GET", "POST"])
@blueprint.route(
    "/e/<slug:slug>/continue", methods=["GET", "POST"], endpoint="continue_frame"
)
@limit_answers
@public
def go_on(slug: str) -> ResponseReturnValue:
    """Show the page on which somebody stopped, with all that they had given."""
    visit = visit_of(request, slug)
    if request.method == "GET":
        endpoint = "responding.frame" if visit.framed else "responding.poll"
        return redirect(url_for(endpoint, slug=slug), 303)
    require_own_page(request, current())
    found = bookmark_of(request.form.get(keeping.FIELD, ""))
    try:
        responding.require_taking(visit.offer.wave, wants_change=False, now=visit.now)
    except errors.NotOpen as refusal:
        status = 410 if refusal.closed_at else 403
        return refusals.not_open(visit, status, in_a_row(refusal.text, DELETED))
    return _opened(visit, found)


def _opened(visit: Visit, bookmark: Bookmark) -> ResponseReturnValue:
    paused = bookmarks.opened(
        listing=visit.offer.listing,
        bookmark=bookmark,
        keys=current().keys,
        now=visit.now,
    )
    now = fitted(paused, visit.poll.questionnaire)
    # With a ballot of this browser's own: a link may come from somebody else, who
    # must not be able to see or change what is submitted here.
    back = replace(visit, raw=now.raw, came_by=bookmark)
    step = Step(visit=back, place=now.place, seen=now.seen)
    return surveys.show(step, notice=CHANGED if now is not paused else None)
