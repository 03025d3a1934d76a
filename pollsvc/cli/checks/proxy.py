"""The way from outside: a request through the public address, looked at on arrival."""

import json
import socket
from dataclasses import replace
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from pollsvc.cli.served_at import link_base
from pollsvc.config import Settings
from pollsvc.domain.findings import Finding, warning
from pollsvc.domain.forwarding import ABOUT, FORGED, Forwarding, judge
from pollsvc.web.forwarding import HEADER, question
from pollsvc.web.operators import HEALTH

TIMEOUT_S = 5


def finding(settings: Settings, secret: bytes) -> Finding:
    """Return what is found of the proxies, as far as it can be told from here."""
    address = link_base(settings)
    try:
        seen, near = _ask(address, secret), _is_near(address)
    except (OSError, HTTPException, ValueError, TypeError, KeyError) as error:
        why = str(error) or type(error).__name__
        return warning(
            ABOUT,
            f"{address}{HEALTH} could not be asked: {why}",
            "Start the server, and see that this address leads to it.",
        )
    return judge(
        seen,
        trusted=settings.trusted_proxies,
        secure=address.startswith("https://"),
        public_is_near=near,
    )


def _ask(address: str, secret: bytes) -> Forwarding:
    """Send a request that claims to be forwarded; return what the server saw of it.

    Raises:
        OSError: It cannot be reached.
        ValueError: Somebody else answered, or refused to.
    """
    told = _told(address, {HEADER: question(secret), "X-Forwarded-For": FORGED})
    if "forwarding" not in told:
        msg = "a server with another secret answered"
        raise ValueError(msg)
    seen = Forwarding(**told["forwarding"])
    return replace(seen, underscores=_lets_underscores_through(address, secret))


def _lets_underscores_through(address: str, secret: bytes) -> bool:
    try:
        told = _told(address, {HEADER.replace("-", "_"): question(secret)})
    except ValueError:
        return False
    return "forwarding" in told


def _told(address: str, headers: dict[str, str]) -> dict[str, Any]:
    """Return what the server tells of itself.

    Raises:
        OSError: It cannot be reached.
        ValueError: It refused, or it is another program.
    """
    parts = urlsplit(address)
    https = parts.scheme == "https"
    kind = HTTPSConnection if https else HTTPConnection
    connection = kind(parts.netloc, timeout=TIMEOUT_S)
    try:
        connection.request("GET", HEALTH, headers=headers)
        answer = connection.getresponse()
        body = answer.read(10_000)
    finally:
        connection.close()
    if answer.status != 200:  # noqa: PLR2004
        msg = f"it answered {answer.status}"
        raise ValueError(msg)
    told: dict[str, Any] = json.loads(body)
    return told


def _is_near(address: str) -> bool:
    host = urlsplit(address).hostname
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return any(ip_address(entry[4][0]).is_loopback for entry in found)
