"""Which headers an answer must have: exactly these, and each once."""

import base64
import hashlib
from pathlib import Path

FRAME_SCRIPT = Path(__file__).parents[1] / "pollsvc/templates/inline/frame.js"
SCRIPT = base64.b64encode(hashlib.sha256(FRAME_SCRIPT.read_bytes()).digest()).decode()

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
        "browsing-topics=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}
TOLD_TO_NOBODY = {"Referrer-Policy": "no-referrer"}
NEVER = ("X-Powered-By", "Access-Control-Allow-Origin", "X-XSS-Protection")
CONDITIONAL = ("X-Frame-Options", "Strict-Transport-Security")
WITH_CHARSET = ("text/", "image/svg+xml", "application/javascript")


def policy(*, framed_by="'none'", script=None, frames=""):
    """The whole content security policy of an answer."""
    own = f"'self'{script or ''}"
    return (
        f"default-src 'none'; script-src {own}; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; "
        f"base-uri 'none'; object-src 'none'; {frames}frame-ancestors {framed_by}"
    )


def expected(kind, *, framed_by="*", secure=False):
    """The headers of a kind of answer, by name.

    Args:
        kind: "page", "file" (for any site), "frame", "preview" (a frame for our own
            pages), "holder" (a page with frames of ours in it), "secret" (a page whose
            address is told to nobody) or "bare" (a frame without a script, as nginx
            answers).
        framed_by: Whose pages may show a frame.
        secure: Whether it comes over https.
    """
    own = {"Cross-Origin-Resource-Policy": "same-origin", "X-Frame-Options": "DENY"}
    script = f" 'sha256-{SCRIPT}'"
    match kind:
        case "page" | "secret":
            own |= {"Content-Security-Policy": policy()}
        case "holder":
            own |= {"Content-Security-Policy": policy(frames="frame-src 'self'; ")}
        case "file":
            own |= {"Content-Security-Policy": policy()}
            own |= {"Cross-Origin-Resource-Policy": "cross-origin"}
        case "frame":
            own = {
                "Content-Security-Policy": policy(framed_by=framed_by, script=script),
                "Cross-Origin-Resource-Policy": "cross-origin",
            }
        case "bare":
            own = {
                "Content-Security-Policy": policy(framed_by=framed_by),
                "Cross-Origin-Resource-Policy": "cross-origin",
            }
        case "preview":
            own = {
                "Content-Security-Policy": policy(framed_by="'self'", script=script),
                "Cross-Origin-Resource-Policy": "same-origin",
            }
    own |= TOLD_TO_NOBODY if kind == "secret" else {}
    if secure:
        own["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return EVERYWHERE | own


def faults(pairs, wanted):
    """What is wrong with the headers of an answer; nothing, if they are right.

    Args:
        pairs: Names and values as they came.
        wanted: What `expected` gave.
    """
    found = {}
    for name, value in pairs:
        found.setdefault(name.lower(), []).append(value)
    wrong = {
        name: found.get(name.lower())
        for name, value in wanted.items()
        if found.get(name.lower()) != [value]
    }
    surplus = {*NEVER, *CONDITIONAL} - set(wanted)
    wrong |= {n: found[n.lower()] for n in surplus if n.lower() in found}
    if len(found.get("cache-control", ())) != 1:
        wrong["Cache-Control"] = found.get("cache-control")
    kind = found.get("content-type", [""])[0]
    if kind.startswith(WITH_CHARSET) and "charset=utf-8" not in kind:
        wrong["Content-Type"] = kind
    return wrong
