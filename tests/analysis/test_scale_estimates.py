"""The top of a scale and net promoter scores: published values, and what must hold."""

import math
import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollsvc.analysis.estimates.scales import net_promoters, top_share
from pollsvc.analysis.estimates.shares import wilson
from pollsvc.domain.estimates import (
    DRAWN_IN_NUMBERS,
    Estimate,
    Interval,
    Method,
    NoNumber,
)

points = st.lists(st.integers(0, 200), min_size=11, max_size=11)


def promoters(detractors, passives, promoters):
    return [detractors, 0, 0, 0, 0, 0, 0, 0, passives, promoters, 0]


@pytest.mark.parametrize(
    ("people", "score", "error"),
    [
        # As the journal of CYBAEA works out its formula (14 January 2016).
        ((20, 30, 50), 30, 7.81),
        # The tickets in a hat of Cross Validated's answer about its margin of error:
        # a half, a third and a sixth, so a variance of 5/9.
        ((54, 108, 162), 100 / 3, 100 * math.sqrt(5 / 9 / 324)),
        # Worked by hand: as many for as against, nobody between: variance 1.
        ((50, 0, 50), 0, 10),
    ],
)
def test_a_score_and_its_error_are_the_published_ones(people, score, error):
    found = net_promoters(promoters(*people))
    assert found.value == pytest.approx(score)
    assert found.error == pytest.approx(error, abs=0.005)


def test_its_interval_is_two_errors_wide_to_each_side():
    found = net_promoters(promoters(20, 30, 50))
    interval = found.interval
    assert interval.low == pytest.approx(30 - 1.959964 * found.error)
    assert interval.high == pytest.approx(30 + 1.959964 * found.error)
    assert interval.method is Method.STANDARD_ERROR
    assert interval.assumption == DRAWN_IN_NUMBERS


@pytest.mark.parametrize(
    ("people", "interval"),
    [
        ((0, 0, 1), NoNumber.ONE_PERSON),
        ((0, 0, 40), NoNumber.ALL_EQUAL),
        ((40, 0, 0), NoNumber.ALL_EQUAL),
        ((9, 10, 10), NoNumber.TOO_FEW),
    ],
)
def test_where_a_score_has_no_interval_a_word_says_why(people, interval):
    assert net_promoters(promoters(*people)).interval is interval


def test_nobody_has_no_score_and_no_top():
    assert net_promoters([0] * 11) is NoNumber.NOBODY
    assert top_share([0] * 5) is NoNumber.NOBODY


def test_a_score_is_of_eleven_points():
    with pytest.raises(ValueError, match="11 points"):
        net_promoters([1] * 10)


@given(points)
@settings(max_examples=25, deadline=None)
def test_a_score_is_the_mean_of_what_each_person_adds_to_it(counts):
    each = [-100] * sum(counts[:7]) + [0] * sum(counts[7:9]) + [100] * sum(counts[9:])
    found = net_promoters(counts)
    if not each:
        assert found is NoNumber.NOBODY
        return
    assert found.value == pytest.approx(statistics.fmean(each))
    if isinstance(found.interval, Interval):
        spread = statistics.pstdev(each) / math.sqrt(len(each))
        assert found.error == pytest.approx(spread)
        assert -100 <= found.interval.low <= found.value <= found.interval.high <= 100


def test_the_top_of_a_scale_is_a_share_like_any_other():
    # Two of the shares of Newcombe's table I, as the top of a scale.
    assert top_share([100, 82, 0, 41, 40]) == Estimate(
        value=81 / 263, interval=wilson(81, 263)
    )
    assert top_share([0, 133, 15, 0]) == Estimate(
        value=15 / 148, interval=wilson(15, 148)
    )
