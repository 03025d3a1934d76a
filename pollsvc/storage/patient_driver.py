"""Connections to PostgreSQL that give up a server that says nothing.

Apart from the rest, because SQLite need not wait until psycopg is imported.
"""

from typing import Any

from psycopg import Connection, errors, pq
from psycopg.abc import RV, PQGen
from sqlalchemy import Engine, event

from pollsvc.storage.patience import PATIENCE_S


class PatientDriver(Connection[Any]):
    """A connection that gives up a server that says nothing for too long.

    Attributes:
        patience_s: How long each statement is waited for; None: for ever.
    """

    patience_s: float | None = PATIENCE_S

    def wait(
        self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None
    ) -> RV:
        """Wait for what the server says.

        Raises:
            ConnectionTimeout: It said nothing; the connection is closed.
        """
        try:
            return super().wait(gen, interval, timeout or self.patience_s)
        except errors.OperationalError:
            if self.pgconn.transaction_status != pq.TransactionStatus.ACTIVE:
                raise
            # What the server says later would be taken for its next answer.
            self.pgconn.finish()
            msg = "the server does not answer"
            raise errors.ConnectionTimeout(msg) from None


def use_patience(engine: Engine) -> None:
    """Let an engine of PostgreSQL give up a server that says nothing."""

    @event.listens_for(engine, "do_connect")
    def connect(
        _dialect: object, _record: object, args: list[Any], options: dict[str, Any]
    ) -> PatientDriver:
        return PatientDriver.connect(*args, **options)
