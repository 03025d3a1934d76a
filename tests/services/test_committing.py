"""Work that arrives together is done together, and nobody is told too early."""

import threading
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from pollsvc.domain.errors import StoreUnavailable
from pollsvc.services import committing
from pollsvc.services.committing import Together

PATIENCE_S = 30
CROWD = 40


class Work:
    """Doubles numbers, lot by lot; holds the first lot until it is let go."""

    def __init__(self, *, held=False):
        self.lots = []
        self.began, self.go_on = threading.Event(), threading.Event()
        self.running = 0
        if not held:
            self.go_on.set()

    def __call__(self, jobs):
        self.running += 1
        assert self.running == 1, "two lots at once"
        self.lots.append(list(jobs))
        self.began.set()
        assert self.go_on.wait(PATIENCE_S)
        self.running -= 1
        return [ValueError(str(job)) if job < 0 else job * 2 for job in jobs]


def test_who_comes_alone_is_served_alone_each_time():
    work = Work()
    together = Together(work)
    assert [together.do(job) for job in (1, 2, 3)] == [2, 4, 6]
    assert work.lots == [[1], [2], [3]]


def test_who_comes_meanwhile_is_served_together_and_not_before():
    work = Work(held=True)
    together = Together(work)
    with ThreadPoolExecutor(CROWD) as pool:
        first = pool.submit(together.do, 0)
        assert work.began.wait(PATIENCE_S)
        rest = [pool.submit(together.do, job) for job in range(1, CROWD)]
        while len(together._waiting) < CROWD - 1:
            assert not any(one.done() for one in rest)
        assert not first.done()
        work.go_on.set()
        assert first.result(PATIENCE_S) == 0
        assert [one.result(PATIENCE_S) for one in rest] == [
            job * 2 for job in range(1, CROWD)
        ]
    assert [len(lot) for lot in work.lots] == [1, CROWD - 1]


def test_a_lot_has_a_largest_size(monkeypatch):
    monkeypatch.setattr(committing, "MOST_TOGETHER", 8)
    work = Work(held=True)
    together = Together(work)
    with ThreadPoolExecutor(CROWD) as pool:
        pool.submit(together.do, 0)
        assert work.began.wait(PATIENCE_S)
        rest = [pool.submit(together.do, job) for job in range(1, CROWD)]
        while len(together._waiting) < CROWD - 1:
            pass
        work.go_on.set()
        assert sum(one.result(PATIENCE_S) for one in rest) == CROWD * (CROWD - 1)
    assert max(map(len, work.lots)) == 8


def test_what_is_wrong_with_one_is_told_to_that_one():
    together = Together(Work())
    with pytest.raises(ValueError, match="-3"):
        together.do(-3)
    assert together.do(4) == 8


def test_what_is_wrong_with_all_is_told_to_all_and_the_next_are_served():
    fails = [True]

    def work(jobs):
        if fails.pop() if fails else False:
            raise OSError("no room")
        return jobs

    together = Together(work)
    with pytest.raises(OSError, match="no room"):
        together.do(1)
    assert together.do(2) == 2


class CutOff(BaseException):
    """What ends a thread and is no Exception: the program is being stopped, say."""


def begun(together, job):
    """What a job will come to, in a thread that no test waits for at its end."""
    told = Future()

    def do():
        try:
            told.set_result(together.do(job))
        except BaseException as error:  # noqa: BLE001
            told.set_exception(error)

    threading.Thread(target=do, daemon=True).start()
    return told


def cut_off(*_):
    raise CutOff


def with_a_crowd_waiting(work):
    """Jobs that will be done together, as soon as the first one is let go."""
    together = Together(lambda jobs: work(jobs) if len(jobs) == 1 else cut_off())
    first = begun(together, 0)
    assert work.began.wait(PATIENCE_S)
    rest = [begun(together, job) for job in range(1, CROWD)]
    while len(together._waiting) < CROWD - 1:
        pass
    return together, first, rest


def test_where_the_one_who_leads_is_cut_off_nobody_is_left_waiting():
    work = Work(held=True)
    together, first, rest = with_a_crowd_waiting(work)
    work.go_on.set()
    assert first.result(PATIENCE_S) == 0
    faults = [one.exception(PATIENCE_S) for one in rest]
    assert Counter(map(type, faults)) == {CutOff: 1, StoreUnavailable: CROWD - 2}
    assert begun(together, 4).result(PATIENCE_S) == 8


def test_each_raises_an_exception_of_its_own():
    """Raised by several at once it would get the tracebacks of them all."""
    work = Work(held=True)
    _, _, rest = with_a_crowd_waiting(work)
    work.go_on.set()
    assert len({id(one.exception(PATIENCE_S)) for one in rest}) == CROWD - 1


def test_who_leads_may_be_cut_off_before_the_work(monkeypatch):
    work = Work()
    together = Together(work)
    together._crowded = True
    monkeypatch.setattr(committing, "time", SimpleNamespace(sleep=cut_off))
    with pytest.raises(CutOff):
        together.do(1)
    monkeypatch.undo()
    assert begun(together, 4).result(PATIENCE_S) == 8
    assert work.lots == [[4]]


def test_a_crowd_without_end_is_served_whole():
    work = Work()
    together = Together(work)
    with ThreadPoolExecutor(CROWD) as pool:
        jobs = range(2_000)
        assert list(pool.map(together.do, jobs)) == [job * 2 for job in jobs]
    assert sorted(job for lot in work.lots for job in lot) == list(jobs)
