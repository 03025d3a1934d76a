"""Whole tables out and in, as rows that JSON can hold, whatever the database."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    delete,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import OperationalError, StatementError
from sqlalchemy.types import TypeEngine

from pollsvc.domain.errors import BackupRefused
from pollsvc.extensions import db

ROWS_AT_ONCE = 2_000

Convert = Callable[[Any], object]


def tables_in_order(connection: Connection) -> list[str]:
    """Return the names of all our tables, each after those that it refers to."""
    return [table.name for table in _tables(connection)]


def count_rows(connection: Connection) -> int:
    """Return how many rows there are in all tables."""
    return sum(
        connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in _tables(connection)
    )


def lines_of(connection: Connection, name: str) -> Iterator[list[object]]:
    """Yield the names of a table's columns, then its rows in the order of their keys.

    Responses have random keys, so their order says nothing.
    """
    (table,) = (t for t in _tables(connection) if t.name == name)
    yield list(table.columns.keys())
    convert = [_to_json(column.type) for column in table.columns]
    statement = select(table).order_by(*table.primary_key.columns)
    options = {"yield_per": ROWS_AT_ONCE}
    with closing(connection.execute(statement, execution_options=options)) as rows:
        for row in rows:
            yield [
                value if to is None or value is None else to(value)
                for to, value in zip(convert, row, strict=True)
            ]


def fill(
    connection: Connection,
    name: str,
    lines: Iterable[Sequence[Any]],
    progress: Callable[[int], None],
) -> None:
    """Put rows into a table, in place of those that its migrations may have made.

    Args:
        connection: The transaction.
        name: The table.
        lines: What `lines_of` yielded.
        progress: Told now and then how many more are in.

    Raises:
        BackupRefused: The table has other columns, or cannot hold a row.
    """
    table = _found(connection, name)
    rows = iter(lines)
    columns = [str(column) for column in next(rows, ())]
    # In any order: a schema's columns stand as its migrations happened to come.
    if sorted(columns) != sorted(table.columns.keys()):
        msg = f"The backup's table {name} has other columns than its schema."
        raise BackupRefused(msg)
    aware = connection.dialect.name != "sqlite"
    convert = [_from_json(table.columns[c].type, aware=aware) for c in columns]
    statement = insert(table)
    connection.execute(delete(table))
    try:
        while lot := [
            _values(columns, convert, row) for row in islice(rows, ROWS_AT_ONCE)
        ]:
            connection.execute(statement, lot)
            progress(len(lot))
    except OperationalError:  # no place, say: not the row's fault
        raise
    except (StatementError, ValueError, TypeError):
        # Without the cause: a message of the driver can hold an answer.
        msg = f"A row of the backup's table {name} does not fit its schema."
        raise BackupRefused(msg) from None
    _count_on(connection, table)


def _values(
    columns: list[str], convert: list[Convert | None], row: Sequence[Any]
) -> dict[str, object]:
    return {
        column: value if to is None or value is None else to(value)
        for column, to, value in zip(columns, convert, row, strict=True)
    }


def _count_on(connection: Connection, table: Table) -> None:
    # PostgreSQL numbers new rows by a counter of its own, which knows nothing of
    # rows that brought their numbers along. A column without one has no sequence.
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        highest = func.max(column)
        if isinstance(column.type, Integer):
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            first = func.coalesce(highest, 1)
            connection.execute(
                select(func.setval(sequence, first, highest.is_not(None)))
            )


def _tables(connection: Connection) -> list[Table]:
    names = {*db.metadata.tables} & {*inspect(connection).get_table_names()}
    found = MetaData()
    found.reflect(connection, only=sorted(names))
    return found.sorted_tables


def _found(connection: Connection, name: str) -> Table:
    for table in _tables(connection):
        if table.name == name:
            return table
    msg = f"The backup has a table {name}, which its schema does not know."
    raise BackupRefused(msg)


def _to_json(kind: TypeEngine[Any]) -> Convert | None:
    match kind:
        case LargeBinary():
            return lambda value: bytes(value).hex()
        case DateTime():
            return _moment_text
        case Date():
            return date.isoformat
        case _:
            return None


def _from_json(kind: TypeEngine[Any], *, aware: bool) -> Convert | None:
    match kind:
        case LargeBinary():
            return bytes.fromhex
        case DateTime():
            return _aware_moment if aware else _plain_moment
        case Date():
            return date.fromisoformat
        case _:
            return None


def _moment_text(moment: datetime) -> str:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _aware_moment(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)


def _plain_moment(written: str) -> datetime:
    return _aware_moment(written).replace(tzinfo=None)
