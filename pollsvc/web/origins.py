"""Refuses forms sent from other sites' pages: by origin, not by a session."""

from typing import NoReturn

from flask import Request

from pollsvc.domain.errors import WrongOrigin
from pollsvc.domain.sentences import sentence
from pollsvc.installation import Installation

_OWN_SITES = frozenset({"same-origin", "none"})


def require_own_origin(request: Request, here: Installation) -> None:
    """Refuse a form that another site's page has sent.

    An anonymous answer needs no cookie, so there is nothing to steal; what is left
    is a page that makes its visitors answer unknowingly. Browsers say truthfully
    where a form comes from; programs that are no browsers say nothing, and may.

    Raises:
        WrongOrigin: The form came from elsewhere, or from a sandbox without origin.
    """
    origin = request.headers.get("Origin")
    if origin is not None:
        own = f"{request.scheme}://{request.host}"
        if origin in {own, here.settings.public_url}:
            return
    elif request.headers.get("Sec-Fetch-Site", "same-origin") in _OWN_SITES:
        return
    _refuse()


def require_own_page(request: Request, here: Installation) -> None:
    """Refuse another site's form where our own page tells nobody where it is.

    From a page with `Referrer-Policy: no-referrer` a form comes with the origin
    "null"; which site it is on, browsers say all the same, but old ones.

    Raises:
        WrongOrigin: The form came from elsewhere.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is None and request.headers.get("Origin") != "null":
        require_own_origin(request, here)
    elif site is not None and site not in _OWN_SITES:
        _refuse()


def _refuse() -> NoReturn:
    msg = sentence("This form was sent from a page that may not send it.")
    raise WrongOrigin(msg)
