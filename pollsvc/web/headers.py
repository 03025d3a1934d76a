"""Security headers on every answer, errors included.

Each answer is shown in one of few ways; the whole list of headers of a way is made
once and then only copied, for this stands in the way of every answer.
"""

import base64
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from http import HTTPStatus
from typing import NamedTuple

from flask import Flask, Response, g, request

from pollsvc.installation import EXTENSION, Installation
from pollsvc.web.languages import PARAMETER

Header = tuple[str, str]

_EVERYWHERE: tuple[Header, ...] = (
    ("X-Content-Type-Options", "nosniff"),
    (
        "Permissions-Policy",
        (
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
            "browsing-topics=()"
        ),
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
_OVER_HTTPS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
_NO_STORE = ("Cache-Control", "no-store")
_NOBODY, _OURSELVES, _ANYBODY = "'none'", "'self'", "*"
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
}
_MOST_LISTS = 1024
"""One for each set of sites that authors have named; the oldest are made again."""


class Showing(NamedTuple):
    """How an answer may be shown.

    Attributes:
        ancestors: Whose pages may hold it in a frame, in the policy's notation.
        holds_frames: Whether frames of ours stand in it.
        for_any_site: Whether other sites' pages may load it.
        tells_address: Whether its own address is told to the pages it leads to.
    """

    ancestors: str = _NOBODY
    holds_frames: bool = False
    for_any_site: bool = False
    tells_address: bool = True


_PAGE = Showing()


def allow_frames(sites: Iterable[str]) -> None:
    """Let this answer be shown in frames: of the given sites, or of any if none."""
    g.showing = Showing(" ".join(sites) or _ANYBODY, for_any_site=True)


def allow_own_frames() -> None:
    """Let this answer be shown in frames of our own pages."""
    g.showing = Showing(_OURSELVES)


def allow_any_site() -> None:
    """Let any site's page load this answer, which is the same for everybody."""
    g.showing = Showing(for_any_site=True)


def hold_frames() -> None:
    """Let this page hold frames of ours."""
    g.showing = Showing(holds_frames=True)


def hide_address() -> None:
    """Let nobody be told this page's address, for it holds a secret."""
    g.showing = Showing(tells_address=False)


def is_decided() -> bool:
    """Return whether a view has said how this answer may be shown."""
    return "showing" in g


def keep_where_same_for_all(response: Response, *, seconds: int) -> Response:
    """Let caches keep an answer, unless something in its request could be personal.

    Who sends a cookie, or the seal of a receipt after the question mark, may be shown
    what is theirs alone: that is never kept. A language is nobody's alone.
    """
    personal = request.cookies or {*request.args} - {PARAMETER}
    if not personal and response.status_code == HTTPStatus.OK:
        response.headers["Cache-Control"] = f"public, max-age={seconds}"
        response.vary.add("Cookie")
    return response


def init_headers(app: Flask) -> None:
    """Put the headers on every answer of an application."""
    here: Installation = app.extensions[EXTENSION]
    secure = here.settings.secure

    @lru_cache(_MOST_LISTS)
    def whole(showing: Showing, *, no_store: bool) -> tuple[Header, ...]:
        script = app.jinja_env.get_template("inline/frame.js").render()
        https = (_OVER_HTTPS,) if secure else ()
        kept = (_NO_STORE,) if no_store else ()
        return *_EVERYWHERE, *https, *_headers_of(showing, script), *kept

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        unsaid = "Cache-Control" not in headers
        headers.extend(whole(g.get("showing", _PAGE), no_store=unsaid))
        return response


def _headers_of(showing: Showing, script: str) -> tuple[Header, ...]:
    """Return the headers that differ from one way of showing to another.

    Args:
        showing: The way.
        script: The one script that stands in a framed page itself.
    """
    policy = dict(_POLICY)
    if showing.ancestors != _NOBODY:
        policy["script-src"] += f" {_source_of(script)}"
    if showing.holds_frames:
        policy["frame-src"] = _OURSELVES
    policy["frame-ancestors"] = showing.ancestors
    headers = [
        ("Content-Security-Policy", "; ".join(f"{n} {v}" for n, v in policy.items())),
        (
            "Cross-Origin-Resource-Policy",
            "cross-origin" if showing.for_any_site else "same-origin",
        ),
        ("Referrer-Policy", "same-origin" if showing.tells_address else "no-referrer"),
    ]
    if showing.ancestors == _NOBODY:
        headers.append(("X-Frame-Options", "DENY"))
    return tuple(headers)


def _source_of(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
