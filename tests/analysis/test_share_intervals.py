"""How far chance alone moves one share: published values, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from pollsvc.analysis.estimates.shares import clopper_pearson, share_interval, wilson
from pollsvc.domain.estimates import DRAWN, Method, NoNumber


def ends(interval):
    return interval.low, interval.high


@st.composite
def shares(draw, most=2000):
    base = draw(st.integers(1, most))
    return draw(st.integers(0, base)), base


@pytest.mark.parametrize(
    ("count", "base", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # Worked by hand in "Confidence intervals for proportions in SAS", CAMIS, PSI.
        (36, 154, 0.1739, 0.3066),
        # Agresti, An Introduction to Categorical Data Analysis, 2nd edition, 1.4.
        (9, 10, 0.596, 0.982),
        (0, 25, 0, 0.133),
    ],
)
def test_wilsons_interval_is_the_published_one(count, base, low, high):
    decimals = max(len(f"{end}") - 2 for end in (low, high))
    assert ends(wilson(count, base)) == pytest.approx((low, high), abs=10**-decimals)


@pytest.mark.parametrize(
    ("count", "base", "low", "high"),
    [
        # Newcombe, as above, method 5.
        (81, 263, 0.2527, 0.3676),
        (15, 148, 0.0578, 0.1617),
        (0, 20, 0, 0.1684),
        (1, 29, 0.0009, 0.1776),
        # The example of R's binom.test: Conover's peas after Mendel.
        (682, 925, 0.7076683, 0.7654066),
        # Agresti, as above.
        (0, 25, 0, 0.137),
    ],
)
def test_the_exact_interval_is_the_published_one(count, base, low, high):
    decimals = max(len(f"{end}") - 2 for end in (low, high))
    found = ends(clopper_pearson(count, base))
    assert found == pytest.approx((low, high), abs=10**-decimals)


def test_nobody_has_no_interval():
    assert share_interval(0, 0) is NoNumber.NOBODY


@pytest.mark.parametrize(("count", "base"), [(-1, 5), (6, 5)])
def test_more_than_all_cannot_have_said_so(count, base):
    with pytest.raises(ValueError, match="cannot have given an answer"):
        share_interval(count, base)


@pytest.mark.parametrize(
    ("base", "method"), [(9, Method.CLOPPER_PEARSON), (10, Method.WILSON)]
)
def test_of_few_people_the_interval_is_exact(base, method):
    assert share_interval(3, base).method is method


def test_it_says_as_if_what_it_was_computed():
    assert wilson(3, 20).assumption == DRAWN
    assert "As if these people had been drawn at random" in DRAWN


@given(shares())
@settings(max_examples=30, deadline=None)
def test_the_share_lies_within_it_and_it_within_nothing_and_all(share):
    count, base = share
    for interval in (wilson(count, base), clopper_pearson(count, base)):
        low, high = ends(interval)
        assert 0 <= low <= count / base <= high <= 1
        assert low < high


@given(shares())
@settings(max_examples=30, deadline=None)
def test_those_who_did_not_say_so_have_its_mirror_image(share):
    count, base = share
    low, high = ends(wilson(base - count, base))
    assert ends(wilson(count, base)) == pytest.approx((1 - high, 1 - low))


@given(shares(most=200), st.integers(2, 5))
@settings(max_examples=30, deadline=None)
def test_more_people_make_it_narrower_and_more_confidence_wider(share, times):
    count, base = share
    low, high = ends(wilson(count, base))
    narrow = ends(wilson(count * times, base * times))
    wide = ends(wilson(count, base, confidence=0.99))
    assert narrow[1] - narrow[0] < high - low < wide[1] - wide[0]


@pytest.mark.parametrize("base", [30, 100])
@pytest.mark.parametrize("truth", [0.1, 0.5])
def test_it_holds_the_truth_about_as_often_as_it_says(base, truth):
    held = 0.0
    for count in range(base + 1):
        low, high = ends(wilson(count, base))
        held += float(binom.pmf(count, base, truth)) * (low <= truth <= high)
    assert 0.93 <= held <= 0.98


def test_it_is_plain_numbers():
    interval = wilson(3, 20)
    assert not isinstance(interval.low, np.floating)
    assert not isinstance(interval.high, np.floating)
