"""How far chance alone moves one share."""

from typing import Literal

from scipy.stats import binomtest

from pollsvc.domain.estimates import CONFIDENCE, DRAWN, Interval, Method, NoNumber

FEW = 10
"""Of fewer people the exact interval is taken, which never promises too much."""


def share_interval(
    count: int, base: int, *, confidence: float = CONFIDENCE
) -> Interval | NoNumber:
    """Return how far chance alone moves a share: exact for few people, else Wilson's.

    Args:
        count: How many people gave the answer.
        base: How many people gave any.
        confidence: In what share of draws it is to hold the truth, 0 to 1.

    Returns:
        Shares between 0 and 1; a word where nobody answered.

    Raises:
        ValueError: More, or fewer than none, gave the answer than answered at all.
    """
    compute = clopper_pearson if base < FEW else wilson
    return compute(count, base, confidence=confidence)


def wilson(
    count: int, base: int, *, confidence: float = CONFIDENCE
) -> Interval | NoNumber:
    """Return Wilson's score interval, without a correction for continuity.

    Wilson, Probable inference, the law of succession, and statistical inference, JASA
    22 (1927) 209-212; preferred by Newcombe, Statistics in Medicine 17 (1998) 857-872.
    Arguments and errors as in `share_interval`.
    """
    return _interval(count, base, confidence, "wilson", Method.WILSON)


def clopper_pearson(
    count: int, base: int, *, confidence: float = CONFIDENCE
) -> Interval | NoNumber:
    """Return Clopper and Pearson's interval, which holds the truth at least so often.

    Clopper and Pearson, Biometrika 26 (1934) 404-413. Arguments and errors as in
    `share_interval`.
    """
    return _interval(count, base, confidence, "exact", Method.CLOPPER_PEARSON)


def _interval(
    count: int,
    base: int,
    confidence: float,
    name: Literal["wilson", "exact"],
    method: Method,
) -> Interval | NoNumber:
    if not 0 <= count <= base:
        msg = f"{count} of {base} people cannot have given an answer"
        raise ValueError(msg)
    if not base:
        return NoNumber.NOBODY
    found = binomtest(count, base).proportion_ci(confidence, method=name)
    return Interval(
        low=float(found.low),
        high=float(found.high),
        confidence=confidence,
        method=method,
        assumption=DRAWN,
    )
