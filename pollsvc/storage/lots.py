"""What is asked of the database for a lot of answers: at once, as seldom as may be."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from pollsvc.domain.cells import Cell
from pollsvc.domain.responses import Response
from pollsvc.storage import catalogue, releases, responses, tallies, waves
from pollsvc.storage.prepared import run_all
from pollsvc.storage.releases import Progress

Look = tuple[int, dict[bytes, Response] | None]
"""A revision, and the responses with some ids; None: nobody has looked for them."""


def look(
    connection: Connection, wave_id: str, ids: Iterable[bytes], *, alone: bool
) -> Look:
    """Keep a wave from being closed or changed, and return what is there by then.

    PostgreSQL writes into each row by which command of its transaction it came. Whoever
    changed an answer would be told from others there if it were only looked for after
    an attempt to store it: so all are looked for. On SQLite nobody is: nearly all are
    new.

    Args:
        connection: The transaction.
        wave_id: The wave.
        ids: Of the responses, which are kept from other changes.
        alone: Whether the wave is kept from others who hold it, too.
    """
    asked = waves.holding(connection, wave_id, alone=alone)
    revision = len(asked)
    asked.append((catalogue.REVISION, {}))
    if connection.dialect.name != "sqlite":
        asked.append(responses.locking(connection, wave_id, ids))
    ran = run_all(connection, asked)
    ((found,),) = ran[revision].rows
    earlier = [responses.by_id(each.rows) for each in ran[revision + 1 :]]
    return int(found), next(iter(earlier), None)


def count(connection: Connection, wave_id: str, moves: Mapping[Cell, int]) -> Progress:
    """Move a wave's tallies, and return how far it and its release have come then.

    Raises:
        LookupError: The wave lacks one of the cells.
    """
    asked = [*tallies.moving(wave_id, moves), releases.asking_progress(wave_id)]
    *moved, last = run_all(connection, asked)
    tallies.require_met(moves, moved)
    return releases.progress_in(last.rows)
