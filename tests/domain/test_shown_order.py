"""In which order options are met: from the ballot, and stored nowhere."""

from collections import Counter
from dataclasses import replace

import pytest

from pollsvc.domain.ballots import Ballot
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    Option,
    QuestionKind,
    Row,
)
from pollsvc.domain.shown_order import as_shown
from tests.asking import NONE, OTHER
from tests.factories import options, question

BALLOTS = [Ballot(number.to_bytes(16)) for number in range(400)]
FIVE = options(*"ABCDE")
PLACED = Option(code="placed", label="Always third", fixed=True)
MIXED = (*FIVE[:2], PLACED, *FIVE[2:], OTHER, NONE, DONT_KNOW, REFUSE)


def shown(asked, ballot):
    return "".join(option.label[0] for option in as_shown(asked, ballot).options)


def test_without_the_authors_wish_nothing_moves():
    asked = question(options=FIVE)
    assert all(as_shown(asked, ballot) is asked for ballot in BALLOTS)


@pytest.mark.parametrize("kind", [QuestionKind.SINGLE, QuestionKind.RANK])
def test_the_same_ballot_sees_the_same_order(kind):
    asked = question(kind=kind, options=FIVE, shuffled=True)
    for ballot in BALLOTS:
        again = replace(asked)
        assert as_shown(asked, ballot) == as_shown(again, Ballot(ballot.secret))


def test_every_order_is_met_about_as_often():
    asked = question(options=options(*"ABC"), shuffled=True)
    orders = Counter(shown(asked, ballot) for ballot in BALLOTS)
    assert len(orders) == 6
    assert min(orders.values()) > 400 / 6 / 2


def test_two_questions_are_not_shuffled_alike():
    one, other = (
        question(code=code, options=FIVE, shuffled=True) for code in ("a", "b")
    )
    alike = sum(shown(one, ballot) == shown(other, ballot) for ballot in BALLOTS)
    assert alike < 40


def test_no_option_is_lost_or_changed():
    asked = question(options=MIXED, shuffled=True)
    for ballot in BALLOTS:
        assert {*as_shown(asked, ballot).options} == {*MIXED}


def test_what_is_fixed_other_none_and_the_ways_out_keep_their_place():
    asked = question(kind=QuestionKind.MULTIPLE, options=MIXED, shuffled=True)
    for ballot in BALLOTS:
        met = as_shown(asked, ballot).options
        assert met[2] == PLACED
        assert met[6:] == MIXED[6:]


def test_of_a_matrix_the_rows_are_shuffled_and_never_the_scale():
    rows = tuple(Row(code=code, label=code) for code in "vwxyz")
    asked = question(kind=QuestionKind.MATRIX, options=FIVE, rows=rows, shuffled=True)
    met = [as_shown(asked, ballot) for ballot in BALLOTS]
    assert all(each.options == FIVE for each in met)
    assert all({*each.rows} == {*rows} for each in met)
    assert len({each.rows for each in met}) > 50
