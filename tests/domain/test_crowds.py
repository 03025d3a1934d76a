"""What a reader of the counters can learn: never what few people did, or when."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pollsvc.domain.crowds import CROWD, WINDOW_S, Shown, show

FAILED = frozenset({"failed"})


def shown_after(*steps, alone=()):
    """What is shown after each step; a step is how much came in one window."""
    total, seen = 0, []
    state = show(None, {"pages": 0}, now=0, alone=alone)
    for number, came in enumerate(steps, 1):
        total += came
        state = show(state, {"pages": total}, now=number * WINDOW_S, alone=alone)
        seen.append(state.counts.get("pages", 0))
    return seen


def test_one_respondent_an_hour_moves_nothing_ever():
    """Three requests, then eleven windows of silence; a whole week of it."""
    week = [3, *[0] * 11] * 24 * 7
    assert set(shown_after(*week)) == {0}


def test_few_are_counted_in_with_the_next_crowd():
    assert shown_after(3, 29, 0, 30, 29, 0, 31) == [0, 0, 0, 62, 62, 62, 122]


def test_a_crowd_that_is_spread_over_two_windows_is_none():
    assert shown_after(29, 29, 29) == [0, 0, 0]


def test_nothing_moves_within_a_window_however_often_somebody_looks():
    state = show(None, {"pages": 0}, now=0)
    for second in range(1, WINDOW_S):
        state = show(state, {"pages": second * 100}, now=second)
        assert state.counts == {}
    state = show(state, {"pages": 99_999}, now=WINDOW_S)
    assert state.counts == {"pages": 99_999}


def test_who_looks_seldom_learns_no_more():
    state = show(None, {"pages": 7}, now=0)
    assert show(state, {"pages": 7 + 29}, now=100 * WINDOW_S).counts == {}
    assert show(state, {"pages": 7 + 30}, now=100 * WINDOW_S).counts == {"pages": 37}


def test_each_count_needs_a_crowd_of_its_own():
    """One slow answer among a hundred quick pages is not shown as one."""
    state = show(None, {"quick": 0, "slow": 0}, now=0)
    state = show(state, {"quick": 100, "slow": 1}, now=WINDOW_S)
    assert state.counts == {"quick": 100}


def test_what_failed_is_shown_however_little_it_is_but_not_at_once():
    state = show(None, {"failed": 0}, now=0)
    state = show(state, {"failed": 1}, now=WINDOW_S - 1, alone=FAILED)
    assert state.counts == {}
    state = show(state, {"failed": 1}, now=WINDOW_S, alone=FAILED)
    assert state.counts == {"failed": 1}


@given(st.lists(st.integers(0, 60), max_size=30))
def test_it_never_goes_back_and_never_moves_by_less_than_a_crowd(steps):
    seen = [0, *shown_after(*steps)]
    moves = [later - earlier for earlier, later in pairwise(seen)]
    assert all(move == 0 or move >= CROWD for move in moves)
    assert seen[-1] <= sum(steps)


@given(st.lists(st.integers(0, CROWD - 1), max_size=50))
def test_two_quiet_times_look_the_same(steps):
    assert set(shown_after(*steps)) <= {0}


def test_what_was_shown_can_be_kept_as_a_document():
    state = show(None, {"pages": 40}, now=1.5)
    again = Shown(since=1.5, at_start={"pages": 40}, counts={})
    assert state == again
