"""Transactions: where the database is opened, written and, in one place, committed."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from pollsvc.domain.errors import StoreUnavailable
from pollsvc.extensions import db
from pollsvc.storage.looking import Lookers
from pollsvc.storage.prepared import Found, Prepared
from pollsvc.turns import stepping_aside

__all__ = [
    "Connection",
    "Engine",
    "afterwards",
    "engine_in_use",
    "engine_options",
    "forget_writes",
    "glance",
    "prepare_engine",
    "reading",
    "transaction",
]

BUSY_TIMEOUT_MS = 5_000
CHECKPOINT_TIMEOUT_MS = 200
_UNREACHABLE = "The database cannot be reached or written to at the moment."
_WRITING = "pollsvc_writing"
_AFTERWARDS = "pollsvc_afterwards"
_LOOKERS = "pollsvc_lookers"
_CHANGED = "UPDATE catalogue SET revision = revision + 1"


def engine_in_use() -> Engine:
    """Return the engine of the application at work: one for each database."""
    return db.engine


@contextmanager
def transaction(*, of_answers: bool = False) -> Iterator[Connection]:
    """Yield a connection whose work is committed at the end, or not at all.

    On SQLite it begins IMMEDIATE: a transaction that reads before it writes would
    otherwise fail at once where another one writes, however long it may wait.

    Args:
        of_answers: Whether nothing but answers changes. Anything else makes every
            process look again at what it keeps in memory.

    Raises:
        StoreUnavailable: The database cannot take the work now; nothing was stored.
    """
    waiting: list[Callable[[], None]] = []
    options = {_WRITING: True, _AFTERWARDS: waiting}
    with stepping_aside(), available(), db.engine.connect() as plain:
        connection = plain.execution_options(**options)
        with connection.begin() as work:
            yield connection
            if not of_answers:
                connection.exec_driver_sql(_CHANGED)
            work.commit()
    for do in waiting:
        do()


def afterwards(connection: Connection, do: Callable[[], None]) -> None:
    """Do something once a transaction is stored, and only then."""
    waiting = connection.get_execution_options().get(_AFTERWARDS, [])
    waiting.append(do)


@contextmanager
def reading() -> Iterator[Connection]:
    """Yield a connection that sees one state of the database and changes nothing."""
    with stepping_aside(), available(), db.engine.connect() as plain:
        connection = plain.execution_options(**_one_state(plain.dialect.name))
        with connection.begin() as look:
            yield connection
            look.rollback()


def _one_state(dialect: str) -> dict[str, str]:
    # PostgreSQL would otherwise show each statement the newest state: tallies and
    # responses read one after the other could disagree.
    return {"isolation_level": "REPEATABLE READ"} if dialect == "postgresql" else {}


def glance(statement: Prepared, **values: object) -> Found | None:
    """Return the one row of a look-up by key, by the shortest way to the database.

    Raises:
        StoreUnavailable: The database cannot be reached.
    """
    engine = db.engine
    lookers: Lookers = engine.get_execution_options()[_LOOKERS]
    dialect = engine.dialect.name
    # SQLite answers from memory; a server is waited for.
    waiting = nullcontext() if dialect == "sqlite" else stepping_aside()
    with waiting, available():
        return lookers.look(lambda driver: statement.row_over(driver, dialect, values))


def forget_writes() -> bool:
    """Empty SQLite's log of writes: it holds what was erased, and in which order.

    Where somebody is reading, it stays for the next time. PostgreSQL's log is its
    operator's to keep short.

    Returns:
        Whether it was emptied.
    """
    if db.engine.dialect.name != "sqlite":
        return True
    with available(), closing(db.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        # Answers wait meanwhile, so somebody who reads for long is not waited for.
        cursor.execute(f"PRAGMA busy_timeout={CHECKPOINT_TIMEOUT_MS}")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    return bool(busy == 0)


@contextmanager
def available() -> Iterator[None]:
    """Turn a database that cannot be reached into a refusal.

    Raises:
        StoreUnavailable: In place of what the driver says.
    """
    # What is handed to the driver as it is fails with the driver's own errors.
    driver: Any = db.engine.dialect.loaded_dbapi
    own = (driver.OperationalError, driver.InterfaceError)
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeoutError, *own) as error:
        raise StoreUnavailable(_UNREACHABLE) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            msg = "The connection to the database was lost."
            raise StoreUnavailable(msg) from error
        raise


def engine_options(url: str) -> dict[str, Any]:
    """Return what the engine of a database is made with.

    A statement's parameters are answers: no error report may hold them.
    """
    if url.startswith("sqlite"):
        return {"hide_parameters": True}
    durable = f"-c synchronous_commit=on -c lock_timeout={BUSY_TIMEOUT_MS}"
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "connect_args": {"options": durable},
    }


def prepare_engine(engine: Engine) -> None:
    """Make every connection of an SQLite engine durable, strict and free of traces.

    Of any engine, let it be glanced at.
    """
    engine.update_execution_options(**{_LOOKERS: Lookers(engine)})
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: sqlite3.Connection, record: object) -> None:
    del record
    # The driver must not begin transactions of its own: `_begin_sqlite` does.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        # What is withdrawn must not stay readable in the file's free pages.
        "secure_delete=ON",
        # Nor may sorting or shuffling write answers to a file of its own.
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
