"""For how long a poll is open: so many days on the calendar, or so many hours."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

MOST = 9999
_MINUTE = timedelta(minutes=1)
_WRITTEN = re.compile(r"([1-9][0-9]{0,3}) (day|hour)s?", re.ASCII)


class Unit(StrEnum):
    """What is counted."""

    DAYS = "days"
    HOURS = "hours"


@dataclass(frozen=True)
class Span:
    """A length of time as its author counts it.

    A day ends at the same time on the wall, also where the clocks change in between;
    an hour is an hour.
    """

    number: int
    unit: Unit = Unit.DAYS

    @property
    def length(self) -> timedelta:
        """How long it is where the clocks do not change."""
        return timedelta(**{self.unit.value: self.number})

    def after(self, opens: datetime) -> datetime:
        """Return when a window closes, UTC, on a full minute that is not too early.

        Args:
            opens: When it opens, in its own zone.
        """
        if self.unit is Unit.DAYS:
            local = opens.replace(tzinfo=None) + self.length
            closes = local.replace(tzinfo=opens.tzinfo).astimezone(UTC)
        else:
            closes = opens.astimezone(UTC) + self.length
        over = timedelta(seconds=closes.second, microseconds=closes.microsecond)
        return closes - over + _MINUTE if over else closes

    def __str__(self) -> str:
        """Return it as definitions and the database have it, e.g. "14 days"."""
        unit = self.unit.value
        return f"{self.number} {unit if self.number > 1 else unit.removesuffix('s')}"


def span_of(text: str) -> Span | None:
    """Return what a text such as "14 days" says; None: nothing that is known."""
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return None
    return Span(int(written[1]), Unit(f"{written[2]}s"))
