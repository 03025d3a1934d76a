"""Rewriting: a closed wave's rows laid anew, so that where they lie says nothing."""

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.schema import DropTable

from pollsvc.storage.tables import ResponseRow, TallyRow

_TABLES: tuple[Table, ...] = (ResponseRow.__table__, TallyRow.__table__)
# As hard to guess as a key: from the new order nobody can compute the old one.
_LOT = {"sqlite": func.randomblob(16), "postgresql": func.gen_random_uuid()}


def shuffle(connection: Connection, wave_id: str) -> None:
    """Rewrite a wave's responses and tallies in random order.

    PostgreSQL keeps with every row the transaction that wrote it; after this, all
    rows of the wave name the same one. Of the tallies, that of the last answer would
    otherwise name the last transaction. SQLite keeps rows in the order of their keys,
    but inside each page of its file partly in the order in which they came.
    """
    for table in _TABLES:
        _lay_anew(connection, table, wave_id)


def _lay_anew(connection: Connection, table: Table, wave_id: str) -> None:
    of_wave = table.c.wave_id == wave_id
    mixed = (
        select(table)
        .where(of_wave)
        .order_by(_LOT[connection.dialect.name])
        .into("shuffled", temporary=True)
    )
    connection.execute(mixed)
    connection.execute(table.delete().where(of_wave))
    connection.execute(
        insert(table).from_select(table.columns.keys(), select(mixed.table))
    )
    connection.execute(DropTable(mixed.table))
