"""Work that arrives together, done together: one commit for all who wait."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pollsvc.domain.errors import StoreUnavailable
from pollsvc.domain.sentences import sentence
from pollsvc.turns import stepping_aside

LINGER_S = 0.002
MOST_TOGETHER = 256

Job = TypeVar("Job")
Result = TypeVar("Result")
Work = Callable[[Sequence[Job]], Sequence[Result | Exception]]


def _locked() -> threading.Lock:
    # Half the work of an Event, at which only one waits, once.
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass(eq=False)
class _Waiting(Generic[Job, Result]):
    """One caller: what it wants done, and how it is told to go on."""

    job: Job
    told: threading.Lock = field(default_factory=_locked)
    result: Result | Exception | None = None
    leads: bool = False


class Together(Generic[Job, Result]):
    """Collects the jobs of many threads and does all that wait at once.

    There is no thread of its own: the first caller does the work of everybody who
    has come by then; who comes meanwhile waits, and one of them does the next lot.
    Nobody is told anything before the work that includes theirs has ended.
    """

    def __init__(self, work: Work[Job, Result]) -> None:
        """Begin without jobs.

        Args:
            work: Does some jobs and returns a result, or the exception to be raised,
                for each in their order. An exception belongs to one job alone: a
                traceback is written into it. What the work raises itself is raised by
                whoever leads; the others are told that nobody knows.
        """
        self._work = work
        self._lock = threading.Lock()
        self._waiting: list[_Waiting[Job, Result]] = []
        self._led = False
        self._crowded = False

    def do(self, job: Job) -> Result:
        """Return the result of a job, once the work that includes it has ended.

        Raises:
            Exception: What the work gave as the job's result, or raised.
            StoreUnavailable: The work ended without one: whoever led it was cut off.
        """
        own: _Waiting[Job, Result] = _Waiting(job)
        with self._lock:
            own.leads, self._led = not self._led, True
            if not own.leads:
                self._waiting.append(own)
        with stepping_aside():
            if not own.leads:
                own.told.acquire()
            if own.leads:
                self._lead(own)
        result, own.result = own.result, None
        if result is None:
            msg = sentence(
                "It was cut off while it was stored, with all that came together."
            )
            raise StoreUnavailable(msg)
        try:
            if isinstance(result, Exception):
                raise result
            return result
        finally:
            # What holds its own traceback, and so what was sent, would stay in memory.
            del result

    def _lead(self, own: _Waiting[Job, Result]) -> None:
        lot = [own]
        try:
            # Where several came together before, others are on their way: a moment's
            # wait spares each of them a commit. Who comes alone does not wait.
            if self._crowded:
                time.sleep(LINGER_S)
            lot += self._take(MOST_TOGETHER - 1)
            self._crowded = len(lot) > 1
            results = self._work([each.job for each in lot])
            for each, result in zip(lot, results, strict=True):
                each.result = result
        finally:
            # Whatever ends this, be it the whole program: nobody is left waiting.
            self._hand_over()
            for each in lot:
                each.told.release()

    def _take(self, most: int) -> list[_Waiting[Job, Result]]:
        with self._lock:
            taken = self._waiting[:most]
            del self._waiting[:most]
        return taken

    def _hand_over(self) -> None:
        with self._lock:
            self._led = bool(self._waiting)
            if self._led:
                following = self._waiting.pop(0)
                following.leads = True
                following.told.release()
