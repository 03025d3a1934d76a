"""The finder itself: it finds what was planted, and nothing where there is nothing."""

import numpy as np
import pytest

from tests.anonymity.chance import FALSE_ALARMS, Clue, Truth, found, tries_with

COUNT = 200
LOT = np.random.default_rng()
PLACES = np.arange(COUNT)
TRUTH = Truth(
    moments={n: n if n < 120 else 120 + (n - 120) // 8 for n in range(COUNT)},
    answers={n: "abcd"[LOT.integers(4)] for n in range(COUNT)},
    groups={f"network {k}": set(range(k, COUNT, 12)) for k in range(12)}
    | {"early": set(range(COUNT // 2)), "changed": set(range(5, COUNT, 9))},
)


def clue(values, source="clue"):
    return Clue(source, {n: values[n] for n in range(len(values))})


def mixed():
    return LOT.permutation(COUNT).tolist()


def told(values):
    """What one clue tells among fifty that say nothing."""
    others = [clue(mixed(), "nothing") for _ in range(50)]
    findings = found([clue(values), *others], TRUTH)
    assert "nothing" not in {finding.source for finding in findings}
    return {finding.told for finding in findings}


def in_blocks(size):
    """In order inside blocks, which are in none."""
    return LOT.permutation(PLACES.reshape(-1, size)).ravel().tolist()


def partly_mixed(share):
    places = PLACES.copy()
    moved = LOT.choice(COUNT, int(share * COUNT), replace=False)
    places[moved] = places[LOT.permutation(moved)]
    return places.tolist()


def of_changed():
    """Random, but those who changed their answers come last."""
    return [n + COUNT * (k in TRUTH.groups["changed"]) for k, n in enumerate(mixed())]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (PLACES.tolist(), {"order", "who is who", "who said what", "early"}),
        ((-PLACES).tolist(), {"order", "who is who, backwards"}),
        ([f"{n:05}" for n in PLACES], {"order", "who came next"}),
        (list(TRUTH.moments.values()), {"order", "who came after whom"}),
        ([n < 100 for n in PLACES], {"order", "early"}),
        ([n % 12 for n in PLACES], {"network 0", "network 11"}),
        (in_blocks(10), {"who came next", "who came after whom"}),
        (partly_mixed(0.3), {"who is who", "order"}),
        (of_changed(), {"changed"}),
        ([None] * COUNT, set()),
        ([n == 7 for n in PLACES], set()),
        (PLACES[:30].tolist(), set()),
    ],
)
def test_what_was_planted_is_found(values, expected):
    assert expected <= told(values)
    if not expected:
        assert told(values) == set()


def test_random_orders_tell_nothing():
    assert found([clue(mixed()) for _ in range(100)], TRUTH) == []


# The longer form looks further into the tails, by as many tries.
@pytest.mark.parametrize(
    ("tries", "rate"),
    [(400, 0.05), pytest.param(40_000, 0.001, marks=pytest.mark.long)],
)
def test_false_alarms_are_as_rare_as_is_said(tries, rate):
    """At a rate that can be counted; eight deviations are one run in 10^15."""
    alarms = {}
    for _ in range(tries):
        for finding in tries_with(clue(mixed()), TRUTH):
            alarms.setdefault(finding.told, []).append(finding.chance <= rate)
    most = rate + 8 * (rate / tries) ** 0.5
    assert {name for name, seen in alarms.items() if np.mean(seen) > most} == set()


def test_the_bound_holds_for_all_tries_together():
    """Each of so many tries would have to be about as unlikely as one in 10^10."""
    sure = [finding.chance for finding in found([clue(PLACES.tolist())], TRUTH)]
    assert max(sure) * len(sure) < FALSE_ALARMS
