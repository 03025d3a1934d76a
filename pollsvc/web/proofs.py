"""Proofs of work: asked for one ballot of one poll, for minutes, and of no other use.

A browser finds a number by trying some hundreds; nothing of it is stored anywhere.
"""

import json
import secrets
from datetime import datetime, timedelta

from altcha import Payload, create_challenge, verify_solution

from pollsvc.domain.ballots import Ballot
from pollsvc.domain.keys import derive_key
from pollsvc.domain.ladder import Proof
from pollsvc.installation import Installation

FIELD = "_work"
"""The form field of the proof; a question's code cannot begin like this."""

LIFE = timedelta(minutes=20)
ALGORITHM = "PBKDF2/SHA-256"
ROUNDS = 2_000
FEWEST, MOST = 100, 300
"""How many numbers a browser tries: about a second on a slow phone."""

_MARK_BYTES = 16


def challenge_for(
    ballot: Ballot, poll_id: str, *, here: Installation, now: datetime
) -> str:
    """Return the work asked for before a ballot is taken, as JSON for the widget."""
    challenge = create_challenge(
        ALGORITHM,
        ROUNDS,
        counter=FEWEST + secrets.randbelow(MOST - FEWEST),
        expires_at=now + LIFE,
        data=_purpose(ballot, poll_id, here.secret),
        hmac_secret=derive_key(here.secret, "challenge"),
        hmac_key_secret=derive_key(here.secret, "solution"),
    )
    return json.dumps(challenge.to_dict(), separators=(",", ":"))


def proof_in(text: str, ballot: Ballot, poll_id: str, *, here: Installation) -> Proof:
    """Return what a form's field proves: the work for this very ballot, or not.

    Sent again it proves the same, which is the same answer again and counts once: so
    nothing needs to be remembered of it.
    """
    if not text:
        return Proof.NONE
    try:
        payload = Payload.from_base64(text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Proof.FAILED
    # Of earlier secrets there may be work under way, asked for before a rotation.
    proved = (_proves(payload, ballot, poll_id, s) for s in here.keys.secrets)
    return Proof.GOOD if any(proved) else Proof.FAILED


def _proves(payload: Payload, ballot: Ballot, poll_id: str, secret: bytes) -> bool:
    if payload.challenge.parameters.data != _purpose(ballot, poll_id, secret):
        return False
    result = verify_solution(
        payload,
        derive_key(secret, "challenge"),
        hmac_key_secret=derive_key(secret, "solution"),
    )
    return bool(result.verified)


def _purpose(ballot: Ballot, poll_id: str, secret: bytes) -> dict[str, str]:
    # Not the ballot itself: the widget need not hold a secret.
    key = derive_key(secret, "mark of a ballot", poll_id.encode(), ballot.secret)
    return {"for": "answer", "poll": poll_id, "ballot": key[:_MARK_BYTES].hex()}
