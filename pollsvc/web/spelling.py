"""Numbers, days and lists inside sentences, as the page's language writes them."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatch

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from pollsvc.domain.spellings import Day, Month, Percent, Period, ShortDay

_DIGITS = re.compile(r"\.(\d)f")


@dataclass(frozen=True)
class _Number:
    """A number in a sentence; how the English one writes it decides on its digits."""

    value: int | float | Decimal
    locale: Locale

    def __format__(self, spec: str) -> str:
        digits = _DIGITS.search(spec)
        pattern = f"#,##0.{'0' * int(digits[1])}" if digits else None
        return format_decimal(
            self.value,
            pattern,
            self.locale,
            decimal_quantization=digits is not None,
            group_separator="," in spec,
        )


@singledispatch
def spelled(value: object, locale: Locale) -> object:
    """Return what stands for a value in a sentence of another language than English."""
    del locale
    return value


class _Apart(str):
    """Somebody's own words, which may run the other way than the sentence around."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return f"\u2068{super().__format__(spec)}\u2069"

    def __repr__(self) -> str:
        return f"\u2068{super().__repr__()}\u2069"


@spelled.register
def _(value: str, locale: Locale) -> object:
    return _Apart(value) if value and locale.text_direction == "rtl" else value


@spelled.register
def _(value: int | float | Decimal, locale: Locale) -> object:
    return _Number(value, locale)


@spelled.register
def _(value: Day, locale: Locale) -> object:
    return format_date(value.date, "long", locale)


@spelled.register
def _(value: ShortDay, locale: Locale) -> object:
    skeleton = f"{'y' * value.year}MMM{'E' * value.weekday}d"
    return format_skeleton(skeleton, value.date, locale=locale)


@spelled.register
def _(value: Month, locale: Locale) -> object:
    return locale.months["format"]["wide"][value.number]


@spelled.register
def _(value: Period, locale: Locale) -> object:
    if value.first == value.last:
        return format_date(value.first, "long", locale)
    return format_interval(value.first, value.last, "yMMMMd", locale=locale)


@spelled.register
def _(value: Percent, locale: Locale) -> object:
    whole = locale.percent_formats[None].pattern
    digits = f".{'0' * value.digits}" if value.digits else ""
    before, _, after = whole.rpartition("0")
    return format_percent(value.number / 100, f"{before}0{digits}{after}", locale)


def listed(texts: list[str], joint: str, locale: Locale) -> str:
    """Return texts as a list, e.g. "A, B et C"."""
    return format_list(texts, "or" if joint == "or" else "standard", locale)
