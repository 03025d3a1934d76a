"""What one process keeps in memory of a database: one of a kind for each."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from pollsvc.storage.session import Engine, engine_in_use

Kept = TypeVar("Kept")


class OneForEachDatabase(Generic[Kept]):
    """Makes something for a database when it is first asked for, and keeps it."""

    def __init__(self, make: Callable[[], Kept]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._kept: WeakKeyDictionary[Engine, Kept] = WeakKeyDictionary()

    def __call__(self) -> Kept:
        """Return the one of the database in use."""
        engine = engine_in_use()
        kept = self._kept.get(engine)
        if kept is None:
            with self._lock:
                kept = self._kept.setdefault(engine, self._make())
        return kept
