"""Statements of the hot path: written out once and handed to the driver as they are.

SQLAlchemy looks each of its own statements up anew before it runs it, which for a
look-up by key takes longer than the database does.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, nullcontext
from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor

Values = Mapping[str, object]
Found = Sequence[Any]
"""A row as the driver gives it: its values in the order of the SELECT."""

_NAME = re.compile(r":(\w+)", re.ASCII)
_NOTHING: Values = {}


class Prepared:
    """A statement with names for its values, e.g. `WHERE wave_id = :wave`.

    Values are texts, numbers or bytes; nothing is converted. What the driver raises,
    `session.available` turns into a refusal.
    """

    def __init__(self, text: str) -> None:
        self._texts = {"sqlite": text, "postgresql": _NAME.sub(r"%(\1)s", text)}

    def rows(
        self, connection: Connection, values: Values = _NOTHING
    ) -> Sequence[Found]:
        """Run the statement in a transaction; return the rows that it finds."""
        with closing(_cursor(connection)) as cursor:
            cursor.execute(self._texts[connection.dialect.name], values)
            return cursor.fetchall()

    def count_all(self, connection: Connection, lot: Sequence[Values]) -> int:
        """Run the statement for all of some values; return how many rows it met."""
        with closing(_cursor(connection)) as cursor:
            cursor.executemany(self._texts[connection.dialect.name], lot)
            return int(cursor.rowcount)

    def start(self, cursor: DBAPICursor, dialect: str, values: Values) -> None:
        """Run the statement; what it finds is left in the cursor."""
        cursor.execute(self._texts[dialect], values)

    def row_over(
        self, driver: DBAPIConnection, dialect: str, values: Values
    ) -> Found | None:
        """Run the statement over a driver's connection; return the one row it finds."""
        with closing(driver.cursor()) as cursor:
            cursor.execute(self._texts[dialect], values)
            return cursor.fetchone()


Asked = tuple[Prepared, Values]
"""A statement, and its values."""


class Ran(NamedTuple):
    """How many rows a statement met, and those that it found."""

    met: int
    rows: Sequence[Found]


def run_all(connection: Connection, asked: Iterable[Asked]) -> list[Ran]:
    """Run statements in their order, each seeing what the ones before it did.

    A server is sent all of them before any is waited for.
    """
    driver: Any = connection.connection.dbapi_connection
    dialect, cursors = connection.dialect.name, []
    with nullcontext() if dialect == "sqlite" else driver.pipeline():
        for statement, values in asked:
            cursors.append(_cursor(connection))
            statement.start(cursors[-1], dialect, values)
    return [_ran(cursor) for cursor in cursors]


def _ran(cursor: DBAPICursor) -> Ran:
    with closing(cursor):
        return Ran(
            int(cursor.rowcount), cursor.fetchall() if cursor.description else ()
        )


def _cursor(connection: Connection) -> DBAPICursor:
    return connection.connection.cursor()
