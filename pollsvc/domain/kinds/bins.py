"""The bins of a number's histogram: where each begins and ends, and in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pollsvc.domain.kinds.number import BELOW, bin_cell, limits_of
from pollsvc.domain.questionnaires import NumberLimits, Question
from pollsvc.domain.sentences import Sentence, sentence


@dataclass(frozen=True, kw_only=True)
class Bin:
    """One bin.

    Attributes:
        code: Its cell in the tally.
        at_least: Where it begins; None for what lies below the first one.
        less_than: Where the next one begins; None for the last.
        label: It in words, without the unit, e.g. "5 to 9".
    """

    code: str
    at_least: Decimal | None
    less_than: Decimal | None
    label: str


def bins_of(question: Question) -> Iterator[Bin]:
    """Yield the bins from the lowest numbers to the highest."""
    limits = limits_of(question)
    if not limits.bins:
        return
    edges = (None, *limits.bins, None)
    codes = (BELOW, *map(bin_cell, range(len(limits.bins))))
    for code, start, end in zip(codes, edges, edges[1:], strict=False):
        label = _label(start, end, limits)
        yield Bin(code=code, at_least=start, less_than=end, label=label)


def is_possible(each: Bin, question: Question) -> bool:
    """Return whether the question's limits leave room for a number in a bin."""
    limits = limits_of(question)
    too_low = (
        limits.least is not None
        and each.less_than is not None
        and each.less_than <= limits.least
    )
    too_high = (
        limits.most is not None
        and each.at_least is not None
        and each.at_least > limits.most
    )
    return not (too_low or too_high)


def _label(start: Decimal | None, end: Decimal | None, limits: NumberLimits) -> str:
    if start is None or end is None:
        return _open_label(start, end)
    if limits.decimals or not _are_whole(start, end):
        return sentence(
            "{start:f} to under {end:f}", start=_short(start), end=_short(end)
        )
    last = end - 1
    if start == last:
        return Sentence("{number:f}", None, {"number": _short(start)})
    return sentence("{start:f} to {last:f}", start=_short(start), last=_short(last))


def _open_label(start: Decimal | None, end: Decimal | None) -> str:
    if start is None:
        return sentence("under {end:f}", end=_short(end))
    return sentence("{start:f} or more", start=_short(start))


def _are_whole(*numbers: Decimal) -> bool:
    return all(number == number.to_integral_value() for number in numbers)


def _short(number: Decimal | None) -> Decimal:
    """Return a number without zeros that say nothing."""
    if number is None:
        return Decimal()
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()
