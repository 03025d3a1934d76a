"""A median or another quantile, and how far chance alone moves it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from pollsvc.domain.estimates import (
    CONFIDENCE,
    DRAWN,
    Estimate,
    Interval,
    Method,
    NoNumber,
    QuantileCells,
)

Counts = NDArray[np.int64]

MEDIAN = Fraction(1, 2)
QUARTILES = Fraction(1, 4), Fraction(3, 4)


def quantile(
    people: Mapping[float, int],
    at: Fraction = MEDIAN,
    *,
    confidence: float = CONFIDENCE,
) -> Estimate | NoNumber:
    """Return a quantile of numbers.

    Where it lies between two people's numbers it is their mean: definition 2 of Hyndman
    and Fan, Sample quantiles in statistical packages, The American Statistician 50
    (1996) 361-365.

    Args:
        people: For each number how many people gave it.
        at: What share of people lies below it, between 0 and 1.
        confidence: In what share of draws the interval is to hold the truth, at least.

    Returns:
        In the unit of the numbers; a word where nobody gave one.
    """
    numbers = sorted(number for number, count in people.items() if count)
    counts = [people[number] for number in numbers]
    found = quantile_cells(counts, at, confidence=confidence)
    if isinstance(found, NoNumber):
        return found
    interval = found.interval
    if isinstance(interval, Interval):
        low, high = numbers[int(interval.low)], numbers[int(interval.high)]
        interval = replace(interval, low=low, high=high)
    value = (numbers[found.lower] + numbers[found.upper]) / 2
    return Estimate(value=value, interval=interval)


def quantile_cells(
    counts: Sequence[int], at: Fraction = MEDIAN, *, confidence: float = CONFIDENCE
) -> QuantileCells | NoNumber:
    """Return in which of ordered cells a quantile lies.

    The interval lies between two people in their order, chosen by the binomial
    distribution: Conover, Practical Nonparametric Statistics, 3rd edition (1999),
    section 3.2. It holds however the numbers are distributed.

    Args:
        counts: How many people are in each cell, the lowest cell first.
        at: What share of people lies below, between 0 and 1.
        confidence: In what share of draws the interval is to hold the truth, at least.

    Returns:
        Positions of cells; a word where nobody is in any.
    """
    base = sum(counts)
    if not base:
        return NoNumber.NOBODY
    below = base * at
    up_to = np.cumsum(counts)
    return QuantileCells(
        lower=_cell(up_to, ceil(below)),
        upper=_cell(up_to, floor(below) + 1),
        interval=_interval(up_to, at, confidence),
    )


def _interval(up_to: Counts, at: Fraction, confidence: float) -> Interval | NoNumber:
    base = int(up_to[-1])
    if base == 1:
        return NoNumber.ONE_PERSON
    if np.count_nonzero(np.diff(up_to, prepend=0)) == 1:
        return NoNumber.ALL_EQUAL
    people_below = binom(base, float(at))
    outside = (1 - confidence) / 2
    low, high = int(people_below.ppf(outside)), int(people_below.isf(outside)) + 1
    if low < 1 or high > base:
        return NoNumber.TOO_FEW
    return Interval(
        low=_cell(up_to, low),
        high=_cell(up_to, high),
        confidence=confidence,
        method=Method.ORDER_STATISTICS,
        assumption=DRAWN,
    )


def _cell(up_to: Counts, person: int) -> int:
    """Return in which cell somebody is; the lowest of all people is person 1."""
    return int(np.searchsorted(up_to, person))
