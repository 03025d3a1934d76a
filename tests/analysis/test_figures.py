"""A release as figures: who is in the base, what a share is of, what is missing."""

from datetime import date

import pytest

from pollsvc.analysis.figures import figures_of
from pollsvc.domain.releases import Release
from tests.factories import options, question, questionnaire

NOBODY = {"not_asked": 0, "not_answered": 0, "refused": 0, "dont_know": 0}


def figures(counts, *questions):
    release = Release(
        wave_id="w",
        released_on=date(2026, 11, 22),
        responses=sum(counts.values()),
        counts={"visits": counts},
    )
    return figures_of(questionnaire(*questions), release)


def test_shares_are_of_those_who_gave_a_substantive_answer():
    counts = {"0": 1, "1": 2, "2": 1, "!dont_know": 3, "!refused": 2}
    (visits,) = figures(counts)
    assert visits.base == 4
    assert [(o.code, o.count, o.share) for o in visits.options] == [
        ("0", 1, 0.25),
        ("1", 2, 0.5),
        ("2", 1, 0.25),
        ("3", 0, 0.0),
    ]
    assert visits.missing == NOBODY | {"dont_know": 3, "refused": 2}


def test_the_four_ways_of_giving_no_answer_stay_apart():
    counts = {"!not_asked": 1, "!not_answered": 2, "!refused": 3, "!dont_know": 4}
    (visits,) = figures(counts)
    assert visits.missing == {
        "not_asked": 1,
        "not_answered": 2,
        "refused": 3,
        "dont_know": 4,
    }


def test_without_a_base_there_is_no_share():
    (visits,) = figures({"!refused": 5})
    assert visits.base == 0
    assert [o.share for o in visits.options] == [None] * 4


def test_numbers_are_pythons_own():
    (visits,) = figures({"1": 3})
    assert type(visits.base) is int
    assert {type(o.count) for o in visits.options} == {int}
    assert {type(o.share) for o in visits.options} == {float}
    assert {type(count) for count in visits.missing.values()} == {int}


def test_questions_keep_the_order_in_which_they_are_asked():
    asked = [question(code=code, options=options("a", "b")) for code in ("z", "a", "m")]
    shown = figures({}, *asked)
    assert [f.code for f in shown] == ["z", "a", "m"]


@pytest.mark.parametrize("scale", [1, 1_000_000, 3_000_000_000])
def test_large_counts_stay_exact(scale):
    (visits,) = figures({"0": scale, "1": 2 * scale})
    assert visits.base == 3 * scale
    assert visits.options[1].count == 2 * scale
    assert visits.options[1].share == pytest.approx(2 / 3)
