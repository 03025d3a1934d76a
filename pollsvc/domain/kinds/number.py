"""A number, whole or with decimals; an odd one is asked about, not refused."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pollsvc.domain.kinds.kind import (
    NOT_ANSWERED,
    SURE,
    Chosen,
    Given,
    Kind,
    NoAnswer,
    Problem,
    Stored,
    Unacceptable,
    only_ways_out,
    or_instead,
    restored_way_out,
    stored_way_out,
    ways_out_part,
)
from pollsvc.domain.questionnaires import NumberLimits, Question

MOST_DIGITS = 15
"""More cannot be told apart by programs that keep numbers in eight bytes."""

MAX_DECIMALS = 6
BELOW = "below"
_NUMBER = re.compile(r"([-+\u2212]?)(\d+)(?:[.,\u066b](\d+))?")
_SPACES = re.compile(r"[\s\u00a0\u202f']")


@dataclass(frozen=True)
class Counted:
    """The number given."""

    value: Decimal


def parts(question: Question) -> tuple[str | None, ...]:
    """Return the names of the form's fields."""
    asks = plausible_words(question) is not None
    return (None, *((SURE,) if asks else ()), *ways_out_part(question))


def parse(question: Question, given: Given) -> Counted | Chosen | NoAnswer:
    """Return the number given.

    One that is possible but unlikely is taken once the respondent is sure of it.
    """
    limits = limits_of(question)
    answer = or_instead(
        question, given, _read(given, limits), wanted=f"Give {_wanted(limits)}"
    )
    if isinstance(answer, Counted):
        _require_in_range(answer.value, limits)
        sure = given.one(SURE) == str(answer.value)
        if is_odd(answer.value, limits) and not sure:
            msg = f"You wrote {answer.value:f}. Is that right?"
            raise Unacceptable(msg)
    return answer


def read_number(written: str) -> Decimal | None:
    """Return a number as people write it, with a point or a comma; None: it is none."""
    bare = _SPACES.sub("", written)
    found = _NUMBER.fullmatch(bare)
    if found is None:
        return None
    sign, whole, decimals = found.groups()
    negative = sign not in ("", "+")
    return Decimal(f"{'-' if negative else ''}{int(whole)}.{_ascii(decimals or '0')}")


def is_odd(value: Decimal, limits: NumberLimits) -> bool:
    """Return whether a number lies outside of what is plausible."""
    least, most = limits.plausible_least, limits.plausible_most
    too_small = least is not None and value < least
    return too_small or (most is not None and value > most)


def plausible_words(question: Question) -> str | None:
    """Return the plausible range in words, or None where there is none."""
    limits = limits_of(question)
    return _range_words(limits.plausible_least, limits.plausible_most)


def limits_of(question: Question) -> NumberLimits:
    """Return what number is asked for."""
    limits = question.limits
    return limits if isinstance(limits, NumberLimits) else NumberLimits()


def stored(answer: Counted | Chosen) -> Stored:
    """Return the number as text: JSON's own numbers are not exact."""
    if isinstance(answer, Chosen):
        return stored_way_out(answer)
    return f"{answer.value:f}"


def restored(question: Question, stored: Stored) -> Counted | Chosen:
    """Return what `stored` made."""
    del question
    return restored_way_out(stored) or Counted(Decimal(stored))


def cells(question: Question, answer: Counted) -> Iterator[str]:
    """Yield the bin of the histogram in which the number lies."""
    bins = limits_of(question).bins
    if bins:
        place = bisect_right(bins, answer.value)
        yield bin_cell(place - 1) if place else BELOW


def all_cells(question: Question) -> Iterator[str]:
    """Yield every bin, and what lies below the first."""
    bins = limits_of(question).bins
    if bins:
        yield BELOW
        yield from map(bin_cell, range(len(bins)))


def bin_cell(place: int) -> str:
    """Return the cell of a bin, counted from 0."""
    return f"bin_{place:02}"


def problems(question: Question) -> Iterator[Problem]:
    """Yield what is wrong with such a question."""
    yield from only_ways_out(question)
    limits = limits_of(question)
    if not 0 <= limits.decimals <= MAX_DECIMALS:
        yield ".limits", f"Ask for 0 to {MAX_DECIMALS} digits after the point."
    for least, most in (
        (limits.least, limits.most),
        (limits.plausible_least, limits.plausible_most),
    ):
        if least is not None and most is not None and least > most:
            yield ".limits", f"No number is at least {least} and at most {most}."
    if [*limits.bins] != sorted(set(limits.bins)):
        yield ".limits", "The beginnings of bins must rise from one to the next."


def _read(given: Given, limits: NumberLimits) -> Counted | NoAnswer:
    written = given.one()
    if not written:
        return NOT_ANSWERED
    value = read_number(written)
    if value is None:
        msg = f"Write {_wanted(limits)} in digits, such as {_example(limits)}"
        raise Unacceptable(msg)
    value = _trimmed(value)
    if len(value.as_tuple().digits) > MOST_DIGITS:
        msg = f"Write a number with at most {MOST_DIGITS} digits"
        raise Unacceptable(msg)
    if _decimals(value) > limits.decimals:
        few = f"at most {limits.decimals} digits after the point"
        msg = (
            f"Write a number with {few}" if limits.decimals else "Write a whole number"
        )
        raise Unacceptable(msg)
    return Counted(value)


def _require_in_range(value: Decimal, limits: NumberLimits) -> None:
    least, most = limits.least, limits.most
    if (least is not None and value < least) or (most is not None and value > most):
        msg = f"Write a number {_range_words(least, most)}"
        raise Unacceptable(msg)


def _range_words(least: Decimal | None, most: Decimal | None) -> str | None:
    if least is not None and most is not None:
        return f"from {least:f} to {most:f}"
    if least is not None:
        return f"of at least {least:f}"
    return f"of at most {most:f}" if most is not None else None


def _wanted(limits: NumberLimits) -> str:
    return "a number" if limits.decimals else "a whole number"


def _example(limits: NumberLimits) -> str:
    return "2.5" if limits.decimals else "2"


def _trimmed(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _ascii(digits: str) -> str:
    return "".join(str(int(digit)) for digit in digits)


KIND = Kind(
    parts=parts,
    parse=parse,
    stored=stored,
    restored=restored,
    cells=cells,
    all_cells=all_cells,
    problems=problems,
)
