"""Requests go through the interpreter one after the other, and never wait for long."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Event, Thread

import pytest

from pollsvc import turns
from pollsvc.turns import in_turn, stepping_aside

FOR_EVER = 600


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_S", FOR_EVER)


@contextmanager
def beside(work: Callable[[], None]) -> Iterator[Thread]:
    thread = Thread(target=work)
    thread.start()
    try:
        yield thread
    finally:
        thread.join()


@pytest.mark.usefixtures("patient")
def test_the_second_begins_when_the_first_has_ended() -> None:
    seen: Queue[str] = Queue()
    waits = Event()

    def second() -> None:
        waits.set()
        with in_turn():
            seen.put("second")

    with in_turn():
        with_second = Thread(target=second)
        with_second.start()
        waits.wait()
        seen.put("first")
    with_second.join()

    assert [seen.get(), seen.get()] == ["first", "second"]


@pytest.mark.usefixtures("patient")
def test_who_waits_for_others_lets_the_next_one_go_ahead() -> None:
    done = Event()

    def second() -> None:
        with in_turn():
            done.set()

    with in_turn(), beside(second), stepping_aside():
        assert done.wait(FOR_EVER)


@pytest.mark.usefixtures("patient")
def test_after_stepping_aside_it_is_ones_turn_again() -> None:
    order: Queue[str] = Queue()

    def second() -> None:
        with in_turn():
            order.put("second")

    with in_turn():
        with stepping_aside():
            pass
        with_second = Thread(target=second)
        with_second.start()
        order.put("first")
    with_second.join()

    assert [order.get(), order.get()] == ["first", "second"]


def test_nobody_waits_for_ever_for_one_that_hangs() -> None:
    done = Event()

    def second() -> None:
        with in_turn():
            done.set()

    with in_turn(), beside(second):
        assert done.wait(FOR_EVER)


def test_who_went_ahead_unasked_does_not_give_back_what_another_has() -> None:
    def second() -> None:
        with in_turn():
            pass

    with in_turn():
        with beside(second):
            pass
        assert turns._turn.locked()


@pytest.mark.usefixtures("patient")
def test_a_turn_within_a_turn_ends_with_the_outer_one() -> None:
    with in_turn():
        with in_turn():
            pass
        assert turns._turn.locked()
    assert not turns._turn.locked()


@pytest.mark.usefixtures("patient")
def test_a_failure_gives_the_turn_back() -> None:
    with pytest.raises(LookupError), in_turn():
        raise LookupError
    with in_turn():
        pass


def test_stepping_aside_without_a_turn_takes_none() -> None:
    with stepping_aside():
        pass
    assert not turns._turn.locked()
