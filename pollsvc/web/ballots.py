"""Ballots in forms, cookies and addresses: signed, sealed, and never a session.

A page for somebody new carries a fresh browser secret; for somebody known it carries
the ballot itself. A cookie is set only when an answer has been taken.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from flask import Request, Response
from werkzeug.http import dump_cookie

from pollsvc.domain.ballots import BALLOT_BYTES, Ballot, ballot_for, new_secret
from pollsvc.domain.errors import BallotExpired, BallotRefused
from pollsvc.domain.responses import Outcome
from pollsvc.domain.sentences import sentence
from pollsvc.installation import Installation
from pollsvc.web.seals import bytes_of, seal, text_of, unseal

FIELD = "_ballot"
"""The form field of the token; a question's code cannot begin like this."""
FORM_LIFE = timedelta(days=7)
"""Long, because nobody should lose an answer by being slow."""

THANKS = "thanks"
THANKS_LIFE = timedelta(minutes=15)
COOKIE_LIFE = timedelta(days=365)
_MAC_BYTES = 16
_TIME_BYTES = 5
_OUTCOME_AT = _TIME_BYTES + BALLOT_BYTES
_OUTCOME_BYTES = max(map(len, Outcome))


class Held(Enum):
    """What a form's token holds."""

    BROWSER_SECRET = b"s"
    BALLOT = b"b"


@dataclass(frozen=True)
class FormToken:
    """The secret that a form carries.

    Attributes:
        held: Whether it is a new browser's secret or one poll's ballot.
        secret: 16 bytes.
    """

    held: Held
    secret: bytes

    def ballot(self, poll_id: str) -> Ballot:
        """Return the ballot for a poll that follows from this token."""
        if self.held is Held.BALLOT:
            return Ballot(self.secret)
        return ballot_for(self.secret, poll_id)


def token_for_visitor(browser_secret: bytes | None, poll_id: str) -> FormToken:
    """Return what to put into the form of somebody known, or of somebody new."""
    if browser_secret is None:
        return FormToken(Held.BROWSER_SECRET, new_secret())
    return FormToken(Held.BALLOT, ballot_for(browser_secret, poll_id).secret)


def write_token(
    token: FormToken, poll_id: str, *, here: Installation, now: datetime
) -> str:
    """Return a token as text for a form field, signed for one poll and dated."""
    issued = int(now.timestamp()).to_bytes(_TIME_BYTES, "big")
    body = token.held.value + token.secret + issued
    return text_of(body + _mac(body, poll_id, here.key("form token")))


def read_token(
    text: str, poll_id: str, *, here: Installation, now: datetime
) -> FormToken:
    """Return the token that a form sent back.

    Raises:
        BallotRefused: It is not one of ours, or for another poll.
        BallotExpired: It is ours, but too old.
    """
    raw = bytes_of(text)
    body, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
    whole = len(body) == 1 + BALLOT_BYTES + _TIME_BYTES
    # The current secret first: earlier ones only for forms of before a rotation.
    if not whole or not any(
        hmac.compare_digest(mac, _mac(body, poll_id, key))
        for key in here.keys_to_read("form token")
    ):
        msg = sentence("This form was damaged on its way.")
        raise BallotRefused(msg)
    token = FormToken(Held(body[:1]), body[1 : 1 + BALLOT_BYTES])
    issued = datetime.fromtimestamp(int.from_bytes(body[-_TIME_BYTES:], "big"), UTC)
    if now - issued > FORM_LIFE:
        msg = sentence("This form was opened too long ago.")
        raise BallotExpired(msg)
    return token


@dataclass(frozen=True)
class Thanks:
    """What the page after an answer needs to know of it."""

    ballot: Ballot
    outcome: Outcome


def seal_thanks(
    thanks: Thanks, poll_id: str, *, here: Installation, now: datetime
) -> str:
    """Return the ballot sealed for the next page's address, for minutes only.

    Without cookies there is no other way to show a receipt after a redirect. Sealed,
    it is of no use to anybody but this server, which opens it for minutes only. Whoever
    holds the secret key could still open an old one: it must not be written down.
    """
    until = int((now + THANKS_LIFE).timestamp()).to_bytes(_TIME_BYTES, "big")
    # All outcomes are as long: the length of what is sent back tells nobody on the
    # way whether an answer was the first.
    outcome = thanks.outcome.encode().ljust(_OUTCOME_BYTES)
    inside = until + thanks.ballot.secret + outcome
    return seal(inside, poll_id, here.key("thanks"))


def open_thanks(
    text: str | None, poll_id: str, *, here: Installation, now: datetime
) -> Thanks | None:
    """Return what `seal_thanks` sealed, or None if it is not that, or too old."""
    if not text:
        return None
    opened = unseal(text, poll_id, here.keys_to_read("thanks"))
    if opened is None:
        return None
    until = datetime.fromtimestamp(int.from_bytes(opened[:_TIME_BYTES], "big"), UTC)
    if now > until:
        return None
    ballot, outcome = opened[_TIME_BYTES:][:BALLOT_BYTES], opened[_OUTCOME_AT:]
    return Thanks(Ballot(ballot), Outcome(outcome.decode().rstrip()))


def cookie_name(here: Installation) -> str:
    """Return the cookie's name; `__Host-` needs https."""
    return "__Host-ballots" if here.settings.secure else "ballots"


def cookie_secret(request: Request, here: Installation) -> bytes | None:
    """Return the browser's secret from its cookie, if it has one of ours."""
    if "HTTP_COOKIE" not in request.environ:
        return None
    secret = bytes_of(request.cookies.get(cookie_name(here), ""))
    return secret if len(secret) == BALLOT_BYTES else None


def set_cookie(response: Response, secret: bytes, here: Installation) -> None:
    """Let the browser keep its secret, in frames of other sites too where it can."""
    secure = here.settings.secure
    cookie = dump_cookie(
        cookie_name(here),
        text_of(secret),
        max_age=COOKIE_LIFE,
        # No date: given again to somebody else it would say when this answer came.
        sync_expires=False,
        secure=secure,
        httponly=True,
        samesite="None" if secure else "Lax",
        partitioned=secure,
    )
    response.headers.add("Set-Cookie", cookie)


def _mac(body: bytes, poll_id: str, key: bytes) -> bytes:
    return hmac.digest(key, body + poll_id.encode(), hashlib.sha256)[:_MAC_BYTES]
