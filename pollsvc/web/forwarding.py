"""How a request arrived: for the operator who asks through the public address.

Only who holds the instance's secret can ask, so nobody else learns anything.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from itsdangerous import BadSignature, TimestampSigner

from pollsvc.domain.keys import derive_key
from pollsvc.web.operators import is_loopback

HEADER = "Pollsvc-Forwarding"
FORGED = "203.0.113.7"
"""What who asks claims to be: an address that exists in documentation only."""

_LIFE_S = 60
_QUESTION = b"forwarding"


@dataclass(frozen=True, kw_only=True)
class Forwarding:
    """What the server saw of a request that claimed to be forwarded.

    Attributes:
        hops: How many addresses proxies have put after the forged one; None: the
            forged one is gone.
        forwarded: How many addresses there are in all.
        believed: Whether the forged address counted as the visitor's.
        near: Whether the request came from the same machine.
        scheme: With what the server believes it was asked.
    """

    hops: int | None
    forwarded: int
    believed: bool
    near: bool
    scheme: str


def question(secret: bytes) -> str:
    """Return what to send in the header: good for a minute."""
    return _signer(secret).sign(_QUESTION).decode()


def is_question(text: str | None, secret: bytes) -> bool:
    """Return whether a header was made with the instance's secret, just now."""
    try:
        return _signer(secret).unsign(text or "", max_age=_LIFE_S) == _QUESTION
    except BadSignature:
        return False


def forwarding_of(environ: Mapping[str, Any]) -> dict[str, object]:
    """Return how a request arrived, as the server saw it before and after belief."""
    before = environ.get("werkzeug.proxy_fix.orig", environ)
    listed = [
        entry.strip()
        for entry in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if entry.strip()
    ]
    hops = len(listed) - 1 - listed.index(FORGED) if FORGED in listed else None
    return asdict(
        Forwarding(
            hops=hops,
            forwarded=len(listed),
            believed=environ.get("REMOTE_ADDR") == FORGED,
            near=is_loopback(before.get("REMOTE_ADDR", "")),
            scheme=environ["wsgi.url_scheme"],
        )
    )


def _signer(secret: bytes) -> TimestampSigner:
    return TimestampSigner(derive_key(secret, "forwarding"))
