"""Transactions: where the database is opened, written and, in one place, committed."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from pollsvc.domain.errors import StoreBusy, StoreUnavailable
from pollsvc.domain.sentences import sentence
from pollsvc.extensions import db
from pollsvc.storage.looking import Lookers
from pollsvc.storage.patience import LOCK_TIMEOUT_MS, connect_args, unhurried
from pollsvc.storage.prepared import Found, Prepared
from pollsvc.storage.writers import Writers
from pollsvc.turns import stepping_aside

__all__ = [
    "Connection",
    "Engine",
    "afterwards",
    "engine_in_use",
    "engine_options",
    "glance",
    "prepare_engine",
    "reading",
    "transaction",
]

BUSY_TIMEOUT_MS = LOCK_TIMEOUT_MS
_UNREACHABLE = sentence("The database cannot be reached or written to at the moment.")
# Read-only, as a standby is; a transaction ended because it took too long; the server
# being shut down or started. psycopg calls some of these faults of its own.
_OUTAGES = ("25006", "25P03", "25P04", "57P")
_LOCKED = "55P03"
_WRITING = "pollsvc_writing"
_AFTERWARDS = "pollsvc_afterwards"
_LOOKERS, _WRITERS = "pollsvc_lookers", "pollsvc_writers"
_CHANGED = "UPDATE catalogue SET revision = revision + 1"


def engine_in_use() -> Engine:
    """Return the engine of the application at work: one for each database."""
    return db.engine


@contextmanager
def transaction(
    *, of_answers: bool = False, long: bool = False
) -> Iterator[Connection]:
    """Yield a connection whose work is committed at the end, or not at all.

    On SQLite it begins IMMEDIATE: a transaction that reads before it writes would
    otherwise fail at once where another one writes, however long it may wait.

    Args:
        of_answers: Whether nothing but answers changes. Anything else makes every
            process look again at what it keeps in memory.
        long: Whether it may take as long as it takes, for it goes through many rows.

    Raises:
        StoreUnavailable: The database cannot take the work now. Nothing was stored,
            unless the connection was lost at the very end: then nobody can say.
    """
    with stepping_aside(), available(), _writing(of_answers=of_answers) as connection:
        with connection.begin() as work, _pace(connection, long=long):
            yield connection
            if not of_answers:
                connection.exec_driver_sql(_CHANGED)
            work.commit()
        waiting = connection.get_execution_options()[_AFTERWARDS]
        done = [*waiting]
        waiting.clear()
    for do in done:
        do()


def _to_write() -> dict[str, Any]:
    return {_WRITING: True, _AFTERWARDS: []}


@contextmanager
def _writing(*, of_answers: bool) -> Iterator[Connection]:
    engine = db.engine
    writers: Writers | None = engine.get_execution_options()[_WRITERS]
    if not of_answers or writers is None:
        with engine.connect() as plain:
            yield plain.execution_options(**_to_write())
        return
    connection = writers.take()
    try:
        yield connection
    except BaseException:
        connection.close()
        raise
    writers.give_back(connection)


def afterwards(connection: Connection, do: Callable[[], None]) -> None:
    """Do something once a transaction is stored, and only then."""
    waiting = connection.get_execution_options().get(_AFTERWARDS, [])
    waiting.append(do)


@contextmanager
def reading(*, long: bool = False) -> Iterator[Connection]:
    """Yield a connection that sees one state of the database and changes nothing.

    Args:
        long: Whether it may take as long as it takes, for it goes through many rows.

    Raises:
        StoreUnavailable: The database cannot be reached.
    """
    with stepping_aside(), available(), db.engine.connect() as plain:
        connection = plain.execution_options(**_one_state(plain.dialect.name))
        with connection.begin() as look, _pace(connection, long=long):
            yield connection
            look.rollback()


def _pace(connection: Connection, *, long: bool) -> AbstractContextManager[None]:
    return unhurried(connection) if long else nullcontext()


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


@contextmanager
def available() -> Iterator[None]:
    """Turn a database that cannot be reached or written to into a refusal.

    Raises:
        StoreBusy: Somebody keeps what is to be changed locked.
        StoreUnavailable: In place of anything else that the driver says.
    """
    # What is handed to the driver as it is fails with the driver's own errors.
    driver: Any = db.engine.dialect.loaded_dbapi
    try:
        yield
    except (DBAPIError, PoolTimeoutError, driver.Error) as error:
        if not _is_outage(error, driver.OperationalError, driver.InterfaceError):
            raise
        refusal = StoreBusy if _sqlstate(error) == _LOCKED else StoreUnavailable
        raise refusal(_UNREACHABLE) from error


def _is_outage(error: Exception, *outages: type[Exception]) -> bool:
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    if isinstance(_said(error), (PoolTimeoutError, *outages)):
        return True
    return _sqlstate(error).startswith(_OUTAGES)


def _said(error: Exception) -> Exception:
    """Return what the driver said, without what SQLAlchemy has put around it."""
    return getattr(error, "orig", None) or error


def _sqlstate(error: Exception) -> str:
    return getattr(_said(error), "sqlstate", None) or ""


def engine_options(url: str) -> dict[str, Any]:
    """Return what the engine of a database is made with.

    A statement's parameters are answers: no error report may hold them.
    """
    if url.startswith("sqlite"):
        return {"hide_parameters": True}
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "connect_args": connect_args(),
    }


def prepare_engine(engine: Engine) -> None:
    """Make every connection of an SQLite engine durable, strict and free of traces.

    One to PostgreSQL gives up a server that hangs. Any engine can be glanced at.
    """
    is_here = engine.dialect.name == "sqlite"
    writers = Writers(engine, _to_write) if is_here else None
    engine.update_execution_options(**{_LOOKERS: Lookers(engine), _WRITERS: writers})
    if is_here:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return
    # Imported here: SQLite need not wait until psycopg is.
    from pollsvc.storage.patient_driver import use_patience  # noqa: PLC0415

    use_patience(engine)


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
    # By the driver: SQLAlchemy takes ten times as long for it as SQLite.
    driver: Any = connection.connection.dbapi_connection
    driver.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
