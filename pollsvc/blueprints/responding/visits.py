"""One visit to a poll's form: what was looked at or sent, and with which ballot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pollsvc.domain.ballots import Ballot
from pollsvc.domain.bookmarks import Bookmark
from pollsvc.domain.errors import Refusal
from pollsvc.domain.polls import Poll
from pollsvc.services.responding import PollOnOffer
from pollsvc.web.ballots import FormToken

VERSION = "_version"
"""The form field that says which version of the questions it asks."""

CHANGE = "_change"
"""The form field that says a change is wished; a question's code cannot begin so."""

FORM_CACHING = "private, no-cache"
"""Kept by the browser for its Back button only, so that going back shows the very form
that was sent or refused, with its ballot, and counts once even without cookies."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A form as somebody sees it, or as it came back from them.

    Attributes:
        token: The ballot that came with the form, or goes into it.
        token_problem: Why the one that came cannot be taken, so that `token` is fresh.
        framed: Whether it stands inside another site's page.
        raw: For each form field the values sent, or to be shown as given.
        changing: Whether earlier answers are to be replaced.
        proof: The proof of work that came with it, or nothing.
        came_by: The bookmark with which a survey was gone on with, if it was.
    """

    offer: PollOnOffer
    token: FormToken
    framed: bool
    now: datetime
    raw: Mapping[str, Sequence[str]] = field(default_factory=dict)
    changing: bool = False
    token_problem: Refusal | None = None
    proof: str = ""
    came_by: Bookmark | None = None

    @property
    def poll(self) -> Poll:
        """The poll visited."""
        return self.offer.poll

    @property
    def ballot(self) -> Ballot:
        """The visitor's ballot for this poll."""
        return self.token.ballot(self.poll.id)
