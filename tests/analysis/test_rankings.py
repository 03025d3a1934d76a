"""Ways to count a ranking: elections in print, ties told, and what must always hold."""

from collections import Counter
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from pollsvc.analysis.rankings import borda, pairwise, runoff

# Malkevitch's club of 55 (For All Practical Purposes, COMAP): five ways, five winners.
CLUB = {
    tuple("ADECB"): 18,
    tuple("BEDCA"): 12,
    tuple("CBEDA"): 10,
    tuple("DCEBA"): 9,
    tuple("EBDCA"): 4,
    tuple("ECDBA"): 2,
}
# Where Tennessee's capital lies: the example of Wikipedia's articles about voting.
TENNESSEE = {tuple("MNCK"): 42, tuple("NCKM"): 26, tuple("CKNM"): 15, tuple("KCNM"): 17}
# Condorcet's paradox: each beats one and is beaten by another.
CYCLE = {tuple("ABC"): 1, tuple("BCA"): 1, tuple("CAB"): 1}

some_orders = st.dictionaries(
    st.sampled_from([o for n in (1, 2, 3, 4) for o in permutations("ABCD", n)]),
    st.integers(1, 5),
    max_size=6,
)


def places(orders, codes):
    counts = {code: [0] * len(codes) for code in codes}
    for order, people in orders.items():
        for place, code in enumerate(order):
            counts[code][place] += people
    return counts


def test_bordas_points_are_those_in_print():
    assert borda(places(TENNESSEE, "MNCK")) == {"M": 126, "N": 194, "C": 173, "K": 107}
    club = borda(places(CLUB, "ABCDE"))
    assert club == {"A": 72, "B": 101, "C": 107, "D": 136, "E": 134}
    assert max(club, key=club.get) == "D"


def test_what_got_no_place_gets_no_points():
    assert borda({"A": [3, 0, 0], "B": [0, 2, 0], "C": [0, 0, 0]}) == {
        "A": 6,
        "B": 2,
        "C": 0,
    }


def test_condorcets_winner_is_the_one_in_print():
    tennessee = pairwise(TENNESSEE, "MNCK")
    assert tennessee.winner == "N"
    assert tennessee.ahead == (
        (0, 42, 42, 42),
        (58, 0, 68, 68),
        (58, 32, 0, 83),
        (58, 32, 17, 0),
    )
    assert pairwise(CLUB, "ABCDE").winner == "E"


def test_where_they_beat_each_other_in_a_circle_nobody_wins():
    assert pairwise(CYCLE, "ABC").winner is None


def test_pairs_that_as_many_put_either_way_are_told():
    even = pairwise({("A", "B", "C"): 2, ("B", "A", "C"): 2}, "ABC")
    assert (even.winner, even.ties) == (None, (("A", "B"),))


def test_what_has_a_place_is_ahead_of_what_has_none():
    assert pairwise({("A",): 3}, "ABC").ahead == ((0, 3, 3), (0, 0, 0), (0, 0, 0))


def test_the_runoff_is_the_one_in_print():
    tennessee = runoff(TENNESSEE, "MNCK")
    assert tennessee.winners == ("K",)
    assert [(r.counts, r.dropped) for r in tennessee.rounds] == [
        ({"M": 42, "N": 26, "C": 15, "K": 17}, "C"),
        ({"M": 42, "N": 26, "K": 32}, "N"),
        ({"M": 42, "K": 58}, None),
    ]
    club = runoff(CLUB, "ABCDE")
    assert club.winners == ("C",)
    assert [r.dropped for r in club.rounds] == ["E", "D", "B", None]


def test_whose_places_are_all_dropped_no_longer_counts():
    (first, last) = runoff({("A",): 4, ("B",): 3, ("C",): 2}, "ABC").rounds
    assert (first.exhausted, first.dropped) == (0, "C")
    assert (last.exhausted, last.counts, last.dropped) == (2, {"A": 4, "B": 3}, None)


def test_a_tie_that_makes_no_difference_is_told_and_has_one_winner():
    found = runoff({("A",): 5, ("B", "A"): 2, ("C", "A"): 2}, "ABC")
    # Five of nine is more than half at once.
    assert (len(found.rounds), found.winners) == (1, ("A",))
    found = runoff({("A",): 4, ("B", "A"): 2, ("C", "A"): 2}, "ABC")
    assert found.rounds[0].tied == ("B", "C")
    assert found.winners == ("A",)


def test_a_tie_that_decides_has_several_winners():
    assert runoff({("A",): 2, ("B",): 2}, "AB").winners == ("A", "B")
    decides = {("A",): 4, ("B", "C"): 3, ("C", "B"): 3}
    assert runoff(decides, "ABC").winners == ("B", "C")
    assert runoff(CYCLE, "ABC").winners == ("A", "B", "C")


def test_nobody_has_no_winner():
    assert (runoff({}, "AB").rounds, runoff({}, "AB").winners) == ((), ())
    assert pairwise({}, "AB").winner is None
    assert borda({"A": [0, 0], "B": [0, 0]}) == {"A": 0, "B": 0}


@given(some_orders)
@settings(max_examples=40, deadline=None)
def test_every_two_options_share_all_who_placed_either(orders):
    found = pairwise(orders, "ABCD")
    for row, one in enumerate("ABCD"):
        assert found.ahead[row][row] == 0
        for column, other in enumerate("ABCD"):
            if row != column:
                either = sum(
                    people
                    for order, people in orders.items()
                    if {one, other} & {*order}
                )
                assert found.ahead[row][column] + found.ahead[column][row] == either


@given(some_orders.filter(bool))
@settings(max_examples=40, deadline=None)
def test_a_runoff_counts_everybody_in_every_round_and_its_last_names_a_winner(orders):
    found = runoff(orders, "ABCD")
    for each in found.rounds:
        assert sum(each.counts.values()) + each.exhausted == sum(orders.values())
    last = found.rounds[-1].counts
    assert max(last, key=last.get) in found.winners
    assert 2 * max(last.values()) > sum(last.values())


@given(some_orders.filter(bool))
@settings(max_examples=30, deadline=None)
def test_naming_the_options_in_another_order_has_the_same_winners(orders):
    turned = runoff(orders, "DCBA")
    assert {*turned.winners} == {*runoff(orders, "ABCD").winners}
    assert Counter(turned.rounds[0].counts) == Counter(
        runoff(orders, "ABCD").rounds[0].counts
    )
