"""The forms of signing in, and how often they may be tried."""

import hashlib
import hmac

from flask import Response, request
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField

from pollsvc.domain.keys import derive_key
from pollsvc.installation import current
from pollsvc.web.limits import limiter, network_mark

TRIES = "5/minute;20/hour"
NETWORK_TRIES = "20/minute;100/hour"
REFUSED = 422


class SignInForm(FlaskForm):  # type: ignore[misc]
    """E-mail address and password."""

    email = StringField()
    password = PasswordField()
    next = HiddenField()
    kept = HiddenField()


class WelcomeForm(FlaskForm):  # type: ignore[misc]
    """The first password, or a new one."""

    email = StringField()
    password = PasswordField()


def _failed(response: Response) -> bool:
    return response.status_code == REFUSED


def _account_here() -> str:
    # A mark, not the address: the counts may lie in a Redis that others read. One
    # network's tries are its own: nobody can keep a colleague out from elsewhere.
    key = derive_key(current().secret, "sign-in limits")
    address = request.form.get("email", "").strip().casefold()
    mark = hmac.digest(key, address.encode(), hashlib.sha256).hex()[:32]
    return f"{mark}/{network_mark()}"


limit_links = limiter.shared_limit(
    TRIES, scope="staff links", methods=["POST"], deduct_when=_failed
)
"""What one network may try with one-time links; only failures count."""

limit_network = limiter.shared_limit(
    NETWORK_TRIES, scope="staff tries", methods=["POST"]
)
"""What one network may try on all accounts together."""

limit_account = limiter.shared_limit(
    TRIES, scope="staff account", key_func=_account_here, methods=["POST"]
)
"""What one network may try on one account.

Counted before the password is looked at, so that tries sent at once are counted too;
`give_back` when it was right.
"""


def give_back() -> None:
    """Take back what this request has been counted for: it was no guess."""
    for counted in limiter.current_limits:
        limiter.limiter.hit(counted.limit, *counted.request_args, cost=-1)
