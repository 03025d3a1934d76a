"""Tallies: exact and secret counts, moved in the same transaction as the responses."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, insert, select

from pollsvc.domain.cells import RESPONSES, Cell
from pollsvc.storage.prepared import Asked, Prepared, Ran, run_all
from pollsvc.storage.tables import TallyRow

_MOVE = Prepared(
    """UPDATE tally SET count = count + :step
    WHERE wave_id = :wave AND question = :question AND cell = :cell"""
)
_RESPONSES = Prepared(
    """SELECT count FROM tally
    WHERE wave_id = :wave AND question = :question AND cell = :cell"""
)
_OF_WAVE = (
    select(TallyRow.question, TallyRow.cell, TallyRow.count)
    .where(TallyRow.wave_id == bindparam("wave"))
    .order_by(TallyRow.question, TallyRow.cell)
)


def start(connection: Connection, wave_id: str, cells: Iterable[Cell]) -> None:
    """Store a zero for every cell, so that no row tells when it was first counted."""
    connection.execute(
        insert(TallyRow),
        [
            {"wave_id": wave_id, "question": question, "cell": cell, "count": 0}
            for question, cell in cells
        ],
    )


def move(connection: Connection, wave_id: str, moves: Mapping[Cell, int]) -> None:
    """Move cells by so many, in the given order.

    Raises:
        LookupError: The wave lacks one of the cells.
    """
    require_met(moves, run_all(connection, moving(wave_id, moves)))


def moving(wave_id: str, moves: Mapping[Cell, int]) -> list[Asked]:
    """Return the statements that move cells by so many, in the given order."""
    return [
        (_MOVE, {"wave": wave_id, "question": question, "cell": cell, "step": step})
        for (question, cell), step in moves.items()
    ]


def require_met(moves: Mapping[Cell, int], ran: Sequence[Ran]) -> None:
    """Refuse where such a statement has met no cell.

    Raises:
        LookupError: The wave lacks one of the cells.
    """
    if not all(each.met for each in ran):
        msg = f"a wave lacks one of the tally cells {[*moves]}"
        raise LookupError(msg)


def of_wave(connection: Connection, wave_id: str) -> dict[Cell, int]:
    """Return every cell of a wave with its count."""
    rows = connection.execute(_OF_WAVE, {"wave": wave_id})
    return {(question, cell): count for question, cell, count in rows}


def responses_of(connection: Connection, wave_id: str) -> int:
    """Return how many responses a wave has."""
    question, cell = RESPONSES
    values = {"wave": wave_id, "question": question, "cell": cell}
    ((found,),) = _RESPONSES.rows(connection, values)
    return int(found)
