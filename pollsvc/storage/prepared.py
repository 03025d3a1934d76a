"""Statements of the hot path: written out once and handed to the driver as they are.

SQLAlchemy looks each of its own statements up anew before it runs it, which for a
look-up by key takes longer than the database does.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, CursorResult

Values = Mapping[str, object]
_NAME = re.compile(r":(\w+)", re.ASCII)


class Prepared:
    """A statement with names for its values, e.g. `WHERE wave_id = :wave`.

    Values are texts, numbers or bytes; nothing is converted.
    """

    def __init__(self, text: str) -> None:
        self._texts = {"sqlite": text, "postgresql": _NAME.sub(r"%(\1)s", text)}

    def text_for(self, dialect: str) -> str:
        """Return the statement in the notation of a database's driver."""
        return self._texts[dialect]

    def run(
        self, connection: Connection, values: Values | list[Values] | None = None
    ) -> CursorResult[Any]:
        """Run the statement once, or once for each of a list of values."""
        text = self._texts[connection.dialect.name]
        return connection.exec_driver_sql(text, values)

    def run_each(self, connection: Connection, lot: Iterable[Values]) -> list[int]:
        """Run the statement for each of some values; return each time's row count."""
        cursor = connection.connection.cursor()
        text, counts = self._texts[connection.dialect.name], []
        for values in lot:
            cursor.execute(text, values)
            counts.append(cursor.rowcount)
        cursor.close()
        return counts
