"""How a limit of a question is typed into a form: read, or refused, and written."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pollsvc.domain.quick_text import clean_line
from pollsvc.domain.rule_values import is_date, is_number
from pollsvc.domain.sentences import sentence

_COUNT = re.compile(r"[0-9]{1,6}", re.ASCII)


class Unreadable(ValueError):
    """What was typed into a field is not what it asks for; the text says what is."""

    @property
    def text(self) -> str:
        """What it asks for, as a sentence that can be translated."""
        said: str = self.args[0]
        return said


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How a field is shown, and what becomes of what is typed into it.

    Attributes:
        control: "line", "tick" or "day".
        read: Returns the value that a text means, None for an empty one; raises
            Unreadable.
        write: Returns the text for a value.
        inputmode: Which keys a phone offers; None: all.
    """

    control: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    inputmode: str | None = None


def _count(typed: str) -> int | None:
    if typed and not _COUNT.fullmatch(typed):
        raise Unreadable(sentence("Write a whole number such as 2."))
    return int(typed) if typed else None


def _number(typed: str) -> Decimal | None:
    if typed and not is_number(typed):
        raise Unreadable(sentence("Write a number such as 2 or 2.5."))
    return Decimal(typed) if typed else None


def _numbers(typed: str) -> tuple[Decimal, ...]:
    found = (_number(each) for each in re.split(r"[;,\s]+", typed) if each)
    return tuple(each for each in found if each is not None)


def _day(typed: str) -> date | None:
    if typed and not is_date(typed):
        raise Unreadable(sentence("Write a date such as 2026-11-30."))
    return date.fromisoformat(typed) if typed else None


COUNT = Shape(
    control="line",
    read=_count,
    write=lambda n: "" if n is None else str(n),
    inputmode="numeric",
)
NUMBER = Shape(
    control="line",
    read=_number,
    write=lambda n: "" if n is None else f"{n:f}",
    inputmode="decimal",
)
NUMBERS = Shape(
    control="line", read=_numbers, write=lambda ns: ", ".join(f"{n:f}" for n in ns)
)
WORDS = Shape(control="line", read=clean_line, write=lambda text: text or "")
TICK = Shape(control="tick", read=bool, write=lambda yes: "1" if yes else "")
DAY = Shape(
    control="day", read=_day, write=lambda day: "" if day is None else day.isoformat()
)
