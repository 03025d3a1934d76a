"""Keeps how far somebody came in a survey, and gives them the link to go on with."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from pollsvc.blueprints.responding import surveys
from pollsvc.blueprints.responding.journey import Step
from pollsvc.blueprints.responding.pages import KeptPage
from pollsvc.blueprints.responding.presenting import surround
from pollsvc.domain import errors
from pollsvc.domain.bookmarks import Bookmark, Paused, bookmark_text
from pollsvc.domain.polls import Poll
from pollsvc.domain.sentences import in_a_row, sentence
from pollsvc.installation import current
from pollsvc.services import bookmarks
from pollsvc.services.bookmarks import Interruption
from pollsvc.web.fields import HiddenField
from pollsvc.web.limits import Allowance, take
from pollsvc.web.outages import note_outage
from pollsvc.web.times import day_words

FIELD = "bookmark"
"""The form field of a bookmark, which is posted to go on."""

GO_ON = sentence("You can go on and submit it now, or try again a little later.")
MANY_LATER = sentence(
    "From your network so many surveys were kept for later within an hour that no more "
    "is kept now."
)
STORE_AWAY = sentence("Your answers so far could not be kept at the moment.")


def keep(step: Step) -> ResponseReturnValue:
    """Keep all that was given, and return the page with the link.

    Where it cannot be kept, the page that was sent comes back with all that is in it.

    Raises:
        TooManyRequests: The network has sent too much; what it sent is handed back.
    """
    wait = take(request, Allowance.FREE)
    if wait is not None:
        raise TooManyRequests(retry_after=wait)
    if take(request, Allowance.LATER) is not None:
        return surveys.show(step, notice=in_a_row(MANY_LATER, GO_ON), status=429)
    visit, here = step.visit, current()
    try:
        bookmark, remove_on = bookmarks.keep(
            Interruption(
                ballot=visit.ballot, paused=_paused(step), came_by=visit.came_by
            ),
            listing=visit.offer.listing,
            keys=here.keys,
            now=visit.now,
        )
    except errors.NoRoomForBookmark as refusal:
        return surveys.show(step, notice=in_a_row(refusal.text, GO_ON), status=503)
    except errors.StoreUnavailable as refusal:
        if not isinstance(refusal, errors.KeyMissing):
            note_outage(refusal)
        return surveys.show(step, notice=in_a_row(STORE_AWAY, GO_ON), status=503)
    page = KeptPage(
        surround=surround(visit),
        title=visit.poll.title,
        link=f"{here.settings.public_url}{link_path(visit.poll, bookmark)}",
        until=day_words(remove_on),
        replaces=visit.came_by is not None,
        closes=visit.offer.wave.window.closes_at is not None,
        action=continue_path(visit.poll, framed=visit.framed),
        hidden=hidden(bookmark),
    )
    return render_template("responding/kept.html", page=page)


def link_path(poll: Poll, bookmark: Bookmark) -> str:
    """Return the path of the link that holds a bookmark: always a page of its own."""
    return url_for("continuing.link", slug=poll.slug, bookmark=bookmark_text(bookmark))


def continue_path(poll: Poll, *, framed: bool) -> str:
    """Return where a bookmark is posted to."""
    endpoint = "continuing.continue_frame" if framed else "continuing.go_on"
    return url_for(endpoint, slug=poll.slug)


def hidden(bookmark: Bookmark) -> tuple[HiddenField, ...]:
    """Return a bookmark as a field of a form."""
    return (HiddenField(name=FIELD, value=bookmark_text(bookmark)),)


def _paused(step: Step) -> Paused:
    visit = step.visit
    return Paused(
        version=visit.poll.questionnaire.version,
        place=step.place,
        seen=step.seen,
        raw=visit.raw,
    )
