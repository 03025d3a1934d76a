"""Connections for a single look: kept open, and outside of any transaction."""

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

Seen = TypeVar("Seen")

MOST_IDLE = 8
"""More are not kept: a server of PostgreSQL has a hundred places for everybody."""


class Lookers:
    """The connections of an engine that are only looked through.

    SQLAlchemy's pool asks more of a connection, at each taking and giving back, than
    a look-up by key takes; and a server that a connection is asked about is asked
    twice. Whoever looks takes one that nobody else has, or a new one.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        driver: Any = engine.dialect.loaded_dbapi
        self._lost = driver.Error
        self._idle: deque[DBAPIConnection] = deque()
        event.listen(engine, "engine_disposed", lambda _: self._close_idle())

    def look(self, through: Callable[[DBAPIConnection], Seen]) -> Seen:
        """Return what is seen through a connection.

        A connection that was left open may have been lost since: then nothing was
        seen, and a new one is tried. So will the others have been, and those of the
        pool: none of them is tried first.
        """
        try:
            connection = self._idle.pop()
        except IndexError:
            return self._look(self._opened(), through)
        try:
            return self._look(connection, through)
        except self._lost:
            self._engine.dispose()
            return self._look(self._opened(), through)

    def _look(
        self, connection: DBAPIConnection, through: Callable[[DBAPIConnection], Seen]
    ) -> Seen:
        try:
            seen = through(connection)
        except BaseException:
            self._close(connection)
            raise
        if len(self._idle) < MOST_IDLE:
            self._idle.append(connection)
        else:
            self._close(connection)
        return seen

    def _opened(self) -> DBAPIConnection:
        taken = self._engine.raw_connection()
        driver: Any = taken.driver_connection
        taken.detach()
        if self._engine.dialect.name == "postgresql":
            # No transaction to begin and to end, each of which is a way to the server.
            driver.autocommit = True
        connection: DBAPIConnection = driver
        return connection

    def _close_idle(self) -> None:
        while self._idle:
            # Somebody else may have taken the last one since.
            with suppress(IndexError):
                self._close(self._idle.pop())

    def _close(self, connection: DBAPIConnection) -> None:
        with suppress(self._lost):
            connection.close()
