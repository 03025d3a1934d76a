"""What sending a kept form will do, in words, before anybody presses "Carry on"."""

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from pollsvc.web.kept_forms import KeptForm

_SHOWN = 100
_OPENING = "open"
_DEEDS = {
    "authoring.new": "Save draft",
    "authoring.edit": "Save draft",
    "authoring.open_now": "Open the poll",
    "authoring.undo": "Put the poll back to draft",
    "authoring.close": "Close the poll for good",
    "authoring.archive": "Archive the poll for good",
    "accounts.sign_out": "Sign out",
    "accounts.revoke": "End a sign-in",
    "accounts.revoke_others": "End all other sign-ins",
}


def deed_of(kept: KeptForm) -> str:
    """Return what sending a form does, and to what, e.g. "Save draft: sleep"."""
    try:
        endpoint, given = current_app.url_map.bind("").match(kept.to, method="POST")
    except (HTTPException, RequestRedirect):
        endpoint, given = "", {}
    deed = _DEEDS.get(endpoint, "Send a form")
    if deed == _DEEDS["authoring.new"] and kept.first("press") == _OPENING:
        deed = "Save and open now"
    about = kept.first("title") or _first_line(kept.first("text"))
    parts = (str(given.get("slug", "")), about[:_SHOWN])
    what = ", ".join(part for part in parts if part)
    return f"{deed}: {what or kept.to}"


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
