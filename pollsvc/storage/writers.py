"""Connections that answers are stored through: kept open from one to the next."""

from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

Options = Mapping[str, Any]


class Writers:
    """The connections of an SQLite engine through which answers are stored.

    To take one from SQLAlchemy's pool and to give it back costs as much as to store an
    answer. Those of a server are taken from the pool all the same, which finds out
    whether they are still there.
    """

    def __init__(self, engine: Engine, options: Callable[[], Options]) -> None:
        """Begin without connections.

        Args:
            engine: The engine.
            options: Makes the execution options of a new connection.
        """
        self._engine, self._options = engine, options
        self._idle: deque[Connection] = deque()
        event.listen(engine, "engine_disposed", lambda _: self._close_idle())

    def take(self) -> Connection:
        """Return a connection that nobody else has, to be given back or closed."""
        try:
            return self._idle.pop()
        except IndexError:
            connection = self._engine.connect().execution_options(**self._options())
            # Else it would be given back to the pool, still open, in place of closed.
            connection.detach()
            return connection

    def give_back(self, connection: Connection) -> None:
        """Keep a connection, through which nothing went wrong, for the next one."""
        self._idle.append(connection)

    def _close_idle(self) -> None:
        while self._idle:
            # Somebody else may have taken the last one since; and one that is lost
            # cannot be closed.
            with suppress(IndexError, DBAPIError):
                self._idle.pop().close()
