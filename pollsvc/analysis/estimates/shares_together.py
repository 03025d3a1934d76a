"""How far chance alone moves all shares of a question at once."""

from collections.abc import Sequence

from statsmodels.stats.proportion import multinomial_proportions_confint

from pollsvc.analysis.estimates.shares import share_interval
from pollsvc.domain.estimates import (
    CONFIDENCE,
    DRAWN_TOGETHER,
    Interval,
    Method,
    NoNumber,
)

Intervals = tuple[Interval, ...]

LEAST_IN_EACH = 5
"""Goodman's and Sison and Glaz's intervals are good where each has so many people."""

MANY_OPTIONS = range(7, 21)
"""From seven options on Sison and Glaz's are the narrower ones; of more than twenty
they take seconds."""

MOST_FOR_SISON_GLAZ = 1000
"""Its sums grow with the people, and at fifty thousand no longer fit a float."""


def intervals_together(
    counts: Sequence[int], *, confidence: float = CONFIDENCE
) -> Intervals | NoNumber:
    """Return intervals for options of which everybody chose one.

    Args:
        counts: How many people chose each option.
        confidence: In what share of draws all are to hold the truth at once.

    Returns:
        Shares between 0 and 1, in the order of the counts; a word where nobody
        answered. Goodman's; Sison and Glaz's where there are many options and no more
        than a thousand people; after Bonferroni where an option has few.
    """
    if min(counts, default=0) < LEAST_IN_EACH:
        return bonferroni(counts, sum(counts), confidence=confidence)
    if len(counts) in MANY_OPTIONS and sum(counts) <= MOST_FOR_SISON_GLAZ:
        return sison_glaz(counts, confidence=confidence)
    return goodman(counts, confidence=confidence)


def goodman(
    counts: Sequence[int], *, confidence: float = CONFIDENCE
) -> Intervals | NoNumber:
    """Return Goodman's simultaneous intervals.

    Goodman, On simultaneous confidence intervals for multinomial proportions,
    Technometrics 7 (1965) 247-254. Arguments as in `intervals_together`.
    """
    return _multinomial(counts, confidence, "goodman", Method.GOODMAN)


def sison_glaz(
    counts: Sequence[int], *, confidence: float = CONFIDENCE
) -> Intervals | NoNumber:
    """Return Sison and Glaz's simultaneous intervals, all of one width.

    Sison and Glaz, JASA 90 (1995) 366-369. Arguments as in `intervals_together`.
    """
    return _multinomial(counts, confidence, "sison-glaz", Method.SISON_GLAZ)


def bonferroni(
    counts: Sequence[int], base: int, *, confidence: float = CONFIDENCE
) -> Intervals | NoNumber:
    """Return the intervals of each share, so wide that all hold the truth at once.

    They hold however the options hang together, so also where people chose several.
    After Dunn, Multiple comparisons among means, JASA 56 (1961) 52-64.

    Args:
        counts: How many people chose each option.
        base: How many people chose any.
        confidence: In what share of draws all are to hold the truth at once.

    Returns:
        Shares between 0 and 1; a word where nobody answered.
    """
    if not base or not counts:
        return NoNumber.NOBODY
    each = 1 - (1 - confidence) / len(counts)
    found = [share_interval(count, base, confidence=each) for count in counts]
    return tuple(
        Interval(
            low=interval.low,
            high=interval.high,
            confidence=confidence,
            method=Method.BONFERRONI,
            assumption=DRAWN_TOGETHER,
        )
        for interval in found
        if isinstance(interval, Interval)
    )


def _multinomial(
    counts: Sequence[int], confidence: float, name: str, method: Method
) -> Intervals | NoNumber:
    if not sum(counts):
        return NoNumber.NOBODY
    found = multinomial_proportions_confint(counts, alpha=1 - confidence, method=name)
    return tuple(
        Interval(
            # A share of one is missed by the last bit.
            low=max(0.0, float(low)),
            high=min(1.0, float(high)),
            confidence=confidence,
            method=method,
            assumption=DRAWN_TOGETHER,
        )
        for low, high in found
    )
