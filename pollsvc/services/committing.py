"""Work that arrives together, done together: one commit for all who wait."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

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
                for each in their order. What it raises itself is raised by all.
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
        """
        own: _Waiting[Job, Result] = _Waiting(job)
        with self._lock:
            self._waiting.append(own)
            own.leads, self._led = not self._led, True
        with stepping_aside():
            if not own.leads:
                own.told.acquire()
            if own.leads:
                self._lead()
        if isinstance(own.result, Exception):
            raise own.result
        if own.result is None:
            msg = "the work gave no result for a job"
            raise RuntimeError(msg)
        return own.result

    def _lead(self) -> None:
        # Where several came together before, others are on their way: a moment's wait
        # spares each of them a commit. Who comes alone does not wait.
        if self._crowded:
            time.sleep(LINGER_S)
        with self._lock:
            lot = self._waiting[:MOST_TOGETHER]
            del self._waiting[:MOST_TOGETHER]
            self._crowded = len(lot) > 1
        try:
            results = self._work([each.job for each in lot])
        except Exception as error:  # noqa: BLE001 -- each of them raises it
            results = [error] * len(lot)
        finally:
            self._hand_over()
        for each, result in zip(lot, results, strict=True):
            each.result = result
            each.told.release()

    def _hand_over(self) -> None:
        with self._lock:
            following = next(iter(self._waiting), None)
            self._led = following is not None
            if following is not None:
                following.leads = True
                following.told.release()
