"""Rate limits on every public write, counted per network and never per address."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from itertools import product

from flask import Flask, Request, current_app, request
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from limits import RateLimitItem, parse_many
from limits.strategies import RateLimiter
from werkzeug.exceptions import TooManyRequests

from pollsvc.domain.errors import SignInUnavailable
from pollsvc.domain.keys import derive_key
from pollsvc.domain.ladder import MOST
from pollsvc.domain.sentences import sentence
from pollsvc.installation import Installation
from pollsvc.web.access import View
from pollsvc.web.counts import Counts, Window
from pollsvc.web.networks import WIDER, DayKeys, marks_of

STRATEGY = "sliding-window-counter"
# The strategy stands in the prefix: two strategies cannot read each other's keys.
PREFIX = f"pollsvc/{STRATEGY}"
OWNER_BYTES = 4
_COUNTING = "pollsvc_counting"
_TAKEN = "pollsvc.allowances"


class Allowance(StrEnum):
    """What a network may send: freely, beyond that worked for or set aside; or keep."""

    FREE = "answers"
    BEYOND = "beyond"
    LATER = "later"


_TIMES = {Allowance.FREE: 1, Allowance.BEYOND: MOST - 1, Allowance.LATER: 1}
LATER_LIMIT = "20/hour"
"""So often a network may finish later: what is kept takes up room for weeks."""


@dataclass(frozen=True, kw_only=True)
class Counting:
    """What an application counts by, and where.

    Attributes:
        limits: The limits of an allowance for a network with so many shares of it;
            the shortest period first, for what is refused there uses up nothing.
    """

    counts: Counts
    strategy: RateLimiter
    keys: DayKeys
    limits: dict[tuple[Allowance, int], tuple[RateLimitItem, ...]]


class RouteLimiter(Limiter):
    """Looks at limits where a view is decorated, and nowhere else."""

    def _check_request_limit(
        self,
        callable_name: str | None = None,
        in_middleware: bool = True,  # noqa: FBT001, FBT002 -- as the library calls it
    ) -> None:
        # Before each request there is nothing to be found, at the price of a search.
        if not in_middleware:
            super()._check_request_limit(callable_name, in_middleware)


def network_mark() -> str:
    """Return the key under which this request's narrowest network is counted."""
    return next(iter(marks_of(request.remote_addr, _counting().keys)))


def wider_mark() -> str:
    """Return the key under which the widest network of this request is counted."""
    return [*marks_of(request.remote_addr, _counting().keys)][-1]


limiter = RouteLimiter(network_mark, strategy=STRATEGY, key_prefix=PREFIX)
"""Decorates the views of signing in; what the public sends is counted by `take`."""


def init_limits(app: Flask, here: Installation) -> None:
    """Bind the limiter to an application, counting in Redis where there is one."""
    app.config["RATELIMIT_STORAGE_URI"] = _storage_of(here.settings.redis_url)
    limiter.init_app(app)
    counts: Counts = limiter.storage  # type: ignore[assignment]
    app.extensions[_COUNTING] = Counting(
        counts=counts,
        strategy=limiter.limiter,
        # Two installations may share a Redis: their salts must not meet.
        keys=DayKeys(
            here.secret,
            counts.salts(derive_key(here.secret, "redis")[:OWNER_BYTES].hex()),
        ),
        limits=dict(_limits(here.settings.answer_limit)),
    )


def take(request: Request, allowance: Allowance) -> int | None:
    """Count a request in an allowance of its network, once, if there is room in it.

    Returns:
        None where it is counted; else after how many seconds there is room again.
    """
    told: dict[Allowance, int | None] = request.environ.setdefault(_TAKEN, {})
    if allowance not in told:
        told[allowance] = _take(request, allowance)
    return told[allowance]


def _take(request: Request, allowance: Allowance) -> int | None:
    counting = _counting()
    met = _met_by(request, counting, allowance)
    windows = [
        Window(limit.key_for(*ids), limit.amount, limit.get_expiry())
        for limit, ids in met
    ]
    full = counting.counts.take_all(windows)
    if full is None:
        return None
    limit, ids = met[full]
    return _seconds_until(counting.strategy.get_window_stats(limit, *ids).reset_time)


def has_room(request: Request, allowance: Allowance) -> bool:
    """Return whether there is room in an allowance of a request's network."""
    counting = _counting()
    met = _met_by(request, counting, allowance)
    return all(counting.strategy.test(limit, *ids) for limit, ids in met)


def limit_answers(view: View) -> View:
    """Count what a view takes from the public, and refuse it beyond the allowance."""

    @wraps(view)
    def counted(*args: object, **kwargs: object) -> ResponseReturnValue:
        wait = take(request, Allowance.FREE) if request.method == "POST" else None
        if wait is not None:
            raise TooManyRequests(retry_after=wait)
        return view(*args, **kwargs)

    return counted  # type: ignore[return-value]


def seconds_to_wait() -> int:
    """Return after how many seconds a decorated view lets this network in again."""
    met = limiter.current_limit
    return _seconds_until(met.reset_at) if met else 60


def require_shared_counts() -> None:
    """Refuse while each process counts for itself what is tried.

    For views whose limit keeps guesses out: each process would let as many through.

    Raises:
        SignInUnavailable: Redis does not answer.
    """
    if _counting().counts.is_alone():
        msg = sentence(
            "Signing in is not possible at the moment: the server cannot count how "
            "often a password is tried. Your password was not looked at. Try again in "
            "a minute; if it stays so, tell whoever runs this server."
        )
        raise SignInUnavailable(msg)


_Met = tuple[RateLimitItem, tuple[str, str, str]]
"""A limit, and under which names a network is counted in it."""


def _met_by(request: Request, counting: Counting, allowance: Allowance) -> list[_Met]:
    return [
        (limit, (PREFIX, mark, allowance.value))
        for mark, share in marks_of(request.remote_addr, counting.keys).items()
        for limit in counting.limits[allowance, share]
    ]


def _limits(
    text: str,
) -> Iterator[tuple[tuple[Allowance, int], tuple[RateLimitItem, ...]]]:
    for allowance, share in product(Allowance, (1, WIDER)):
        times = _TIMES[allowance] * share
        own = LATER_LIMIT if allowance is Allowance.LATER else text
        yield (
            (allowance, share),
            tuple(
                type(limit)(limit.amount * times, limit.multiples)
                for limit in sorted(parse_many(own))
            ),
        )


def _storage_of(redis_url: str | None) -> str:
    if redis_url is None:
        return "pollsvc+memory://"
    # Makes its scheme known to the library; needs an extra.
    from pollsvc.web.redis_counts import SCHEME  # noqa: PLC0415

    return f"{SCHEME}{redis_url}"


def _seconds_until(moment: float) -> int:
    return max(1, math.ceil(moment - time.time()))


def _counting() -> Counting:
    counting: Counting = current_app.extensions[_COUNTING]
    return counting
