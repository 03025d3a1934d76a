"""What time it is, by the clock that all servers of a database share: its own.

Polls open and close at a moment. Where two machines serve them, one whose clock is
wrong would otherwise close a poll for everybody, a day too early.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pollsvc.domain.errors import StoreUnavailable
from pollsvc.storage import durability
from pollsvc.storage.session import reading

LOOK_AGAIN_S = 30
WAIT_S = 5
"""How long after a look that failed the next one comes."""

STEP_S = 2
"""A clock that went on by more or less than this was set, or the machine slept."""

Clock = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True)
class _Look:
    """What the database's clock said.

    Attributes:
        moment: The moment by it.
        tick: The same in seconds of a clock that nobody sets.
        own: The same by this machine's clock.
        unsure: By so many seconds it may be wrong: it was asked over a network.
    """

    moment: datetime
    tick: float
    own: datetime
    unsure: float

    def at(self, tick: float) -> datetime:
        return self.moment + timedelta(seconds=tick - self.tick)

    def after(self, earlier: "_Look") -> "_Look":
        """Return a look that does not go back by less than nobody can know."""
        back = (earlier.at(self.tick) - self.moment).total_seconds()
        if not 0 < back <= self.unsure + earlier.unsure:
            return self
        moment = self.moment + timedelta(seconds=back)
        return replace(self, moment=moment, unsure=self.unsure + back)

    def is_good(self, tick: float, own: datetime) -> bool:
        gone = tick - self.tick
        step = (own - self.own).total_seconds() - gone
        return gone <= LOOK_AGAIN_S and abs(step) <= STEP_S


class SharedClock:
    """The database's clock, looked at twice a minute and carried on in between.

    While the database cannot be reached, what it said last is carried on; before it
    said anything, this machine's clock has to do.
    """

    def __init__(self, own: Clock) -> None:
        """Begin without having looked.

        Args:
            own: This machine's clock, UTC.
        """
        self._own = own
        self._look: _Look | None = None
        self._not_before = 0.0

    def __call__(self) -> datetime:
        """Return the moment, UTC."""
        tick, own = time.monotonic(), self._own()
        look = self._look
        if look is None or not look.is_good(tick, own):
            look = self._look_again(tick) or look
        return own if look is None else look.at(time.monotonic())

    def _look_again(self, tick: float) -> _Look | None:
        if tick < self._not_before:
            return None
        try:
            with reading() as connection:
                begun = time.monotonic()
                moment = durability.time_of(connection)
                ended = time.monotonic()
        except StoreUnavailable:
            self._not_before = time.monotonic() + WAIT_S
            return None
        # It said so somewhere between the question and the answer.
        half, unsure = (begun + ended) / 2, (ended - begun) / 2
        look = _Look(moment=moment, tick=half, own=self._own(), unsure=unsure)
        self._look = look if self._look is None else look.after(self._look)
        return self._look
