"""The top of a scale and a net promoter score, and how far chance alone moves them."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

from pollsvc.analysis.estimates.shares import share_interval
from pollsvc.domain.estimates import (
    CONFIDENCE,
    DRAWN_IN_NUMBERS,
    Estimate,
    Interval,
    Method,
    NoNumber,
)

TOP = 2
"""The two highest points of a scale are its top."""

LEAST_FOR_SCORE = 30
"""Of fewer people a score does not vary as a bell curve does."""

_POINTS, _PASSIVE, _PROMOTERS = 11, 7, 9


def top_share(
    counts: Sequence[int], *, confidence: float = CONFIDENCE
) -> Estimate | NoNumber:
    """Return which share chose one of the two highest points ("top-2-box").

    Args:
        counts: How many people chose each point, the lowest first.
        confidence: In what share of draws the interval is to hold the truth.

    Returns:
        Shares between 0 and 1; a word where nobody answered.
    """
    base, top = sum(counts), sum(counts[-TOP:])
    if not base:
        return NoNumber.NOBODY
    interval = share_interval(top, base, confidence=confidence)
    return Estimate(value=top / base, interval=interval)


def net_promoters(
    counts: Sequence[int], *, confidence: float = CONFIDENCE
) -> Estimate | NoNumber:
    """Return the net promoter score: percent of 9 and 10 less percent of 0 to 6.

    Reichheld, The One Number You Need to Grow, Harvard Business Review 12/2003. Its
    error is that of a mean of -1, 0 and 1, each person's part in it: the difference of
    two shares of one multinomial draw, sqrt((p + d - (p - d)^2) / n).

    Args:
        counts: How many people chose each of the points 0 to 10, in this order.
        confidence: In what share of draws the interval is to hold the truth.

    Returns:
        Points between -100 and 100; a word where nobody answered.

    Raises:
        ValueError: There are not eleven points.
    """
    if len(counts) != _POINTS:
        msg = f"a score has {_POINTS} points, not {len(counts)}"
        raise ValueError(msg)
    base = sum(counts)
    if not base:
        return NoNumber.NOBODY
    promoters = sum(counts[_PROMOTERS:]) / base
    detractors = sum(counts[:_PASSIVE]) / base
    net = promoters - detractors
    error = sqrt(max(0.0, promoters + detractors - net**2) / base)
    return Estimate(
        value=100 * net,
        error=100 * error if base > 1 else None,
        interval=_around(100 * net, 100 * error, base, confidence),
    )


def _around(
    score: float, error: float, base: int, confidence: float
) -> Interval | NoNumber:
    if base == 1:
        return NoNumber.ONE_PERSON
    if not error:
        return NoNumber.ALL_EQUAL
    if base < LEAST_FOR_SCORE:
        return NoNumber.TOO_FEW
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * error
    return Interval(
        low=max(-100.0, score - reach),
        high=min(100.0, score + reach),
        confidence=confidence,
        method=Method.STANDARD_ERROR,
        assumption=DRAWN_IN_NUMBERS,
    )
