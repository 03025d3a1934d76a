"""Statements that find more rows than a process should hold: read block by block."""

from collections.abc import Generator, Sequence
from contextlib import closing

from sqlalchemy import Connection
from sqlalchemy.engine.interfaces import DBAPICursor

from pollsvc.storage.prepared import Found, Prepared, Values


class Streamed(Prepared):
    """A statement whose rows come in blocks, as the driver gives them.

    To make rows of its own out of them takes SQLAlchemy longer than reading them did.
    """

    def blocks(
        self, connection: Connection, values: Values, *, size: int
    ) -> Generator[Sequence[Found]]:
        """Run the statement in a transaction; yield the rows that it finds.

        Args:
            connection: The transaction.
            values: The statement's.
            size: How many rows come at once, and at most are held.
        """
        dialect = connection.dialect.name
        with closing(_cursor(connection, dialect)) as cursor:
            cursor.execute(self._texts[dialect], values)
            while rows := cursor.fetchmany(size):
                yield rows


def _cursor(connection: Connection, dialect: str) -> DBAPICursor:
    # Without a name PostgreSQL would send everything at once.
    name = ("streamed",) if dialect == "postgresql" else ()
    return connection.connection.cursor(*name)
