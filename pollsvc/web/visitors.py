"""The visitor of a poll's page: which ballot is theirs, from address or cookie."""

import json
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime

from flask import Request

from pollsvc.domain.ballots import Ballot, ballot_for
from pollsvc.installation import Installation
from pollsvc.services.catalogue import Listing
from pollsvc.services.responding import OwnResponse, own_response
from pollsvc.web.ballots import THANKS, Thanks, cookie_secret, open_thanks


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """What is known of a visitor: at most their own ballot and response.

    Attributes:
        thanks: What has just been taken from them, if they come from the form.
        response: What the ballot has answered in the wave looked at.
        remembered: Whether the browser's cookie alone would say as much.
    """

    ballot: Ballot | None = None
    thanks: Thanks | None = None
    response: OwnResponse | None = None
    remembered: bool = False

    @property
    def look(self) -> Hashable:
        """All that a page shows of a visitor, except the receipt."""
        if self.response is None:
            return None
        answers = json.dumps(self.response.answers, sort_keys=True)
        outcome = self.thanks.outcome if self.thanks else None
        return answers, outcome, self.remembered, self.response.set_aside


def visitor_of(
    request: Request,
    listing: Listing,
    *,
    here: Installation,
    now: datetime,
    wave_code: str | None = None,
) -> Visitor:
    """Return who looks at a poll's page, by the sealed thanks or the cookie."""
    poll = listing.poll
    thanks = open_thanks(request.args.get(THANKS), poll.id, here=here, now=now)
    secret = cookie_secret(request, here)
    kept = ballot_for(secret, poll.id) if secret else None
    ballot = thanks.ballot if thanks else kept
    if ballot is None:
        return Visitor()
    response = own_response(
        listing=listing, ballot=ballot, keys=here.keys, now=now, wave_code=wave_code
    )
    return Visitor(
        ballot=ballot,
        thanks=thanks if response else None,
        response=response,
        remembered=ballot == kept,
    )
