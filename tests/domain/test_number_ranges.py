"""Answers read as whole numbers."""

import math

import pytest

from pollsvc.domain.number_ranges import range_of


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("None", 0, 0),
        ("Never", 0, 0),
        ("Once", 1, 1),
        ("3 times", 3, 3),
        ("1-2", 1, 2),
        ("2 \u2013 3", 2, 3),
        ("1 to 5", 1, 5),
        ("18 - 24 years", 18, 24),
        ("1,000 to 2,000", 1000, 2000),
        ("under 18", 0, 17),
        ("up to 3", 0, 3),
        ("2 or fewer", 0, 2),
        ("5 or more times", 5, math.inf),
        ("5+", 5, math.inf),
        ("65 and older", 65, math.inf),
        ("10 years and over", 10, math.inf),
        ("more than 4", 5, math.inf),
    ],
)
def test_an_answer_in_numbers_stands_for_a_range(label, first, last):
    found = range_of(label)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("label", ["Yes", "Often", "9:00-12:00", "about 3", "5-2", ""])
def test_other_answers_stand_for_none(label):
    assert range_of(label) is None
