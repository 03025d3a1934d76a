"""Rate limits on every public write, counted per network and never per address."""

import math
import time

from flask import Flask, current_app, request
from flask_limiter import Limiter

from pollsvc.domain.errors import SignInUnavailable
from pollsvc.domain.keys import derive_key
from pollsvc.installation import Installation, current
from pollsvc.web.networks import SALT_LIFE_S, MemorySalts, SaltStore, mark_of

STRATEGY = "sliding-window-counter"
REDIS_TIMEOUT_S = 0.2
OWNER_BYTES = 4
_SALTS = "pollsvc_salts"


def network_mark() -> str:
    """Return the key under which this request is counted."""
    salts: SaltStore = current_app.extensions[_SALTS]
    return mark_of(request.remote_addr, salts)


def answer_limit() -> str:
    """Return what one network may send, as the settings say."""
    return current().settings.answer_limit


class SteadyLimiter(Limiter):
    """A limiter that counts every request in memory where its storage is gone.

    Several requests may be waiting for Redis when it goes. The library counts the
    first of them in memory, and would let the others fail.
    """

    def _check_request_limit(
        self,
        callable_name: str | None = None,
        in_middleware: bool = True,  # noqa: FBT001, FBT002 -- as the library calls it
    ) -> None:
        try:
            super()._check_request_limit(callable_name, in_middleware)
        except self.storage.base_exceptions:
            if not self._in_memory_fallback_enabled:
                raise
            self.context.seen_limits.clear()
            super()._check_request_limit(callable_name, in_middleware)


# The strategy stands in the prefix: two strategies cannot read each other's keys.
limiter = SteadyLimiter(
    network_mark, strategy=STRATEGY, key_prefix=f"pollsvc/{STRATEGY}"
)

limit_answers = limiter.shared_limit(answer_limit, scope="answers", methods=["POST"])
"""Decorates every view that takes something from the public."""


def init_limits(app: Flask, here: Installation) -> None:
    """Bind the limiter to an application, counting in Redis where there is one.

    Where Redis does not answer, the same limits are counted in memory: answers are
    worth more than a shared count. A password is not: see `require_shared_counts`.
    """
    redis_url = here.settings.redis_url
    app.extensions[_SALTS] = _salts(here)
    app.config["RATELIMIT_STORAGE_URI"] = redis_url or "memory://"
    if redis_url:
        app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = True
        app.config["RATELIMIT_STORAGE_OPTIONS"] = {
            "socket_connect_timeout": REDIS_TIMEOUT_S,
            "socket_timeout": REDIS_TIMEOUT_S,
        }
    limiter.init_app(app)


def require_shared_counts() -> None:
    """Refuse where this request was counted in memory, though not alone to count.

    For views whose limit keeps guesses out: each process would let as many through.

    Raises:
        SignInUnavailable: Redis does not answer.
    """
    shared = current().settings.redis_url is not None
    if shared and limiter.limiter.storage is not limiter.storage:
        msg = """Signing in is not possible at the moment: the server cannot count how
        often a password is tried. Your password was not looked at."""
        raise SignInUnavailable(" ".join(msg.split()))


def _salts(here: Installation) -> SaltStore:
    if here.settings.redis_url is None:
        return MemorySalts()
    # Two installations may share a Redis: their salts must not meet.
    owner = derive_key(here.secret, "redis")[:OWNER_BYTES].hex()
    return RedisSalts(here.settings.redis_url, owner=owner)


def seconds_to_wait() -> int:
    """Return after how many seconds the limit just met lets this network in again."""
    met = limiter.current_limit
    return max(1, math.ceil(met.reset_at - time.time())) if met else 60


class RedisSalts:
    """Salts that several machines share; Redis forgets them after a day."""

    def __init__(self, url: str, *, owner: str) -> None:
        from redis import Redis  # noqa: PLC0415 -- an extra, needed only here

        self._redis: Redis = Redis.from_url(
            url, socket_connect_timeout=REDIS_TIMEOUT_S, socket_timeout=REDIS_TIMEOUT_S
        )
        self._owner = owner
        self._memory = MemorySalts()
        self._known: tuple[str, bytes] = ("", b"")

    def salt_of(self, day: str) -> bytes:
        """Return the day's salt; this process's own while Redis does not answer."""
        from redis import RedisError  # noqa: PLC0415 -- an extra, needed only here

        if self._known[0] == day:
            return self._known[1]
        own = self._memory.salt_of(day)
        name = f"pollsvc/{self._owner}/salt/{day}"
        try:
            self._redis.set(name, own, nx=True, ex=SALT_LIFE_S)
            shared = self._redis.get(name)
        except RedisError:
            return own
        self._known = (day, bytes(shared or own))  # type: ignore[arg-type]
        return self._known[1]
