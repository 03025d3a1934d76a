"""In whose frames a refusal may be shown, when no view has come to say so."""

from contextlib import suppress

from flask import Request

from pollsvc.domain.polls import SLUG
from pollsvc.services.catalogue import published
from pollsvc.web.headers import allow_frames, is_decided
from pollsvc.web.surround import Surround, is_framed


def surround_of_refusal(
    request: Request, *, may_ask: bool, leads_on: bool = True
) -> Surround:
    """Return what stands around a refusal, and let it be read where it is shown.

    In a frame it obeys the list of its poll. Where there is no such poll, or nobody
    can say, it holds nothing of one: then any site may show it, for a person in a
    frame must read why it is empty.

    Args:
        request: What is refused.
        may_ask: Whether the poll may be looked up; not where the store has just
            failed to answer, for the person would wait as long again.
        leads_on: Whether other pages of ours can be asked for under the same name.
    """
    if not is_framed(request):
        return Surround() if leads_on else Surround(layout="layouts/alone.html")
    if not is_decided():
        allow_frames(_sites(request) if may_ask else ())
    return Surround(layout="layouts/frame.html", framed=True, leads_on=leads_on)


def _sites(request: Request) -> tuple[str, ...]:
    slug = request.path.split("/")[2]
    # Whatever is wrong has been found wrong already: here it must not stop its page.
    with suppress(Exception):
        if SLUG.fullmatch(slug):
            return published(slug).poll.draft.sites
    return ()
