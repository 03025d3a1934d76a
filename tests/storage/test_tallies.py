"""Tallies: all cells there from the beginning, moved by so many, found again."""

import pytest

from pollsvc.domain.cells import RESPONSES, all_cells
from pollsvc.storage import tallies
from pollsvc.storage.session import reading, transaction
from tests.factories import questionnaire

ONE_MORE = {RESPONSES: 1, ("visits", "1"): 1}


def counts(wave):
    with reading() as connection:
        found = tallies.of_wave(connection, wave.id)
        assert found[RESPONSES] == tallies.responses_of(connection, wave.id)
    return found


def test_a_new_wave_has_every_cell_at_zero(wave):
    assert counts(wave) == dict.fromkeys(all_cells(questionnaire()), 0)


def test_cells_move_by_so_many_and_others_stay(wave):
    with transaction() as connection:
        tallies.move(connection, wave.id, ONE_MORE)
        tallies.move(connection, wave.id, ONE_MORE)
        tallies.move(connection, wave.id, {("visits", "1"): -1, ("visits", "2"): 1})
    moved = {cell: count for cell, count in counts(wave).items() if count}
    assert moved == {RESPONSES: 2, ("visits", "1"): 1, ("visits", "2"): 1}


def test_a_cell_that_does_not_exist_stops_the_transaction(wave):
    with pytest.raises(LookupError), transaction() as connection:
        tallies.move(connection, wave.id, ONE_MORE | {("visits", "9"): 1})
    assert not any(counts(wave).values())
