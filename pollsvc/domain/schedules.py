"""When a poll opens, closes and is asked again: windows in a named zone."""

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo, available_timezones

from pollsvc.domain.sentences import sentence

FIRST_YEAR, LAST_YEAR = 2000, 2200
"""Years beyond these are slips of the finger, and near 1 and 9999 cannot be counted."""


@cache
def known_zones() -> frozenset[str]:
    """Return the names of all time zones; to look for them reads a thousand files."""
    return frozenset(available_timezones())


class Repeat(StrEnum):
    """How often a poll is asked again."""

    MONTHLY = "monthly"


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
class Schedule:
    """What the author wished, in local time of a named zone.

    Attributes:
        zone: An IANA name, e.g. "America/New_York".
        opens: Local time without zone; None: when somebody opens it.
        closes: Local time without zone; None: until somebody closes it.
        repeats: Whether and how the window comes again.
    """

    zone: str = "UTC"
    opens: datetime | None = None
    closes: datetime | None = None
    repeats: Repeat | None = None

    @property
    def tzinfo(self) -> tzinfo:
        """The zone as datetime wants it."""
        return ZoneInfo(self.zone)

    def window(self, *, now: datetime) -> Window:
        """Return the first window; without an opening time it opens now."""
        return Window(
            opens_at=self._utc(self.opens) if self.opens else now,
            closes_at=self._utc(self.closes) if self.closes else None,
        )

    def next_window(self, *, now: datetime) -> Window | None:
        """Return the running or next window of a repeating schedule, after `now`.

        Months are counted from the first window, so that one that begins on the
        31st returns to the 31st after a shorter month. None where nothing repeats.
        """
        if self.repeats is None or self.opens is None or self.closes is None:
            return None
        length = self.closes - self.opens
        for months in count(1):
            opens = _months_after(self.opens, months)
            closes = _months_after(self.closes, months)
            # A short month can bring the two days together: then the length counts.
            closes = closes if closes > opens else opens + length
            if self._utc(closes) > now:
                break
        return Window(opens_at=self._utc(opens), closes_at=self._utc(closes))

    def _utc(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self.tzinfo).astimezone(UTC)


def problems_of(schedule: Schedule) -> dict[str, str]:
    """Return a sentence for each field of a schedule that breaks a rule."""
    problems: dict[str, str] = {}
    for name, moment in (("opens", schedule.opens), ("closes", schedule.closes)):
        if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            problems[name] = sentence(
                "Write a year from {first} to {last}.",
                first=str(FIRST_YEAR),
                last=str(LAST_YEAR),
            )
    if problems:
        return problems
    if schedule.opens and schedule.closes and schedule.closes <= schedule.opens:
        problems["closes"] = sentence("The poll must close after it opens.")
    if schedule.repeats is not None:
        if schedule.opens is None or schedule.closes is None:
            problems["repeats"] = sentence(
                "A poll that repeats needs opening and closing times."
            )
        elif schedule.closes > _months_after(schedule.opens, 1):
            problems["repeats"] = sentence(
                "A monthly poll must close before it opens again."
            )
    return problems


def _months_after(local: datetime, months: int) -> datetime:
    """Return the same day and time some months on, or the month's last day."""
    year, month0 = divmod(local.year * 12 + local.month - 1 + months, 12)
    # The last day of a month stays the last day: a poll that closes on 30 November
    # at 23:59 closes on 31 December, as its author meant by "the end of the month".
    last = calendar.monthrange(year, month0 + 1)[1]
    was_last = local.day == calendar.monthrange(local.year, local.month)[1]
    day = last if was_last else min(local.day, last)
    return local.replace(year=year, month=month0 + 1, day=day)
