"""What every language spells its own way: days, periods, percentages, lists.

As text each is English. In a sentence it stands as a value, so that whoever translates
the sentence can spell it anew.
"""

from calendar import month_name
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pollsvc.domain.sentences import Sentence, sentence
from pollsvc.domain.texts import isolated


@dataclass(frozen=True)
class Day:
    """A day, e.g. "30 November 2026"."""

    date: date

    def __str__(self) -> str:
        """Return the day in English."""
        return f"{self.date.day} {self.date:%B %Y}"


@dataclass(frozen=True)
class ShortDay:
    """A day in few letters, e.g. "Mon 30 Nov 2026", "30 Nov 2026", "Mon 30 Nov"."""

    date: date
    weekday: bool = False
    year: bool = True

    def __str__(self) -> str:
        """Return the day in English."""
        weekday = f"{self.date:%a} " if self.weekday else ""
        year = f" {self.date:%Y}" if self.year else ""
        return f"{weekday}{self.date.day} {self.date:%b}{year}"


@dataclass(frozen=True)
class Month:
    """A month of the year, 1 to 12, e.g. "November"."""

    number: int

    def __str__(self) -> str:
        """Return the month in English."""
        return month_name[self.number]


@dataclass(frozen=True)
class Period:
    """From one day to another, e.g. "1 to 22 November 2026"."""

    first: date
    last: date

    def __str__(self) -> str:
        """Return the period in English, without saying anything twice."""
        first, last = self.first, self.last
        if first == last:
            return str(Day(first))
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day} to {Day(last)}"
        if first.year == last.year:
            return f"{first.day} {first:%B} to {Day(last)}"
        return f"{Day(first)} to {Day(last)}"


@dataclass(frozen=True)
class Percent:
    """A percentage, e.g. "36%"; with one digit after the point "35.8%"."""

    number: float
    digits: int = 0

    def __str__(self) -> str:
        """Return the percentage in English."""
        return f"{self.number:.{self.digits}f}%"


@dataclass(frozen=True)
class Listed:
    """Texts one after the other, e.g. "A, B and C"."""

    texts: tuple[str, ...]
    joint: Literal["and", "or"] = "and"

    def __str__(self) -> str:
        """Return the list in English."""
        *others, last = self.texts
        return f"{', '.join(others)} {self.joint} {last}" if others else last


def quote(text: str) -> Sentence:
    """Return somebody's words in quotation marks."""
    return sentence("“{text}”", text=isolated(text))


def quotes(texts: Sequence[str], joint: Literal["and", "or"] = "and") -> Listed:
    """Return somebody's words as a list, e.g. “Once”, “Twice” and “Never”."""
    return Listed(tuple(map(quote, texts)), joint)
