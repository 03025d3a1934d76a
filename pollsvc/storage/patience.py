"""How long PostgreSQL is waited for: a while, or for long work as long as it takes.

A server that fails says so. One that hangs, or whose machine is gone, says nothing, and
every thread of ours would end up waiting for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

LOCK_TIMEOUT_MS = 5_000
STATEMENT_TIMEOUT_MS = 7_000
"""A server that works, but so slowly, is told to let it be."""

PATIENCE_S = 8
"""Longer than that: only a server that hangs has not spoken by then."""

CONNECT_TIMEOUT_S = 3
IDLE_TIMEOUT_MS = 60_000
"""A process of ours that does nothing for so long in a transaction loses its locks."""

# For the server, which is to notice within two minutes that our machine is gone.
_SERVER = {
    "synchronous_commit": "on",
    "lock_timeout": LOCK_TIMEOUT_MS,
    "statement_timeout": STATEMENT_TIMEOUT_MS,
    "idle_in_transaction_session_timeout": IDLE_TIMEOUT_MS,
    "tcp_keepalives_idle": 60,
    "tcp_keepalives_interval": 10,
    "tcp_keepalives_count": 3,
}
# For this side, which is to notice that the server's machine is gone.
_CLIENT = {
    "connect_timeout": CONNECT_TIMEOUT_S,
    "tcp_user_timeout": PATIENCE_S * 1000,
    "keepalives_idle": 60,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}


def connect_args() -> dict[str, object]:
    """Return what each connection to PostgreSQL is opened with."""
    settings = " ".join(f"-c {name}={value}" for name, value in _SERVER.items())
    return {"options": settings, **_CLIENT}


@contextmanager
def unhurried(connection: Connection) -> Iterator[None]:
    """Wait for a transaction's statements as long as they take, and for nothing later.

    On SQLite nobody is waited for but other writers.
    """
    if connection.dialect.name == "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    try:
        _lift_limits(connection, "SET LOCAL")
        yield
    finally:
        driver.patience_s = PATIENCE_S


def take_time(connection: Connection) -> None:
    """Wait for all statements of a connection, not to be used again, without end."""
    if connection.dialect.name != "sqlite":
        _lift_limits(connection, "SET")


def _lift_limits(connection: Connection, set_: str) -> None:
    driver: Any = connection.connection.dbapi_connection
    driver.patience_s = None
    for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
        connection.exec_driver_sql(f"{set_} {limit} = 0")
