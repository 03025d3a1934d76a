"""The forms of signing in, and how often they may be tried."""

import hashlib
import hmac

from flask import Response, request
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField

from pollsvc.domain.keys import derive_key
from pollsvc.installation import current
from pollsvc.web.limits import limiter

TRIES = "5/minute;20/hour"
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


def _account() -> str:
    # A mark, not the address: the counts may lie in a Redis that others read.
    key = derive_key(current().secret, "sign-in limits")
    address = request.form.get("email", "").strip().casefold()
    return hmac.digest(key, address.encode(), hashlib.sha256).hex()[:32]


limit_tries = limiter.shared_limit(
    TRIES, scope="staff tries", methods=["POST"], deduct_when=_failed
)
"""What one network may try; only failures count."""

limit_account = limiter.shared_limit(
    TRIES,
    scope="staff account",
    key_func=_account,
    methods=["POST"],
    deduct_when=_failed,
)
"""What all networks together may try on one account; only failures count."""
