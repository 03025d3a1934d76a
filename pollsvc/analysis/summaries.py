"""What sums up the counts of one question: top boxes, promoters, middles, averages."""

import math
from collections.abc import Sequence

import pandas as pd

from pollsvc.domain.figures import TopBox
from pollsvc.domain.questionnaires import Option

LEAST_POINTS = 4
"""Of fewer points two are no longer the top of a scale."""

LEAST_FOR_PROMOTERS = 100
"""Of fewer people a net promoter score says next to nothing: its standard error is
about 8 points or more."""


def top_box(points: Sequence[Option], counts: pd.Series, base: int) -> TopBox | None:
    """Return the two highest points of a scale taken together.

    Args:
        points: The scale's points from the lowest to the highest.
        counts: People by the code of a point.
        base: How many people answered.

    Returns:
        None where the points are bare numbers, or too few.
    """
    top = points[-2:]
    if len(points) < LEAST_POINTS or not all(_is_in_words(p.label) for p in top):
        return None
    count = int(counts[[point.code for point in top]].sum())
    return TopBox(
        codes=tuple(point.code for point in top),
        labels=tuple(point.label for point in top),
        count=count,
        share=count / base if base else None,
    )


def promoter_score(counts: pd.Series) -> int | None:
    """Return the net promoter score, -100 to 100: percent of 9 and 10 less 0 to 6.

    After Reichheld, The One Number You Need to Grow, Harvard Business Review 12/2003.

    Args:
        counts: People by the code of a point, "0" to "10".
    """
    base = int(counts.sum())
    if base < LEAST_FOR_PROMOTERS:
        return None
    points = counts.index.astype(int)
    net = counts[points >= 9].sum() - counts[points <= 6].sum()  # noqa: PLR2004
    # Half up, as people round; Python's own rounding goes to even numbers.
    return math.floor(100 * int(net) / base + 0.5)


def middle_of(counts: pd.Series) -> tuple[str, ...]:
    """Return where the median of ordered counts lies.

    Args:
        counts: People by the code of a bin, from the lowest to the highest.

    Returns:
        The code of the bin; two where half of the people lie below and half above a
        line between bins; none where there is nobody.
    """
    base = int(counts.sum())
    if not base:
        return ()
    below = counts.cumsum()
    # With an even number of people the median lies between two of them.
    lower = below[below >= (base + 1) // 2].index[0]
    upper = below[below >= base // 2 + 1].index[0]
    return (lower,) if lower == upper else (lower, upper)


def average_place(counts: pd.Series) -> float | None:
    """Return the average place of one option of a ranking, or None without any.

    Args:
        counts: People by place, "1" for the first.
    """
    placed = int(counts.sum())
    if not placed:
        return None
    return float((counts * counts.index.astype(int)).sum() / placed)


def _is_in_words(label: str) -> bool:
    return any(character.isalpha() for character in label)
