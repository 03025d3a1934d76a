"""What changed from wave to wave: published values, and what must always hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollsvc.analysis.estimates.waves import change, changes, holm, trend
from pollsvc.domain.estimates import DRAWN_APART, Method, NoNumber


def ends(found):
    return found.interval.low, found.interval.high


@st.composite
def shares(draw):
    base = draw(st.integers(1, 500))
    return draw(st.integers(0, base)), base


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1),
        ((10, 10), (0, 10), 0.6075, 1),
        # Fagerland, Lydersen and Laake, Statistical Methods in Medical Research 24
        # (2015) 224-254: children revived with a high dose or a standard one.
        ((7, 34), (1, 34), 0.019, 0.34),
        # Agresti, An Introduction to Categorical Data Analysis, 2nd edition, 2.2.1:
        # aspirin and heart attacks.
        ((189, 11034), (104, 11037), 0.005, 0.011),
    ],
)
def test_a_changes_interval_is_the_published_one(now, before, low, high):
    decimals = max(len(f"{abs(end)}") - 2 for end in (low, high))
    tolerance = 10 ** -max(2, decimals)
    assert ends(change(before, now)) == pytest.approx((low, high), abs=tolerance)


@pytest.mark.parametrize(
    ("now", "before", "p_value"),
    [
        # Worked by hand: X squared is 25/3 with one degree of freedom.
        ((15, 25), (5, 25), 0.003892),
        # Agresti, as above: X squared is 25.0 with one degree of freedom.
        ((189, 11034), (104, 11037), 5.7e-7),
        # Where nothing differs chance always makes as much.
        ((0, 10), (0, 20), 1),
        ((10, 10), (20, 20), 1),
    ],
)
def test_how_often_chance_makes_as_much_is_pearsons(now, before, p_value):
    assert change(before, now).p_value == pytest.approx(p_value, rel=0.01)


def test_a_change_says_that_people_may_have_answered_in_both_waves():
    found = change((5, 10), (7, 10)).interval
    assert (found.method, found.assumption) == (Method.NEWCOMBE, DRAWN_APART)
    assert "the same people may have answered in several" in DRAWN_APART


@pytest.mark.parametrize(("before", "now"), [((0, 0), (1, 2)), ((1, 2), (0, 0))])
def test_without_anybody_in_one_wave_there_is_no_change(before, now):
    assert change(before, now) is NoNumber.NOBODY
    assert changes([before[0]], [now[0]], (before[1], now[1])) is NoNumber.NOBODY


@given(shares(), shares())
@settings(max_examples=25, deadline=None)
def test_a_change_lies_within_its_interval_and_turns_round_with_the_waves(one, other):
    found, turned = change(one, other), change(other, one)
    low, high = ends(found)
    assert -1 <= low <= found.value <= high <= 1
    assert ends(turned) == pytest.approx((-high, -low))
    assert turned.p_value == pytest.approx(found.p_value)
    assert 0 <= found.p_value <= 1


@pytest.mark.parametrize(
    ("p_values", "adjusted"),
    [
        # R's p.adjust.
        ((0.01, 0.02, 0.03, 0.04, 0.05), (0.05, 0.08, 0.09, 0.09, 0.09)),
        # The example of Wikipedia's article about the method.
        ((0.01, 0.04, 0.03, 0.005), (0.03, 0.06, 0.06, 0.02)),
        ((0.5,), (0.5,)),
        ((0.9, 0.8), (1, 1)),
        ((), ()),
    ],
)
def test_where_many_are_compared_each_counts_for_less(p_values, adjusted):
    assert holm(p_values) == pytest.approx(adjusted)


def test_of_fifteen_comparisons_three_are_left():
    # Thrombolysis after Neuhaus and others, as Benjamini and Hochberg use it in JRSS B
    # 57 (1995) 289-300: controlling every error leaves the first three.
    p_values = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
        *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
    ]
    assert [p < 0.05 for p in holm(p_values)] == [True] * 3 + [False] * 12


def test_several_options_of_one_question_are_adjusted_together():
    found = changes([30, 40, 30], [50, 30, 20], (100, 100))
    alone = [change((was, 100), (is_, 100)) for was, is_ in ((30, 50), (40, 30))]
    assert [each.p_value for each in found[:2]] == [each.p_value for each in alone]
    assert [each.adjusted for each in found] == pytest.approx(
        holm([each.p_value for each in found])
    )
    assert [each.is_more_than_chance for each in found] == [True, False, False]


@pytest.mark.parametrize(
    ("waves", "scores", "z", "p_value"),
    [
        # Agresti, Categorical Data Analysis, 3rd edition, 3.4.5: alcohol and infants.
        (
            [(48, 17114), (38, 14502), (5, 793), (1, 127), (1, 38)],
            (0, 0.5, 1.5, 4, 7),
            6.57**0.5,
            0.0104,
        ),
        # R's prop.trend.test of Fleiss's smokers.
        ([(83, 86), (90, 93), (129, 136), (70, 82)], None, -(8.2249**0.5), 0.004132),
        # SAS's example of PROC FREQ: a trial of a drug against pain.
        ([(6, 32), (7, 33), (9, 32), (14, 32), (23, 32)], None, 4.7918, 1.65e-6),
    ],
)
def test_a_trend_is_the_published_one(waves, scores, z, p_value):
    found = trend(waves, scores)
    assert found.z == pytest.approx(z, abs=5e-4)
    assert found.p_value == pytest.approx(p_value, rel=0.01)
    assert found.is_more_than_chance
    assert (found.method, found.assumption) == (Method.COCHRAN_ARMITAGE, DRAWN_APART)


@pytest.mark.parametrize(
    ("waves", "word"),
    [
        ([], NoNumber.NOBODY),
        ([(0, 0)] * 3, NoNumber.NOBODY),
        ([(1, 9), (2, 9)], NoNumber.ONE_WAVE),
        ([(1, 9), (0, 0), (2, 9)], NoNumber.ONE_WAVE),
        ([(0, 9), (0, 8), (0, 7)], NoNumber.ALL_EQUAL),
        ([(9, 9), (8, 8), (7, 7)], NoNumber.ALL_EQUAL),
    ],
)
def test_where_there_is_no_trend_to_tell_a_word_says_why(waves, word):
    assert trend(waves) is word


def test_a_trend_turns_round_with_the_waves():
    waves = [(5, 20), (9, 25), (14, 22)]
    assert trend(waves[::-1]).z == pytest.approx(-trend(waves).z)
