"""What sending a kept form will do, in words, before anybody presses "Carry on"."""

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from pollsvc.domain.sentences import in_a_row, sentence
from pollsvc.web.kept_forms import KeptForm

_SHOWN = 100
_OPENING = "open"
_DEEDS = {
    "authoring.new": sentence("Save draft"),
    "authoring.edit": sentence("Save draft"),
    "authoring.open_now": sentence("Open the poll"),
    "authoring.undo": sentence("Put the poll back to draft"),
    "authoring.close": sentence("Close the poll for good"),
    "authoring.archive": sentence("Archive the poll for good"),
    "accounts.sign_out": sentence("Sign out"),
    "accounts.revoke": sentence("End a sign-in"),
    "accounts.revoke_others": sentence("End all other sign-ins"),
}


def deed_of(kept: KeptForm) -> str:
    """Return what sending a form does, and to what, e.g. "Save draft: sleep"."""
    try:
        endpoint, given = current_app.url_map.bind("").match(kept.to, method="POST")
    except (HTTPException, RequestRedirect):
        endpoint, given = "", {}
    deed = _DEEDS.get(endpoint, sentence("Send a form"))
    if deed == _DEEDS["authoring.new"] and kept.first("press") == _OPENING:
        deed = sentence("Save and open now")
    about = kept.first("title") or _first_line(kept.first("text"))
    parts = (str(given.get("slug", "")), about[:_SHOWN])
    what = ", ".join(part for part in parts if part)
    return in_a_row(deed, what or kept.to, between=": ")


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
