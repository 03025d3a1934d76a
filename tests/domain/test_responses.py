"""What a new, changed or withdrawn response does to the tallies."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollsvc.domain.asides import Aside
from pollsvc.domain.cells import RESPONSES, all_cells
from pollsvc.domain.responses import (
    Response,
    cells_of_response,
    decision_moves,
    tally_moves,
)
from tests.factories import options, question, questionnaire

ASKED = questionnaire(question(), question(code="wait", options=options("No", "Yes")))

stored = st.fixed_dictionaries(
    {},
    optional={
        q.code: st.none() | st.sampled_from([o.code for o in q.options])
        for q in ASKED.questions
    },
)


def response(answers, aside=None):
    if answers is None:
        return None
    return Response(
        id=b"", wave_id="w", version=1, answers=answers, language="en", aside=aside
    )


def moves(before, after):
    return tally_moves(ASKED, before=response(before), after=response(after))


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (
            None,
            {"visits": "1", "wait": "0"},
            {RESPONSES: 1, ("visits", "1"): 1, ("wait", "0"): 1},
        ),
        (
            {"visits": "1", "wait": "0"},
            {"visits": "2", "wait": "0"},
            {("visits", "1"): -1, ("visits", "2"): 1},
        ),
        (
            {"visits": "1", "wait": "0"},
            {"visits": "refuse", "wait": None},
            {
                ("visits", "!refused"): 1,
                ("visits", "1"): -1,
                ("wait", "!not_answered"): 1,
                ("wait", "0"): -1,
            },
        ),
        ({"visits": "1", "wait": "0"}, {"visits": "1", "wait": "0"}, {}),
        (
            {"visits": "1"},
            None,
            {RESPONSES: -1, ("visits", "1"): -1, ("wait", "!not_asked"): -1},
        ),
        (None, None, {}),
    ],
)
def test_moves(before, after, moved):
    assert moves(before, after) == moved


@given(stored)
def test_taking_an_answer_back_undoes_exactly_what_it_did(answers):
    total = Counter(moves(None, answers))
    total.update(moves(answers, None))
    assert set(total.values()) <= {0}


@given(stored, stored)
def test_a_change_is_a_withdrawal_and_a_new_answer(before, after):
    whole = Counter(moves(before, None))
    whole.update(moves(None, after))
    assert moves(before, after) == {c: n for c, n in whole.items() if n}


@given(stored, stored)
def test_a_change_moves_nobody_in_or_out(before, after):
    changed = moves(before, after)
    assert RESPONSES not in changed
    assert sum(changed.values()) == 0


@given(st.none() | stored, st.none() | stored)
def test_locks_are_always_taken_in_the_same_order(before, after):
    cells = list(moves(before, after))
    assert cells == sorted(cells)
    assert set(cells) <= set(all_cells(ASKED))


SET_ASIDE = response({"visits": "1", "wait": "0"}, Aside.BURST)
AS_OTHERS = {RESPONSES: 1, ("visits", "1"): 1, ("wait", "0"): 1}


@pytest.mark.parametrize(
    ("aside_counted", "moved"),
    [
        (False, {("", "aside_burst"): 1}),
        (True, {("", "aside_burst"): 1} | AS_OTHERS),
    ],
)
def test_what_was_set_aside_counts_only_where_staff_say_so(aside_counted, moved):
    assert moved == tally_moves(
        ASKED, before=None, after=SET_ASIDE, aside_counted=aside_counted
    )


@given(stored, st.sampled_from(Aside))
def test_counting_in_what_was_set_aside_makes_of_its_cells_those_of_any_answer(
    answers, why
):
    aside = response(answers, why)
    moves = decision_moves(ASKED, aside, counted=True)
    before = Counter(cells_of_response(ASKED, aside, aside_counted=False))
    before.update(moves)
    assert before == Counter(cells_of_response(ASKED, aside, aside_counted=True))
    out = decision_moves(ASKED, aside, counted=False)
    assert out == {cell: -step for cell, step in moves.items()}
    assert set(moves.values()) == {1}
