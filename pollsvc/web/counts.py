"""Where it is counted what a network sends: in memory, or whatever else is given."""

import threading
from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import NamedTuple

from limits.storage import MemoryStorage, SlidingWindowCounterSupport

from pollsvc.web.networks import MemorySalts, SaltStore

REDIS_TIMEOUT_S = 0.2
SWEEP_S = 10
"""How often counts that have run out are looked for."""


class Window(NamedTuple):
    """One limit of one network.

    Attributes:
        key: What it is counted under.
        limit: The most that is let through.
        expiry: In so many seconds.
    """

    key: str
    limit: int
    expiry: int


class Counts(SlidingWindowCounterSupport):
    """A storage of the library that counts one request in several windows at once."""

    @abstractmethod
    def salts(self, owner: str) -> SaltStore:
        """Return where the processes that count here agree on their salts."""

    def is_alone(self) -> bool:
        """Return whether this process counts for itself although it should not."""
        return False

    def take_all(self, windows: Sequence[Window]) -> int | None:
        """Count in each window; where one is full, take back what was counted.

        So nobody uses up one limit by trying while another is met.

        Returns:
            The place of the first window that is full, or None where it is counted.
        """
        for place, window in enumerate(windows):
            if not self.acquire_sliding_window_entry(*window):
                for earlier in windows[:place]:
                    self.acquire_sliding_window_entry(*earlier, -1)
                return place
        return None


class MemoryCounts(MemoryStorage, Counts):
    """The counts of one process."""

    STORAGE_SCHEME = ["pollsvc+memory"]  # noqa: RUF012 -- as the library declares it

    def salts(self, owner: str) -> SaltStore:
        """Return salts of this process alone, whoever owns it."""
        del owner
        return MemorySalts()

    @property
    def timer(self) -> threading.Timer:
        """What looks for counts that have run out."""
        return self._timer

    @timer.setter
    def timer(self, timer: threading.Timer) -> None:
        # The library looks through all counts a hundred times a second while answers
        # come, which with many networks takes longer than the answers; and once they
        # come no more it never looks again.
        self._timer = _Sweeper(timer.function, is_needed=lambda: bool(self.expirations))


class _Sweeper(threading.Timer):
    """Looks for what has run out, now and then, for as long as there is anything."""

    def __init__(
        self, sweep: Callable[[], object], *, is_needed: Callable[[], bool]
    ) -> None:
        super().__init__(SWEEP_S, sweep)
        self.daemon = True
        self._is_needed = is_needed

    def run(self) -> None:
        """Look until nothing is left."""
        while not self.finished.wait(self.interval):
            self.function()
            if not self._is_needed():
                return
