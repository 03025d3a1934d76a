"""How healthy this process finds the instance: asked often, looked at now and then."""

import math
import time
from collections.abc import Callable
from threading import Event, Lock, Thread

from flask import Flask, current_app

from pollsvc import logs
from pollsvc.domain.health import DatabaseState, Health, LimitsState
from pollsvc.installation import current
from pollsvc.services.health import LEAST_ROOM, database_state, room_left
from pollsvc.web.limits import limiter

FRESH_S = 1.0
"""For so long one look serves everybody who asks: asking must not become a load."""

PATIENCE_S = 2.0
"""A look that takes longer has found that something does not answer."""

_EXTENSION = "pollsvc_readiness"
_HANGING = Health(
    database=DatabaseState.UNREACHABLE, has_room=True, limits=LimitsState.DEGRADED
)


def init_readiness(app: Flask) -> None:
    """Let an application say how healthy it is."""

    def look() -> Health:
        with app.app_context():
            return _look()

    app.extensions[_EXTENSION] = Lookout(look)


def health_now() -> Health:
    """Return what was found a moment ago."""
    lookout: Lookout = current_app.extensions[_EXTENSION]
    return lookout.report()


class Lookout:
    """Looks in a thread of its own, one at a time, and waits for it a short while."""

    def __init__(self, look: Callable[[], Health]) -> None:
        self._look = look
        self._lock = Lock()
        self._seen, self._seen_at = _HANGING, -math.inf
        self._under_way: Event | None = None

    def report(self, *, patience: float = PATIENCE_S) -> Health:
        """Return what was seen a moment ago, or look and wait for it that long."""
        with self._lock:
            if time.monotonic() - self._seen_at <= FRESH_S:
                return self._seen
            if self._under_way is None:
                self._under_way = Event()
                Thread(target=self._run, args=(self._under_way,), daemon=True).start()
            ended = self._under_way
        return self._seen if ended.wait(patience) else _HANGING

    def _run(self, ended: Event) -> None:
        found = _HANGING
        try:
            found = self._look()
        except Exception as error:  # noqa: BLE001 -- whatever it is, all is not well
            where = logs.where(error.__traceback__)
            logs.warned("readiness", problem=type(error).__name__, where=where)
        with self._lock:
            self._seen, self._seen_at = found, time.monotonic()
            self._under_way = None
        ended.set()


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
    return LimitsState.SHARED if limiter.storage.check() else LimitsState.DEGRADED
