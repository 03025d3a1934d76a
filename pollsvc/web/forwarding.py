"""How a request came here: for the operator who asks through the public address.

Only who holds the instance's secret can ask, so nobody else learns anything.
"""

from collections.abc import Mapping
from typing import Any

from itsdangerous import BadSignature, TimestampSigner

from pollsvc.domain.forwarding import FORGED, Forwarding
from pollsvc.domain.keys import KeyRing, derive_key
from pollsvc.web.operators import is_loopback

HEADER = "Pollsvc-Forwarding"
_LIFE_S = 60
_QUESTION = b"forwarding"


def question(secret: bytes) -> str:
    """Return what to send in the header: good for a minute."""
    return _signer(secret).sign(_QUESTION).decode()


def is_question(text: str | None, keys: KeyRing) -> bool:
    """Return whether a header was made with one of the instance's secrets, just now."""
    return any(_is_signed(text or "", secret) for secret in keys.secrets)


def seen_in(environ: Mapping[str, Any]) -> Forwarding:
    """Return how a request came, as the server saw it before and after belief."""
    before = environ.get("werkzeug.proxy_fix.orig", environ)
    listed = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
    addresses = [entry.strip() for entry in listed if entry.strip()]
    hops = None
    if FORGED in addresses:
        hops = len(addresses) - 1 - addresses.index(FORGED)
    return Forwarding(
        hops=hops,
        forwarded=len(addresses),
        believed=environ.get("REMOTE_ADDR") == FORGED,
        near=is_loopback(before.get("REMOTE_ADDR", "")),
        scheme=environ["wsgi.url_scheme"],
    )


def _is_signed(text: str, secret: bytes) -> bool:
    try:
        return _signer(secret).unsign(text, max_age=_LIFE_S) == _QUESTION
    except BadSignature:
        return False


def _signer(secret: bytes) -> TimestampSigner:
    return TimestampSigner(derive_key(secret, "forwarding"))
