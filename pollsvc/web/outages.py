"""Tells the log that answers cannot be stored: once, and then now and then."""

import time
from threading import Lock

from flask import g

from pollsvc import logs
from pollsvc.domain.errors import StoreUnavailable

EVERY_S = 300
_SIZES = ((1, "none"), (10, "fewer than ten"), (100, "tens"), (1000, "hundreds"))


class Outages:
    """What one process has said of the store so far."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._told_at = float("-inf")
        self._since = 0

    def note(self, refusal: StoreUnavailable, *, now: float) -> None:
        """Count a refusal; tell of it if nothing was told for some minutes.

        Args:
            refusal: What the store said.
            now: In seconds of a clock that never goes back.
        """
        with self._lock:
            if now - self._told_at < EVERY_S:
                self._since += 1
                return
            before, self._since, self._told_at = self._since, 0, now
        logs.noticed("store unavailable", why=_why(refusal), since_last=_size(before))


def _size(count: int) -> str:
    return next((words for below, words in _SIZES if count < below), "thousands")


def _why(refusal: StoreUnavailable) -> str:
    """Return the driver's name for it, never its sentence."""
    cause = getattr(refusal.__cause__, "orig", None) or refusal.__cause__ or refusal
    name = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return str(name or type(cause).__name__)


_outages = Outages()


def note_outage(refusal: StoreUnavailable) -> None:
    """Let this process's log know that something could not be stored."""
    g.store_is_away = type(refusal) is StoreUnavailable
    _outages.note(refusal, now=time.monotonic())


def is_noted() -> bool:
    """Return whether this request has waited in vain for the store already."""
    away: bool = g.get("store_is_away", False)
    return away
