"""The forms of signing in, and how often they may be tried."""

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from flask import Response, request
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField

from pollsvc.domain.keys import derive_key
from pollsvc.installation import current
from pollsvc.web.access import View
from pollsvc.web.limits import limiter, network_mark, wider_mark
from pollsvc.web.networks import WIDER

REFUSED = 422

ACCOUNT_TRIES = 100
"""How many guesses an hour at one account, from all networks together.

So few that even a weak password, which is none of the commonest, holds for years. And
so many that they are not used up by the way: it takes five networks that go on trying.
Even then nobody is kept out who gets a one-time link from a colleague.
"""


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


def _account_here() -> str:
    # One network's tries are its own: it cannot use up those of others.
    return f"{_account()}/{network_mark()}"


def _limit(allowance: str, scope: str, **given: Any) -> Callable[[View], View]:
    limited = limiter.shared_limit
    return limited(allowance, scope=scope, methods=["POST"], **given)  # type: ignore[return-value]


def _limit_networks(
    *, minute: int, hour: int, scope: str, **given: Any
) -> Callable[[View], View]:
    narrow = _limit(f"{minute}/minute;{hour}/hour", scope, **given)
    wide = _limit(
        f"{minute * WIDER}/minute;{hour * WIDER}/hour",
        f"{scope}, wider",
        key_func=wider_mark,
        **given,
    )
    return lambda view: narrow(wide(view))


limit_links = _limit_networks(
    minute=5, hour=20, scope="staff links", deduct_when=_failed
)
"""What one network may try with one-time links; only failures count."""

limit_network = _limit_networks(minute=20, hour=100, scope="staff tries")
"""What one network may try on all accounts together."""

limit_account_here = _limit("5/minute;20/hour", "staff account", key_func=_account_here)
"""What one network may try on one account.

Counted before the password is looked at, so that tries sent at once are counted too;
`give_back` when it was right.
"""

limit_account = _limit(
    f"{ACCOUNT_TRIES}/hour", "staff account anywhere", key_func=_account
)
"""What all networks together may try on one account.

To stand above the other limits of a view, which are then counted before it: what they
refuse uses up nothing here.
"""


def give_back() -> None:
    """Take back what this request has been counted for: it was no guess."""
    for counted in limiter.current_limits:
        limiter.limiter.hit(counted.limit, *counted.request_args, cost=-1)
