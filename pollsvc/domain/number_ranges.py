"""Answers read as whole numbers: "2 to 4", "5 or more", "twice", "none"."""

import math
import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NumberRange:
    """The whole numbers an answer stands for; `last` is infinite for "or more"."""

    first: float
    last: float
    label: str

    @property
    def is_wide(self) -> bool:
        """Whether it stands for more than one number."""
        return self.last > self.first


_WORDS = {
    "none": 0, "never": 0, "zero": 0, "no": 0, "not at all": 0, "nothing": 0,
    "once": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5,
}  # fmt: skip
_THOUSANDS = re.compile(r"(?<=[0-9])[, ](?=[0-9]{3}\b)")
_CLOCK = re.compile(r"[0-9][:.][0-9]")
_DASH = "[-\u2010-\u2015]"
_FROM_TO = re.compile(rf"([0-9]+)\s*(?:{_DASH}|to|until|through|and)\s*([0-9]+)")
_LESS = re.compile(r"(?:under|below|less than|fewer than|<)\s*([0-9]+)")
_AT_MOST = re.compile(
    r"(?:up to|at most|\u2264)\s*([0-9]+)|([0-9]+)\s*or (?:less|fewer)"
)
_MORE = re.compile(r"(?:over|above|more than|>)\s*([0-9]+)")
_AT_LEAST = re.compile(
    r"(?:at least|from|\u2265)\s*([0-9]+)"
    r"|([0-9]+)\s*(?:\+|plus\b|\w*\s*(?:or|and) (?:more|over|above|older))"
)
_ONE = re.compile(r"^([0-9]+)\b")


def range_of(label: str) -> NumberRange | None:
    """Return the numbers an answer stands for, or None if it is not of that kind."""
    text = _THOUSANDS.sub("", label.casefold().strip())
    if _CLOCK.search(text):
        return None
    bounds = _bounds(text)
    if bounds is None or bounds[1] < bounds[0]:
        return None
    return NumberRange(first=bounds[0], last=bounds[1], label=label)


def _bounds(text: str) -> tuple[float, float] | None:
    if text in _WORDS:
        return _WORDS[text], _WORDS[text]
    if found := _FROM_TO.search(text):
        return int(found[1]), int(found[2])
    for pattern, bounds in (
        (_AT_MOST, lambda n: (0, n)),
        (_LESS, lambda n: (0, n - 1)),
        (_AT_LEAST, lambda n: (n, math.inf)),
        (_MORE, lambda n: (n + 1, math.inf)),
        (_ONE, lambda n: (n, n)),
    ):
        if found := pattern.search(text):
            return bounds(int(found[found.lastindex or 1]))
    return None
