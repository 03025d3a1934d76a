"""What changed from wave to wave, and whether it is more than chance."""

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from statistics import NormalDist

import numpy as np
from scipy.stats import chi2_contingency
from statsmodels.stats.contingency_tables import Table
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from pollsvc.domain.estimates import (
    CONFIDENCE,
    DRAWN_APART,
    Change,
    Interval,
    Method,
    NoNumber,
    Trend,
)

Share = tuple[int, int]
"""How many people gave an answer, and how many gave any."""

LEAST_WAVES = 3
"""Two waves are a difference, not yet a trend."""


def change(
    before: Share, now: Share, *, confidence: float = CONFIDENCE
) -> Change | NoNumber:
    """Return how a share changed from one wave to the next.

    The interval is Newcombe's, made of the two Wilson intervals: method 10 of Newcombe,
    Interval estimation for the difference between independent proportions, Statistics
    in Medicine 17 (1998) 873-890. The test is Pearson's chi-squared without correction,
    which is the score test of a difference of zero.

    Args:
        before: People in the wave before.
        now: People in this wave.
        confidence: In what share of draws the interval is to hold the truth.

    Returns:
        Shares, now less before, between -1 and 1; a word where nobody answered in one
        of the waves.
    """
    (was, was_of), (is_, is_of) = before, now
    if not was_of or not is_of:
        return NoNumber.NOBODY
    low, high = confint_proportions_2indep(
        is_, is_of, was, was_of, method="newcomb", alpha=1 - confidence
    )
    p_value = _chance(before, now)
    return Change(
        value=is_ / is_of - was / was_of,
        interval=Interval(
            low=max(-1.0, float(low)),
            high=min(1.0, float(high)),
            confidence=confidence,
            method=Method.NEWCOMBE,
            assumption=DRAWN_APART,
        ),
        p_value=p_value,
        adjusted=p_value,
    )


def changes(
    before: Sequence[int],
    now: Sequence[int],
    bases: tuple[int, int],
    *,
    confidence: float = CONFIDENCE,
) -> tuple[Change, ...] | NoNumber:
    """Return how every option's share changed, as several are compared at once.

    Args:
        before: How many people chose each option in the wave before.
        now: How many did in this wave, in the same order.
        bases: How many people answered before, and now.
        confidence: In what share of draws each interval is to hold the truth.

    Returns:
        One change for each option, adjusted after Holm; a word where nobody answered
        in one of the waves.
    """
    base_before, base_now = bases
    found = [
        change((was, base_before), (is_, base_now), confidence=confidence)
        for was, is_ in zip(before, now, strict=True)
    ]
    made = [each for each in found if isinstance(each, Change)]
    if not made:
        return NoNumber.NOBODY
    adjusted = holm([each.p_value for each in made])
    return tuple(
        replace(each, adjusted=value)
        for each, value in zip(made, adjusted, strict=True)
    )


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return p-values as they are where so many are compared, in the same order.

    Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal
    of Statistics 6 (1979) 65-70.
    """
    if not p_values:
        return ()
    return tuple(float(p) for p in multipletests(p_values, method="holm")[1])


def trend(
    waves: Sequence[Share], scores: Sequence[float] | None = None
) -> Trend | NoNumber:
    """Return whether a share rises or falls over three waves or more.

    Cochran, Some methods for strengthening the common chi-squared tests, Biometrics 10
    (1954) 417-451; Armitage, Tests for linear trends in proportions and frequencies,
    Biometrics 11 (1955) 375-386.

    Args:
        waves: People in each wave, the oldest first. Waves that nobody answered in are
            left out.
        scores: When each wave was, in any unit; None: one after the other.

    Returns:
        A word where there are too few waves, or all said the same in all of them.
    """
    placed = zip(waves, scores or range(len(waves)), strict=True)
    answered = [(share, score) for share, score in placed if share[1]]
    if not answered:
        return NoNumber.NOBODY
    if len(answered) < LEAST_WAVES:
        return NoNumber.ONE_WAVE
    if _is_one_answer([share for share, _ in answered]):
        return NoNumber.ALL_EQUAL
    table = np.array([(base - count, count) for (count, base), _ in answered])
    found = Table(table, shift_zeros=False).test_ordinal_association(
        np.array([float(score) for _, score in answered]), np.array([0.0, 1.0])
    )
    # The library divides by one person less, after Mantel; Cochran and Armitage do not.
    everybody = int(table.sum())
    z = float(found.zscore) * sqrt(everybody / (everybody - 1))
    return Trend(
        z=z,
        p_value=2 * NormalDist().cdf(-abs(z)),
        method=Method.COCHRAN_ARMITAGE,
        assumption=DRAWN_APART,
    )


def _chance(before: Share, now: Share) -> float:
    if _is_one_answer([before, now]):
        return 1.0  # nothing differs, so chance always makes as much
    table = [[count, base - count] for count, base in (before, now)]
    return float(chi2_contingency(table, correction=False).pvalue)


def _is_one_answer(shares: Sequence[Share]) -> bool:
    return sum(count for count, _ in shares) in {0, sum(base for _, base in shares)}
