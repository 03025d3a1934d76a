"""Means and how far chance alone moves them: published values, and what must hold."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollsvc.analysis.estimates.means import bca, mean, student
from pollsvc.domain.estimates import (
    DRAWN_IN_NUMBERS,
    DRAWN_OFTEN,
    Interval,
    Method,
    NoNumber,
)

numbers = st.dictionaries(
    st.integers(-1000, 1000).map(float), st.integers(0, 40), max_size=8
)


def ends(interval):
    return interval.low, interval.high


def test_the_bootstraps_interval_is_that_of_r():
    # R's package boot with a million resamples, as SciPy's own tests quote it.
    given = [10, 12, 12.5, 12.5, 13.9, 15, 21, 22, 23, 34, 50, 81, 89, 121, 134, 213]
    assert ends(bca(Counter(given))) == pytest.approx((32.31, 91.43), rel=0.02)


def test_counts_with_one_far_away_have_no_visits_below_none():
    # Student's interval begins at -1.11 visits here.
    visits = Counter([0, 1, 1, 2, 2, 2, 3, 4, 8, 30])
    assert ends(student(visits)) == pytest.approx((-1.11, 11.71), abs=0.005)
    assert ends(bca(visits)) == pytest.approx((2.1, 15.76), abs=0.15)


@pytest.mark.parametrize(
    ("given", "low", "high"),
    [
        # Student's own sleeping patients (Biometrika 6, 1908), as in R's t.test.
        ([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2], -0.5297804, 2.0297804),
        ([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4], 0.8976775, 3.7623225),
    ],
)
def test_students_interval_is_that_of_r(given, low, high):
    assert ends(student(Counter(given))) == pytest.approx((low, high), abs=1e-7)


def test_numbers_far_from_zero_keep_their_digits():
    # NIST, Statistical Reference Datasets, NumAcc4: mean 10000000.2, deviation 0.1.
    given = {10000000.2: 1, 10000000.1: 500, 10000000.3: 500}
    found = mean(given)
    assert found.value == pytest.approx(10000000.2, abs=1e-8)
    assert found.error * 1001**0.5 == pytest.approx(0.1, rel=1e-6)


@pytest.mark.parametrize(
    ("people", "interval"),
    [
        ({}, None),
        ({3: 0}, None),
        ({3: 1}, NoNumber.ONE_PERSON),
        ({3: 50}, NoNumber.ALL_EQUAL),
        ({3: 15, 4: 14}, NoNumber.TOO_FEW),
    ],
)
def test_where_there_is_no_number_a_word_says_why(people, interval):
    found = mean(people)
    if interval is None:
        assert found is NoNumber.NOBODY
        assert bca(people) is student(people) is NoNumber.NOBODY
    else:
        assert found.interval is interval


@pytest.mark.parametrize(
    ("people", "method", "assumption"),
    [
        ({3: 15, 4: 15}, Method.BOOTSTRAP, DRAWN_OFTEN),
        ({3: 1000, 4: 1000}, Method.BOOTSTRAP, DRAWN_OFTEN),
        ({3: 1000, 4: 1001}, Method.STUDENT, DRAWN_IN_NUMBERS),
        ({3: 5_000_000, 4: 5_000_000}, Method.STUDENT, DRAWN_IN_NUMBERS),
    ],
)
def test_the_method_follows_from_how_many_people_there_are(people, method, assumption):
    interval = mean(people).interval
    assert (interval.method, interval.assumption) == (method, assumption)


def test_from_two_thousand_people_on_the_methods_hardly_differ():
    skewed = {0: 900, 1: 600, 2: 300, 3: 120, 8: 60, 30: 20}
    width = student(skewed).high - student(skewed).low
    assert ends(bca(skewed)) == pytest.approx(ends(student(skewed)), abs=width / 10)


def test_the_same_answers_give_the_same_interval():
    assert bca({1: 20, 5: 20}) == bca({5: 20, 1: 20, 9: 0})


@given(numbers)
@settings(max_examples=20, deadline=None)
def test_the_mean_lies_within_its_interval_and_both_among_the_numbers(people):
    found = mean(people)
    if isinstance(found, NoNumber):
        assert not sum(people.values())
        return
    said = [number for number, count in people.items() if count]
    assert min(said) - 1e-9 <= found.value <= max(said) + 1e-9
    if isinstance(found.interval, Interval):
        low, high = ends(found.interval)
        assert min(said) <= low <= found.value <= high <= max(said)
