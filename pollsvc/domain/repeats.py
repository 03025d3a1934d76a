"""How often a poll is asked again: when it opens after the first time."""

import calendar
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

WEEK = 7
MOST_DAYS = 366
_EVERY = re.compile(r"every ([1-9][0-9]{0,2}) days?", re.ASCII)


class Place(StrEnum):
    """Which of a month's Mondays, say, is meant."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"


class Weekday(StrEnum):
    """A day of the week, in the order of `datetime.weekday`."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


_PLACES, _WEEKDAYS = [*Place], [*Weekday]


@dataclass(frozen=True)
class WeekdayOfMonth:
    """One weekday of a month, e.g. the last Friday."""

    place: Place
    weekday: Weekday

    def in_month_of(self, local: datetime) -> datetime:
        """Return this day of a month, at the same time of day.

        Args:
            local: Any moment of the month.
        """
        first, length = calendar.monthrange(local.year, local.month)
        day = 1 + (_WEEKDAYS.index(self.weekday) - first) % WEEK
        if self.place is Place.LAST:
            day += WEEK * ((length - day) // WEEK)
        else:
            day += WEEK * _PLACES.index(self.place)
        return local.replace(day=day)


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """Every so many months, or else every so many days.

    Attributes:
        months: After how many months it is asked again; 0: days count.
        days: After how many days it is asked again; 0: months count.
        on: On which weekday of the month; None: on the day of the first opening.
    """

    months: int = 0
    days: int = 0
    on: WeekdayOfMonth | None = None

    MONTHLY: ClassVar["Repeat"]
    QUARTERLY: ClassVar["Repeat"]
    WEEKLY: ClassVar["Repeat"]

    def opening(self, first: datetime, number: int) -> datetime:
        """Return the local time of an opening.

        Months are counted from the first, so that one that begins on the 31st
        returns to the 31st after a shorter month.

        Args:
            first: The first opening, local.
            number: How many come before; 0: the first itself.
        """
        if self.days:
            return first + timedelta(days=self.days * number)
        moved = months_after(first, self.months * number)
        return moved if self.on is None else self.on.in_month_of(moved)

    def closing(self, first: datetime, closes: datetime, number: int) -> datetime:
        """Return the local time of a closing.

        Args:
            first: The first opening, local.
            closes: The first closing, local.
            number: As for an opening.
        """
        opens = self.opening(first, number)
        if self.days or self.on is not None:
            return opens + (closes - first)
        moved = months_after(closes, self.months * number)
        # A short month can bring the two days together: then the length counts.
        return moved if moved > opens else opens + (closes - first)

    def number_before(self, first: datetime, local: datetime) -> int:
        """Return the number of an opening that cannot have closed after a moment.

        It saves counting from the first one: what comes before it has ended.

        Args:
            first: The first opening, local.
            local: The moment, local.
        """
        if self.days:
            passed = (local - first).days // self.days
        else:
            passed = (_month_of(local) - _month_of(first)) // self.months
        # The one before may still be open, and the clocks may have changed.
        return max(0, passed - 2)

    def __str__(self) -> str:
        """Return it as definitions and the database have it, e.g. "last friday"."""
        if self.on is not None:
            return f"{self.on.place} {self.on.weekday}"
        for word, meant in WORDS.items():
            if meant == self:
                return word
        return f"every {self.days} day{'s' if self.days > 1 else ''}"


Repeat.MONTHLY = Repeat(months=1)
Repeat.QUARTERLY = Repeat(months=3)
Repeat.WEEKLY = Repeat(days=WEEK)

WORDS = {
    "weekly": Repeat.WEEKLY,
    "monthly": Repeat.MONTHLY,
    "quarterly": Repeat.QUARTERLY,
}


def repeat_of(text: str) -> Repeat | None:
    """Return what a text such as "every 10 days" says; None: nothing that is known."""
    if text in WORDS:
        return WORDS[text]
    every = _EVERY.fullmatch(text)
    if every is not None:
        days = int(every[1])
        return Repeat(days=days) if days <= MOST_DAYS else None
    place, _, weekday = text.partition(" ")
    if place in _PLACES and weekday in _WEEKDAYS:
        return Repeat(months=1, on=WeekdayOfMonth(Place(place), Weekday(weekday)))
    return None


def months_after(local: datetime, months: int) -> datetime:
    """Return the same day and time some months on, or the month's last day."""
    year, month0 = divmod(_month_of(local) + months, 12)
    # The last day of a month stays the last day: a poll that closes on 30 November
    # at 23:59 closes on 31 December, as its author meant by "the end of the month".
    last = calendar.monthrange(year, month0 + 1)[1]
    was_last = local.day == calendar.monthrange(local.year, local.month)[1]
    day = last if was_last else min(local.day, last)
    return local.replace(year=year, month=month0 + 1, day=day)


def _month_of(local: datetime) -> int:
    """Return a month's number, counted from the year 0."""
    return local.year * 12 + local.month - 1
