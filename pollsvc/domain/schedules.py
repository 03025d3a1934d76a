"""When a poll opens, closes and is asked again: windows in a named zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo, available_timezones

from pollsvc.domain.repeats import Repeat
from pollsvc.domain.spans import Span


@cache
def known_zones() -> frozenset[str]:
    """Return the names of all time zones; to look for them reads a thousand files."""
    return frozenset(available_timezones())


@dataclass(frozen=True, kw_only=True)
class Window:
    """One period in which answers are taken.

    Attributes:
        opens_at: The first moment, UTC.
        closes_at: The first moment after it, UTC; None: until somebody closes it.
    """

    opens_at: datetime
    closes_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One date of a schedule that repeats.

    Attributes:
        day: The local day on which it opens, by which it is left out.
        left_out: Whether it is.
    """

    day: date
    window: Window
    left_out: bool


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """What the author wished, in local time of a named zone.

    A time that the clocks leave out is as far from the hour before as it says; one
    that comes twice is the first of the two.

    Attributes:
        zone: An IANA name, e.g. "America/New_York".
        opens: Local time without zone; None: when somebody opens it.
        closes: Local time without zone; None: `lasts` says it, or somebody closes it.
        lasts: For how long it is open; None: `closes` says it, or somebody closes it.
        repeats: Whether and how the window comes again.
        times: How many dates there are in all, left out or not; None: no end.
        until: The last day on which it may open; None: no end.
        skips: The days of openings that are left out.
        stopped: Whether nothing is asked again for now.
    """

    zone: str = "UTC"
    opens: datetime | None = None
    closes: datetime | None = None
    lasts: Span | None = None
    repeats: Repeat | None = None
    times: int | None = None
    until: date | None = None
    skips: tuple[date, ...] = ()
    stopped: bool = False

    @property
    def tzinfo(self) -> tzinfo:
        """The zone as datetime wants it."""
        return ZoneInfo(self.zone)

    def window(self, *, now: datetime) -> Window:
        """Return the first window; without an opening time it opens now."""
        if self.opens is not None:
            return self._window(self.opens, 0)
        closes_at = self._utc(self.closes) if self.closes else None
        if self.lasts is not None:
            closes_at = self.lasts.after(now.astimezone(self.tzinfo))
        return Window(opens_at=now, closes_at=closes_at)

    def coming_window(self, *, now: datetime) -> Window:
        """Return what opening it now begins with: the first window that has not ended.

        Where all have ended it is the first one.
        """
        first = self.window(now=now)
        if first.closes_at is not None and first.closes_at <= now:
            return self.next_window(now=now) or first
        return first

    def next_window(
        self, *, now: datetime, after: datetime | None = None
    ) -> Window | None:
        """Return the first window of a series that is asked and has not ended.

        Args:
            now: The moment, UTC.
            after: When the wave before opened, UTC; None: with the first window.

        Returns:
            None where none comes: it does not repeat, is over, or was stopped.
        """
        if self.stopped:
            return None
        turns = self.turns(now=now, after=after)
        return next((turn.window for turn in turns if not turn.left_out), None)

    def turns(self, *, now: datetime, after: datetime | None = None) -> Iterator[Turn]:
        """Yield the dates that have not ended, left out or not, stopped or not.

        Args:
            now: The moment, UTC.
            after: When the wave before opened, UTC; None: with the first window.
        """
        if self.repeats is None or self.opens is None:
            return
        latest = after or self._utc(self.opens)
        local = max(now, latest).astimezone(self.tzinfo).replace(tzinfo=None)
        for number in count(self.repeats.number_before(self.opens, local)):
            opens = self.repeats.opening(self.opens, number)
            if self._is_beyond(opens, number):
                return
            window = self._window(opens, number)
            ended = window.closes_at is not None and window.closes_at <= now
            # Where a zone left out a whole day, two dates may be one moment.
            if window.opens_at > latest and not ended:
                latest, day = window.opens_at, opens.date()
                yield Turn(day=day, window=window, left_out=day in self.skips)

    def _is_beyond(self, opens: datetime, number: int) -> bool:
        if self.times is not None and number >= self.times:
            return True
        return self.until is not None and opens.date() > self.until

    def _window(self, opens: datetime, number: int) -> Window:
        opens_at = self._utc(opens)
        closes_at = self._closing(opens, number)
        if closes_at is not None and self.repeats is not None and self.opens:
            # Where the clocks change, two waves still never overlap.
            after = self._utc(self.repeats.opening(self.opens, number + 1))
            if opens_at < after < closes_at:
                closes_at = after
        return Window(opens_at=opens_at, closes_at=closes_at)

    def _closing(self, opens: datetime, number: int) -> datetime | None:
        if self.lasts is not None:
            return self.lasts.after(opens.replace(tzinfo=self.tzinfo))
        if self.closes is None:
            return None
        closes = self.closes
        if self.repeats is not None and self.opens is not None:
            closes = self.repeats.closing(self.opens, self.closes, number)
        opens_at, closes_at = self._utc(opens), self._utc(closes)
        # Where the clocks go forward, a short window may be turned around.
        if opens < closes and closes_at <= opens_at:
            return opens_at + (closes - opens)
        return closes_at

    def _utc(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self.tzinfo).astimezone(UTC)
