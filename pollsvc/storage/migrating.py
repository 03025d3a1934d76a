"""Brings the database to the newest schema, and says whether it is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

import pollsvc
from pollsvc.domain.errors import StoreUnavailable
from pollsvc.extensions import db
from pollsvc.storage.tables import PollRow

SCRIPTS = Path(pollsvc.__file__).parent / "migrations"
NEWEST = "head"
WAIT_S = 120
_LOCK = int.from_bytes(b"pollsvc")


def upgrade_to_newest() -> bool:
    """Run the revisions that are missing, all of them or, where one fails, none.

    Two processes may do this at once: one waits for the other and finds nothing
    left to do.

    Returns:
        Whether there was anything to do.
    """
    with _alone() as connection:
        config = config_for(connection)
        if _revision(connection) == _newest(config):
            return False
        command.upgrade(config, NEWEST)
        return True


def downgrade_to(revision: str) -> None:
    """Take back the revisions after one; "base" takes back all, with their data."""
    with _alone() as connection:
        command.downgrade(config_for(connection), revision)


def is_current() -> bool:
    """Return whether the database has the newest schema."""
    with db.engine.connect() as connection:
        return _revision(connection) == _newest(config_for(connection))


def config_for(connection: Connection) -> Config:
    """Return alembic's settings for work on a connection."""
    config = Config()
    # Alembic reads options through ConfigParser, for which % is special.
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = PollRow.metadata
    return config


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _newest(config: Config) -> str | None:
    return ScriptDirectory.from_config(config).get_current_head()


@contextmanager
def _alone() -> Iterator[Connection]:
    """Yield a connection of its own, in a transaction that only one can have."""
    with db.engine.connect() as connection:
        # Closed after use, not given back: its settings must not outlive the work.
        connection.detach()
        if connection.dialect.name == "sqlite":
            with _alone_on_sqlite(connection):
                yield connection
        else:
            with connection.begin():
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
            msg = "The migration left rows that belong to nothing; it was undone."
            raise StoreUnavailable(msg)
