"""Intervals for all options of a question at once: published values, and the choice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollsvc.analysis.estimates.shares import share_interval
from pollsvc.analysis.estimates.shares_together import (
    bonferroni,
    goodman,
    intervals_together,
    sison_glaz,
)
from pollsvc.domain.estimates import DRAWN_TOGETHER, Method, NoNumber

# Sison and Glaz, JASA 90 (1995) 366-369, example 1 and 2.
FIRST = [56, 72, 73, 59, 62, 87, 58]
SECOND = [5] * 50


def ends(intervals):
    return [(each.low, each.high) for each in intervals]


def close(pairs, tolerance):
    return [pytest.approx(pair, abs=tolerance) for pair in pairs]


def test_goodmans_intervals_are_those_of_sison_and_glazs_paper():
    published = [
        (0.085, 0.166),
        (0.115, 0.204),
        (0.116, 0.207),
        (0.091, 0.173),
        (0.096, 0.181),
        (0.143, 0.239),
        (0.089, 0.171),
    ]
    assert ends(goodman(FIRST)) == close(published, 0.001)
    assert ends(goodman(SECOND))[0] == pytest.approx((0.005, 0.075), abs=0.001)


def test_goodmans_intervals_are_wilsons_at_the_level_of_bonferroni():
    # So Goodman himself derives them (1965): the same quadratic at 1 - a/k.
    assert ends(goodman([91, 49, 37, 43])) == close(
        ends(bonferroni([91, 49, 37, 43], 220)), 1e-12
    )


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        # As computed by R's package MultinomialCI, which its authors' SAS macro checks.
        (FIRST, (0.07922912, 0.1643361)),
        # The same package, where nobody chose the second option.
        ([56, 0, 73, 59, 62, 87, 58], (0.09620253 - 0.00253164, 0.18987342)),
    ],
)
def test_sison_and_glazs_intervals_are_those_of_r(counts, published):
    assert ends(sison_glaz(counts))[0] == pytest.approx(published, abs=1e-4)


@pytest.mark.parametrize(
    ("counts", "method"),
    [
        ([40, 30, 30], Method.GOODMAN),
        ([40, 30, 4], Method.BONFERRONI),
        (FIRST, Method.SISON_GLAZ),
        ([2000] * 7, Method.GOODMAN),
        ([1_000_000] * 7, Method.GOODMAN),
        (SECOND, Method.GOODMAN),
        ([0, 7], Method.BONFERRONI),
        ([7], Method.GOODMAN),
    ],
)
def test_the_method_follows_from_how_many_options_and_people_there_are(counts, method):
    intervals = intervals_together(counts)
    assert {each.method for each in intervals} == {method}
    assert {each.assumption for each in intervals} == {DRAWN_TOGETHER}


@pytest.mark.parametrize("counts", [[], [0], [0, 0, 0]])
def test_nobody_has_no_intervals(counts):
    assert intervals_together(counts) is NoNumber.NOBODY
    assert bonferroni(counts, 0) is NoNumber.NOBODY


@given(st.lists(st.integers(0, 300), min_size=2, max_size=8).filter(any))
@settings(max_examples=20, deadline=None)
def test_each_share_lies_within_its_interval_and_it_within_nothing_and_all(counts):
    base = sum(counts)
    for count, each in zip(counts, intervals_together(counts), strict=True):
        assert 0 <= each.low <= count / base + 1e-12
        assert count / base - 1e-12 <= each.high <= 1


@given(st.lists(st.integers(0, 100), min_size=2, max_size=8), st.integers(0, 100))
@settings(max_examples=20, deadline=None)
def test_for_several_choices_they_are_wider_than_one_alone(counts, more):
    base = max(1, *counts, more)
    for count, each in zip(counts, bonferroni(counts, base), strict=True):
        alone = share_interval(count, base)
        assert each.low <= alone.low
        assert alone.high <= each.high
