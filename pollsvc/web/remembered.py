"""A process's memory of what it made of late: so much, the oldest let go first."""

from threading import Lock
from typing import Generic, TypeVar

MOST_KEPT = 512

Key = TypeVar("Key")
Kept = TypeVar("Kept")


class Remembered(Generic[Key, Kept]):
    """Things by all that they depend on."""

    def __init__(self) -> None:
        self._kept: dict[Key, Kept] = {}
        self._keeping = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> Kept | None:
        """Return what is kept under a key, or None."""
        return self._kept.get(key)

    def keep(self, key: Key, kept: Kept) -> None:
        """Keep something in place of what was there, or of the oldest."""
        # Nobody can look for the oldest while somebody else puts one in.
        with self._keeping:
            self._kept.pop(key, None)
            while len(self._kept) >= MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = kept
