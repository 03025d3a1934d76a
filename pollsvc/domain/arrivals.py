"""How many answers come in an hour: told to staff in tens, and by lot."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum

from pollsvc.domain.asides import Aside
from pollsvc.domain.responses import Response

STEP = 10
"""One arrival in so many is counted, as so many."""

_LOT = random.SystemRandom()


class Arrival(StrEnum):
    """What is counted by the hour: all that came, and what of it was set aside."""

    RECEIVED = "received"
    BURST = "burst"
    WORK_FAILED = "work_failed"


_OF_ASIDE = {Aside.BURST: Arrival.BURST, Aside.WORK_FAILED: Arrival.WORK_FAILED}


def arrivals_of(response: Response) -> Iterator[Arrival]:
    """Yield what a new response counts as."""
    yield Arrival.RECEIVED
    if response.aside is not None:
        yield _OF_ASIDE[response.aside]


def by_lot(number: int, *, lot: random.Random = _LOT) -> int:
    """Return about a number: each of it counts as ten, one time in ten.

    On average the number itself, with a standard deviation of three times its
    square root; so a burst shows, and no number says that somebody came.
    """
    return sum(STEP for _ in range(number) if lot.randrange(STEP) == 0)


def hour_of(moment: datetime) -> str:
    """Return the hour of a moment, UTC, e.g. "2026-11-24T09"."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H")
