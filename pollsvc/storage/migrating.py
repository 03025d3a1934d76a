"""Brings the database to the newest schema, and says whether it is there.

Each revision is a file of `pollsvc/migrations/versions` named for its number.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Inspector, MetaData, inspect, text

import pollsvc
from pollsvc.domain.errors import NotInstalled, StoreUnavailable
from pollsvc.extensions import db
from pollsvc.storage.patience import take_time
from pollsvc.storage.session import available

SCRIPTS = Path(pollsvc.__file__).parent / "migrations"
WAIT_S = 120
_LOCK = int.from_bytes(b"pollsvc")


def upgrade_to_newest() -> bool:
    """Run the revisions that are missing, all of them or, where one fails, none.

    Two processes may do this at once: one waits for the other and finds nothing
    left to do.

    Returns:
        Whether there was anything to do.

    Raises:
        StoreUnavailable: The database cannot be reached.
        NotInstalled: It was made by a newer version of the program.
    """
    if is_current():
        return False
    # Imported here: alembic takes time that a start without migration need not.
    from pollsvc.storage.revisions import upgrade  # noqa: PLC0415

    with _alone() as connection:
        found = _revision(connection)
        if found == newest():
            return False
        _require_known(found)
        upgrade(connection, SCRIPTS)
        return True


@contextmanager
def new_schema(revision: str) -> Iterator[Connection]:
    """Yield a connection to empty tables of a revision, in place of those there are.

    All that is done with it happens together, or nothing.

    Raises:
        NotInstalled: The database is of a newer version of the program.
        StoreUnavailable: It cannot be reached, or the new rows do not fit together.
    """
    from pollsvc.storage.revisions import upgrade  # noqa: PLC0415

    with _alone() as connection:
        _require_known(_revision(connection))
        _drop_all(connection)
        upgrade(connection, SCRIPTS, revision)
        yield connection


def upgrade_within(connection: Connection) -> None:
    """Run the revisions that are missing, in the transaction of `new_schema`."""
    from pollsvc.storage.revisions import upgrade  # noqa: PLC0415

    upgrade(connection, SCRIPTS)


def revision_of(connection: Connection) -> str | None:
    """Return the schema that a transaction sees; None: there is none."""
    return _revision(connection)


def is_current() -> bool:
    """Return whether the database has the newest schema.

    Raises:
        StoreUnavailable: The database cannot be reached.
    """
    with available(), db.engine.connect() as connection:
        return _revision(connection) == newest()


def newest() -> str:
    """Return the number of the newest revision."""
    return max(path.name[:4] for path in (SCRIPTS / "versions").glob("[0-9]*.py"))


def _require_known(found: str | None) -> None:
    if found is not None and found > newest():
        msg = f"The database is of a newer version of pollsvc (revision {found})."
        raise NotInstalled(msg)


def _drop_all(connection: Connection) -> None:
    # By the names we use: others may have tables of their own in the same database.
    ours = MetaData()
    known = {*db.metadata.tables, "alembic_version"}
    there = known & {*inspect(connection).get_table_names()}
    ours.reflect(connection, only=sorted(there))
    ours.drop_all(connection)


def _revision(connection: Connection) -> str | None:
    looked_into: Inspector = inspect(connection)
    if not looked_into.has_table("alembic_version"):
        return None
    statement = text("SELECT version_num FROM alembic_version")
    revision: str | None = connection.execute(statement).scalar_one_or_none()
    return revision


@contextmanager
def _alone() -> Iterator[Connection]:
    """Yield a connection of its own, in a transaction that only one can have."""
    with available(), db.engine.connect() as connection:
        # Closed after use, not given back: its settings must not outlive the work.
        connection.detach()
        if connection.dialect.name == "sqlite":
            with _alone_on_sqlite(connection):
                yield connection
        else:
            with connection.begin():
                take_time(connection)
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_S}s'")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                yield connection


@contextmanager
def _alone_on_sqlite(connection: Connection) -> Iterator[None]:
    # Making a table anew drops the old one, which with foreign keys on would
    # delete every row that belongs to it. The pragma works between transactions only.
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    cursor.execute(f"PRAGMA busy_timeout={WAIT_S * 1000}")
    writing = connection.execution_options(pollsvc_writing=True)
    with writing.begin():
        yield
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            msg = "Rows were left that belong to nothing; all of it was undone."
            raise StoreUnavailable(msg)
