"""Takes what a poll's form has sent: the one way of every answer, by Flask or before.

A plain answer is a new visitor's to a poll of one page in one language: what nearly
everybody sends. It is taken as any other, but Flask need not be asked how to answer.
"""

from collections.abc import Mapping
from functools import partial

from flask import Request

from pollsvc.blueprints.responding.reading import sent_visit
from pollsvc.blueprints.responding.visits import Visit
from pollsvc.domain.answers import parse_answers
from pollsvc.domain.asides import Aside
from pollsvc.domain.ballots import Ballot
from pollsvc.domain.errors import WrongOrigin
from pollsvc.domain.journeys import is_survey
from pollsvc.installation import current
from pollsvc.services import responding
from pollsvc.services.responding import Submission
from pollsvc.web import ballots
from pollsvc.web.ballots import Held, Thanks
from pollsvc.web.ladder import aside_for
from pollsvc.web.limits import Allowance, take
from pollsvc.web.plain_forms import Taken
from pollsvc.web.seals import text_of

_THANKS, _SECRET = "thanks", "secret"


def taken(request: Request, visit: Visit) -> Thanks:
    """Check, count and store what was sent, and return what its sender is told.

    Raises:
        Refusal: It was not taken.
    """
    here, poll = current(), visit.poll
    wait = take(request, Allowance.FREE)
    ballot = visit.token.ballot(poll.id)
    if isinstance(visit.token_problem, WrongOrigin):
        raise visit.token_problem
    responding.require_taking(
        visit.offer.wave, wants_change=visit.changing, now=visit.now
    )
    aside = _aside(request, visit, ballot, wait)
    if visit.token_problem is not None:
        raise visit.token_problem
    outcome = responding.submit(
        Submission(
            listing=visit.offer.listing,
            raw_answers=visit.raw,
            ballot=ballot,
            wants_change=visit.changing,
            language=poll.questionnaire.language,
            aside=aside,
            came_by=visit.came_by,
        ),
        keys=here.keys,
        now=visit.now,
    )
    return Thanks(ballot, outcome)


def sealed(visit: Visit, thanks: Thanks) -> str:
    """Return what the page after an answer shows, sealed for its address."""
    return ballots.seal_thanks(thanks, visit.poll.id, here=current(), now=visit.now)


def taken_alike(request: Request, visit: Visit, thanks: str) -> Taken | None:
    """Return how forms like one that was taken can be taken; None: as this one was.

    Args:
        request: What was sent.
        visit: The same, as it was read.
        thanks: What the page after it shows, sealed.
    """
    if not _is_plain(request, visit):
        return None
    listing = visit.offer.listing
    again = partial(_taken_alike, slug=listing.poll.slug, revision=listing.revision)
    return Taken(own=_own(visit, thanks), again=again)


def _taken_alike(
    request: Request, *, slug: str, revision: int
) -> Mapping[str, str] | None:
    visit = sent_visit(request, slug)
    # Something may have changed that Flask's headers say, such as who may hold frames.
    is_current = visit.offer.listing.revision == revision
    if not is_current or not _is_plain(request, visit):
        return None
    return _own(visit, sealed(visit, taken(request, visit)))


def _own(visit: Visit, thanks: str) -> dict[str, str]:
    return {_THANKS: thanks, _SECRET: text_of(visit.token.secret)}


def _is_plain(request: Request, visit: Visit) -> bool:
    return (
        visit.token.held is Held.BROWSER_SECRET
        and visit.token_problem is None
        and not visit.changing
        and not is_survey(visit.poll.questionnaire)
        and len(visit.offer.listing.languages) == 1
        and ballots.cookie_secret(request, current()) is None
    )


def _aside(
    request: Request, visit: Visit, ballot: Ballot, wait: int | None
) -> Aside | None:
    """Return why an answer is set aside; None: it counts.

    Past the allowance, answers that fail their questions' rules are told so first, for
    neither work nor patience mends them. A damaged ballot is not: the page that asks
    for work or patience has a new one.
    """
    if wait is None:
        return None
    parse_answers(visit.poll.questionnaire, visit.raw)
    return aside_for(request, ballot, visit.poll.id, wait=wait, here=current())
