"""Medians and quartiles: published ranks, another library, and what must hold."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import quantile_test

from pollsvc.analysis.estimates.quantiles import quantile, quantile_cells
from pollsvc.domain.estimates import DRAWN, Interval, Method, NoNumber

QUARTER, HALF = Fraction(1, 4), Fraction(1, 2)


def ends(interval):
    return interval.low, interval.high


@pytest.mark.parametrize(
    ("people", "low", "high"),
    # Campbell and Gardner, Calculating confidence intervals for some non-parametric
    # analyses, British Medical Journal 296 (1988) 1454-1456: ranks for a median.
    [(6, 1, 6), (10, 2, 9), (20, 6, 15), (50, 18, 33), (100, 40, 61)],
)
def test_a_medians_interval_lies_between_the_published_ranks(people, low, high):
    found = quantile(dict.fromkeys(range(1, people + 1), 1))
    assert ends(found.interval) == (low, high)


@pytest.mark.parametrize(
    ("said", "at", "value"),
    [
        # Hyndman and Fan's second definition, by hand.
        ([1, 2, 3, 4], HALF, 2.5),
        ([1, 2, 3], HALF, 2),
        ([1, 2, 3, 4], QUARTER, 1.5),
        ([1, 2, 3, 4, 5], QUARTER, 2),
        ([7], HALF, 7),
        # Conover, Practical Nonparametric Statistics, 3rd edition, section 3.2: of
        # these fifteen the upper quartile is the twelfth.
        (
            [
                *(189, 233, 195, 160, 212, 176, 231, 185),
                *(199, 213, 202, 193, 174, 166, 248),
            ],
            Fraction(3, 4),
            213,
        ),
    ],
)
def test_quantiles_are_those_worked_by_hand(said, at, value):
    assert quantile(Counter(said), at).value == value


@given(st.lists(st.integers(0, 12), min_size=2, max_size=60), st.integers(1, 9))
@settings(max_examples=40, deadline=None)
def test_the_interval_is_the_one_that_scipy_finds_by_trying(said, tenths):
    found = quantile(Counter(map(float, said)), Fraction(tenths, 10)).interval
    tried = quantile_test(said, q=0, p=tenths / 10).confidence_interval(0.95)
    if isinstance(found, Interval):
        assert ends(found) == (tried.low, tried.high)
        assert (found.method, found.assumption) == (Method.ORDER_STATISTICS, DRAWN)
    elif found is NoNumber.TOO_FEW:
        assert tried.low != tried.low or tried.high != tried.high  # not a number
    else:
        assert (found, len(set(said))) == (NoNumber.ALL_EQUAL, 1)


@pytest.mark.parametrize(
    ("people", "interval"),
    [
        ({3: 1}, NoNumber.ONE_PERSON),
        ({3: 90}, NoNumber.ALL_EQUAL),
        ({3: 2, 4: 3}, NoNumber.TOO_FEW),
    ],
)
def test_where_there_is_no_interval_a_word_says_why(people, interval):
    assert quantile(people).interval is interval


def test_nobody_has_no_median():
    assert quantile({}) is quantile({4: 0}) is NoNumber.NOBODY
    assert quantile_cells([]) is quantile_cells([0, 0]) is NoNumber.NOBODY


@pytest.mark.parametrize(
    ("counts", "lower", "upper"),
    [
        ([1, 1, 1], 1, 1),
        ([2, 0, 0, 2], 0, 3),
        ([0, 5, 0], 1, 1),
        ([3, 2, 5], 1, 2),
        ([0, 10_000_000, 10_000_001], 2, 2),
    ],
)
def test_of_cells_the_median_lies_in_one_or_between_two(counts, lower, upper):
    found = quantile_cells(counts)
    assert (found.lower, found.upper) == (lower, upper)


def test_of_cells_the_interval_names_the_cells_too():
    # Ranks 40 and 61 of a hundred people.
    assert ends(quantile_cells([39, 1, 20, 1, 39]).interval) == (1, 3)


@given(st.dictionaries(st.integers(0, 99), st.integers(1, 50), min_size=2))
@settings(max_examples=20, deadline=None)
def test_a_quantile_lies_within_its_interval(people):
    found = quantile(people)
    if isinstance(found.interval, Interval):
        assert found.interval.low <= found.value <= found.interval.high
