"""The addresses that are for operators, and who may ask for the figures."""

from collections.abc import Mapping
from functools import wraps
from hmac import compare_digest
from ipaddress import ip_address
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from pollsvc.config import LOOPBACK, Settings, host_name
from pollsvc.domain.errors import NotPermitted
from pollsvc.domain.sentences import sentence
from pollsvc.installation import current
from pollsvc.web.access import View, mark

HEALTH, READINESS, FIGURES = "/healthz", "/readyz", "/metrics"
ADDRESSES = frozenset({HEALTH, READINESS, FIGURES})
OPERATORS = "operators"
_PROXY_HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_VIA",
)


def operators_only(view: View) -> View:
    """Let in only who shows the token or, where there is none, this machine itself."""

    @wraps(view)
    def guarded(*args: object, **kwargs: object) -> ResponseReturnValue:
        if not may_see_figures(request.environ, current().settings):
            msg = sentence("The figures are for those who run this site.")
            raise NotPermitted(msg)
        return view(*args, **kwargs)

    mark(guarded, OPERATORS)
    return guarded  # type: ignore[return-value]


def may_see_figures(environ: Mapping[str, Any], settings: Settings) -> bool:
    """Return whether a request may see the figures.

    A proxy on the same machine makes everybody look near: what came through one, by
    its headers or by the name that was asked for, does not count as near.
    """
    if token := settings.metrics_token:
        shown = environ.get("HTTP_AUTHORIZATION", "")
        return compare_digest(shown.encode(), f"Bearer {token}".encode())
    if any(name in environ for name in _PROXY_HEADERS):
        return False
    asked = host_name(environ.get("HTTP_HOST", ""))
    return asked in LOOPBACK and is_loopback(environ.get("REMOTE_ADDR", ""))


def is_loopback(address: str) -> bool:
    """Return whether an address is this machine's own; what is none is not."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
