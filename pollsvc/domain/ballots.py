"""The ballot: a respondent's one secret for a poll, and all that follows from it."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from pollsvc.domain.errors import ReceiptRefused
from pollsvc.domain.keys import derive_key
from pollsvc.domain.sentences import sentence

BALLOT_BYTES = 16
GROUP = 4

# Crockford's alphabet has no I, L, O or U, so that a copied receipt reads one way.
_RFC4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TO_CROCKFORD = str.maketrans(_RFC4648, _CROCKFORD)
_FROM_CROCKFORD = str.maketrans(_CROCKFORD, _RFC4648)
_LOOKALIKES = str.maketrans("ILOU", "110V")


@dataclass(frozen=True)
class Ballot:
    """The secret that one respondent holds for one poll: 16 random bytes."""

    secret: bytes

    def __repr__(self) -> str:
        """Return a text that is safe in a log: the secret stays out of it."""
        return "Ballot(...)"


def new_secret() -> bytes:
    """Return a new secret, from which a browser's ballots are derived."""
    return secrets.token_bytes(BALLOT_BYTES)


def ballot_for(browser_secret: bytes, poll_id: str) -> Ballot:
    """Return the ballot of the holder of a secret for one poll.

    One-way: a ballot, and so a receipt, says nothing of the secret it came from
    or of the same person's ballots for other polls.
    """
    derived = derive_key(browser_secret, "ballot", poll_id.encode())
    return Ballot(derived[:BALLOT_BYTES])


def wave_key(instance_secret: bytes, wave_id: str, salt: bytes) -> bytes:
    """Return the key of a wave, from a secret outside and a salt inside the database.

    Neither alone is enough, and once the salt is erased nobody can find a
    response again, with any receipt.
    """
    return derive_key(instance_secret, "wave", wave_id.encode(), salt)


def response_id(key: bytes, ballot: Ballot) -> bytes:
    """Return the primary key of a ballot's response in the wave of a key: 16 bytes."""
    return hmac.digest(key, ballot.secret, hashlib.sha256)[:16]


def receipt_text(ballot: Ballot) -> str:
    """Return the ballot as text a person can keep: seven groups of four characters.

    136 bits, 16 bytes and one check byte, in Crockford's base 32.
    """
    packed = ballot.secret + _check(ballot.secret)
    text = base64.b32encode(packed).decode().rstrip("=").translate(_TO_CROCKFORD)
    return "-".join(text[i : i + GROUP] for i in range(0, len(text), GROUP))


def ballot_of_receipt(text: str) -> Ballot:
    """Return the ballot that a receipt holds, however it was spaced or cased.

    Raises:
        ReceiptRefused: The text is not a whole receipt.
    """
    letters = "".join(c for c in text.upper() if c.isalnum()).translate(_LOOKALIKES)
    try:
        encoded = letters.translate(_FROM_CROCKFORD).encode("ascii")
        packed = base64.b32decode(encoded + b"=" * (-len(encoded) % 8))
    except (ValueError, UnicodeEncodeError):
        packed = b""
    ballot = Ballot(packed[:BALLOT_BYTES])
    # Written again it must read the same: the last letter has bits to spare.
    if receipt_text(ballot).replace("-", "") != letters:
        msg = sentence(
            "This is not a whole receipt. It has seven groups of four letters and "
            "digits; check them one by one."
        )
        raise ReceiptRefused(msg)
    return ballot


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"receipt" + secret).digest()[:1]
