"""How healthy this process finds the instance: asked often, looked at now and then."""

import math
import time
from collections.abc import Callable
from threading import Lock

from flask import Flask, current_app

from pollsvc.domain.health import DatabaseState, Health, LimitsState
from pollsvc.installation import current
from pollsvc.services.health import LEAST_ROOM, database_state, room_left
from pollsvc.web.limits import limiter

FRESH_S = 1.0
"""For so long one look serves everybody who asks: asking must not become a load."""

STALE_S = 5.0
"""If a look takes longer than this, the database does not answer."""

_EXTENSION = "pollsvc_readiness"
_HANGING = Health(
    database=DatabaseState.UNREACHABLE, has_room=True, limits=LimitsState.DEGRADED
)


def init_readiness(app: Flask) -> None:
    """Let an application say how healthy it is."""
    app.extensions[_EXTENSION] = Lookout(_look)


def health_now() -> Health:
    """Return what was found at most a few seconds ago."""
    lookout: Lookout = current_app.extensions[_EXTENSION]
    return lookout.report()


class Lookout:
    """Lets one thread look at a time; the others are told what was seen last."""

    def __init__(self, look: Callable[[], Health]) -> None:
        self._look = look
        self._busy = Lock()
        self._seen: tuple[float, Health] = (-math.inf, _HANGING)

    def report(self) -> Health:
        """Return what was seen last, or look if that is too long ago."""
        if self._age() <= FRESH_S:
            return self._seen[1]
        if not self._busy.acquire(blocking=False):
            return self._seen[1] if self._age() <= STALE_S else _HANGING
        try:
            found = self._look()
            self._seen = (time.monotonic(), found)
            return found
        finally:
            self._busy.release()

    def _age(self) -> float:
        return time.monotonic() - self._seen[0]


def _look() -> Health:
    settings = current().settings
    return Health(
        database=database_state(),
        has_room=room_left(settings.data_folder) >= LEAST_ROOM,
        limits=_limits(shared=settings.redis_url is not None),
    )


def _limits(*, shared: bool) -> LimitsState:
    if not shared:
        return LimitsState.MEMORY
    storage = limiter.storage
    return LimitsState.SHARED if storage.check() else LimitsState.DEGRADED
