"""Security headers on every answer, errors included."""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache

from flask import Flask, Response, current_app, g, request

from pollsvc.installation import current

_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
        "browsing-topics=()"
    ),
}
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
}


def allow_frames(ancestors: Iterable[str]) -> None:
    """Let this answer be shown in frames: of the given sites, or of any if none."""
    g.frame_ancestors = " ".join(ancestors) or "*"


def init_headers(app: Flask) -> None:
    """Put the headers on every answer of an application."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    for name, value in _COMMON.items():
        response.headers.setdefault(name, value)
    if current().settings.secure:
        response.headers.setdefault(
            "Strict-Transport-Security", "max-age=31536000; includeSubDomains"
        )
    ancestors: str = g.get("frame_ancestors", "'none'")
    response.headers.setdefault("Content-Security-Policy", _policy(ancestors))
    if ancestors == "'none'":
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _policy(ancestors: str) -> str:
    parts = dict(_POLICY)
    if ancestors != "'none'":
        parts["script-src"] = frame_script_source()
    parts["frame-ancestors"] = ancestors
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def frame_script_source() -> str:
    """Return the CSP source of the frame's one inline script: its hash."""
    return _script_hash(current_app.jinja_env.get_template("inline/frame.js").render())


@cache
def _script_hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
