"""Whose turn it is: requests go through the interpreter one after the other.

Python runs one thread at a time. Where many are under way each step that leaves the
interpreter, be it for microseconds, hands it to another one, and the change costs more
than the step. So a request waits for its turn before it begins, and lets the next one
go ahead where it waits for others.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_S = 0.005
"""Who has waited for so long goes ahead: the one before may be waiting for a server."""

_turn = threading.Lock()
_mine = threading.local()


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait for one's turn, a short while; give it back at the end."""
    if _has_it():
        yield
        return
    _mine.has = _turn.acquire(timeout=PATIENCE_S)
    try:
        yield
    finally:
        _give_back()


@contextmanager
def stepping_aside() -> Iterator[None]:
    """Let the next one go ahead while this one waits for others."""
    had = _give_back()
    try:
        yield
    finally:
        if had:
            _mine.has = _turn.acquire(timeout=PATIENCE_S)


def _give_back() -> bool:
    had = _has_it()
    if had:
        _mine.has = False
        _turn.release()
    return had


def _has_it() -> bool:
    return getattr(_mine, "has", False)
