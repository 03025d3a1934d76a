"""Counts and salts in Redis, so that several processes agree; in memory without it."""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from limits.storage import RedisStorage
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from pollsvc.turns import stepping_aside
from pollsvc.web.counts import REDIS_TIMEOUT_S, Counts, MemoryCounts, Window
from pollsvc.web.networks import MemorySalts, SaltStore

SCHEME = "pollsvc+"
SILENCE_S = 5
"""After Redis has failed to answer, nobody waits for it for so long."""

CLOCKS_APART = timedelta(minutes=5)
"""By so much a day may end later for another machine."""

Answer = TypeVar("Answer")

# Counts in every window, or in none: by the library's own script, once for each.
_TAKE_ALL = f"""
local function take(KEYS, ARGV)
{RedisStorage.SCRIPT_ACQUIRE_SLIDING_WINDOW.decode()}
end
local function count(place, amount)
    local keys = {{KEYS[2 * place - 1], KEYS[2 * place]}}
    return take(keys, {{ARGV[2 * place - 1], ARGV[2 * place], amount}})
end
for place = 1, #KEYS / 2 do
    if not count(place, 1) then
        for earlier = 1, place - 1 do count(earlier, -1) end
        return place
    end
end
return 0
"""


class Link:
    """Whether Redis is asked at all: not for a while after it has failed to answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next = 0.0
        self.is_broken = False

    def ask(self, shared: Callable[[], Answer], own: Callable[[], Answer]) -> Answer:
        """Return what Redis says, or else what this process knows by itself."""
        if not self._is_worth_asking():
            return own()
        try:
            with stepping_aside():
                answer = shared()
        except RedisError:
            self._break()
            return own()
        self.is_broken = False
        return answer

    def _is_worth_asking(self) -> bool:
        if not self.is_broken:
            return True
        with self._lock:
            if time.monotonic() < self._next:
                return False
            # One finds out for all.
            self._next = time.monotonic() + SILENCE_S
            return True

    def _break(self) -> None:
        with self._lock:
            self.is_broken = True
            self._next = time.monotonic() + SILENCE_S


class RedisCounts(RedisStorage, Counts):
    """The counts of all processes; of each for itself while Redis does not answer."""

    STORAGE_SCHEME = [f"{SCHEME}{name}" for name in ("redis", "rediss", "unix")]  # noqa: RUF012 -- as the library declares it

    def __init__(self, uri: str) -> None:
        super().__init__(
            uri.removeprefix(SCHEME),
            socket_connect_timeout=REDIS_TIMEOUT_S,
            socket_timeout=REDIS_TIMEOUT_S,
            # Trying again would make everybody wait for seconds.
            retry=Retry(NoBackoff(), 0),  # type: ignore[arg-type]
        )
        self.link = Link()
        self.client: Redis = self.storage
        self._memory = MemoryCounts()
        self._take_all = self.client.register_script(_TAKE_ALL)

    def is_alone(self) -> bool:
        """Return whether Redis does not answer: each process counts for itself."""
        return self.link.is_broken

    def salts(self, owner: str) -> SaltStore:
        """Return the salts that all processes of an installation share."""
        return RedisSalts(self.client, self.link, owner=owner)

    def take_all(self, windows: Sequence[Window]) -> int | None:
        """Count in each window or in none, in one round trip."""
        keys = [name for window in windows for name in self._names(window.key)]
        limits = [number for w in windows for number in (w.limit, w.expiry)]

        def shared() -> int | None:
            return int(self._take_all(keys, limits)) - 1

        place = self.link.ask(shared, lambda: self._memory.take_all(windows))
        return None if place == -1 else place

    def acquire_sliding_window_entry(
        self, key: str, limit: int, expiry: int, amount: int = 1
    ) -> bool:
        """Count in one window, unless it is full."""
        take = super().acquire_sliding_window_entry
        return self.link.ask(
            lambda: take(key, limit, expiry, amount),
            lambda: self._memory.acquire_sliding_window_entry(
                key, limit, expiry, amount
            ),
        )

    def get_sliding_window(
        self, key: str, expiry: int
    ) -> tuple[int, float, int, float]:
        """Return what one window holds, as the library's strategies read it."""
        look = super().get_sliding_window
        return self.link.ask(
            lambda: look(key, expiry),
            lambda: self._memory.get_sliding_window(key, expiry),
        )

    def _names(self, key: str) -> tuple[str, str]:
        return (
            self.prefixed_key(self._previous_window_key(key)),
            self.prefixed_key(self._current_window_key(key)),
        )


class RedisSalts:
    """Salts that several processes share; Redis forgets each when its day is over."""

    def __init__(self, redis: Redis, link: Link, *, owner: str) -> None:
        self._redis, self._link = redis, link
        self._owner = owner
        self._memory = MemorySalts()
        self._known: tuple[str, bytes] = ("", b"")

    def salt_of(self, day: str) -> bytes:
        """Return the day's salt; this process's own while Redis does not answer."""
        if self._known[0] == day:
            return self._known[1]
        own = self._memory.salt_of(day)
        shared = self._link.ask(lambda: self._agree(day, own), lambda: None)
        if shared is not None:
            self._known = (day, shared)
        return shared or own

    def _agree(self, day: str, own: bytes) -> bytes:
        name = f"pollsvc/{self._owner}/salt/{day}"
        self._redis.set(name, own, nx=True, ex=_seconds_left(day))
        return bytes(self._redis.get(name) or own)  # type: ignore[arg-type]


def _seconds_left(day: str) -> int:
    ends = datetime.fromisoformat(f"{day}T00:00Z") + timedelta(days=1) + CLOCKS_APART
    return max(1, int((ends - datetime.now(UTC)).total_seconds()))
