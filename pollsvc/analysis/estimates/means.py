"""A mean, and how far chance alone moves it."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.stats import bootstrap
from statsmodels.stats.weightstats import DescrStatsW

from pollsvc.domain.estimates import (
    CONFIDENCE,
    DRAWN_IN_NUMBERS,
    DRAWN_OFTEN,
    Estimate,
    Interval,
    Method,
    NoNumber,
)

LEAST = 30
"""Of fewer people the mean of skewed counts says too little for an interval."""

MOST_RESAMPLED = 2000
"""Of more people the bootstrap and Student's interval hardly differ, and the bootstrap
takes long."""

RESAMPLES = 9999

SEED = 20_261_125
"""The same answers give the same interval whenever and wherever it is computed."""

_AT_ONCE = 500_000

Floats = NDArray[np.float64]


def mean(
    people: Mapping[float, int], *, confidence: float = CONFIDENCE
) -> Estimate | NoNumber:
    """Return the mean of numbers.

    Args:
        people: For each number how many people gave it.
        confidence: In what share of draws the interval is to hold the truth.

    Returns:
        In the unit of the numbers; a word where nobody gave one. Its interval is the
        bootstrap's for 30 to 2,000 people, Student's for more, a word for fewer.
    """
    numbers, weights = _weighed(people)
    base = int(weights.sum())
    if not base:
        return NoNumber.NOBODY
    spread = DescrStatsW(numbers - numbers[0], weights, ddof=1)
    return Estimate(
        value=float(spread.mean + numbers[0]),
        # One person's numbers do not vary.
        error=float(spread.std_mean) if base > 1 else None,
        interval=_interval(numbers, weights, confidence),
    )


def bca(
    people: Mapping[float, int], *, confidence: float = CONFIDENCE
) -> Interval | NoNumber:
    """Return the bias-corrected and accelerated bootstrap interval of a mean.

    Efron, Better bootstrap confidence intervals, JASA 82 (1987) 171-185. Arguments as
    in `mean`.
    """
    numbers, weights = _weighed(people)
    base = int(weights.sum())
    if word := _cannot_vary(numbers, base):
        return word
    # Far from zero the differences between means would drown in rounding.
    drawn_from = np.repeat(numbers - numbers[0], weights)
    found = bootstrap(
        (drawn_from,),
        np.mean,
        confidence_level=confidence,
        n_resamples=RESAMPLES,
        batch=max(1, _AT_ONCE // base),
        method="BCa",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return Interval(
        low=float(found.low + numbers[0]),
        high=float(found.high + numbers[0]),
        confidence=confidence,
        method=Method.BOOTSTRAP,
        assumption=DRAWN_OFTEN,
    )


def student(
    people: Mapping[float, int], *, confidence: float = CONFIDENCE
) -> Interval | NoNumber:
    """Return Student's interval of a mean, for many people. Arguments as in `mean`."""
    numbers, weights = _weighed(people)
    if word := _cannot_vary(numbers, int(weights.sum())):
        return word
    spread = DescrStatsW(numbers - numbers[0], weights, ddof=1)
    low, high = spread.tconfint_mean(alpha=1 - confidence)
    return Interval(
        low=float(low + numbers[0]),
        high=float(high + numbers[0]),
        confidence=confidence,
        method=Method.STUDENT,
        assumption=DRAWN_IN_NUMBERS,
    )


def _interval(
    numbers: Floats, weights: NDArray[np.int64], confidence: float
) -> Interval | NoNumber:
    base = int(weights.sum())
    people = dict(zip(numbers.tolist(), weights.tolist(), strict=True))
    if 1 < base < LEAST and len(numbers) > 1:
        return NoNumber.TOO_FEW
    compute = bca if base <= MOST_RESAMPLED else student
    return compute(people, confidence=confidence)


def _weighed(people: Mapping[float, int]) -> tuple[Floats, NDArray[np.int64]]:
    given = sorted((number, count) for number, count in people.items() if count)
    numbers = np.array([number for number, _ in given], dtype=np.float64)
    return numbers, np.array([count for _, count in given], dtype=np.int64)


def _cannot_vary(numbers: Floats, base: int) -> NoNumber | None:
    if not base:
        return NoNumber.NOBODY
    if base == 1:
        return NoNumber.ONE_PERSON
    return NoNumber.ALL_EQUAL if len(numbers) == 1 else None
