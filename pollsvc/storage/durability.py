"""What the database itself says: how it keeps what it is given, and what it logs."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, text

_SQLITE = ("journal_mode", "synchronous", "secure_delete", "temp_store", "foreign_keys")
_POSTGRESQL = (
    "fsync",
    "synchronous_commit",
    "full_page_writes",
    "track_commit_timestamp",
    "log_statement",
    "log_min_duration_statement",
    "log_parameter_max_length",
    "log_parameter_max_length_on_error",
    "archive_mode",
)


def settings_in_force(connection: Connection) -> Mapping[str, str]:
    """Return the settings that decide what is kept and logged, as they are in force.

    Those of SQLite are this connection's own; each connection of ours is made alike.
    """
    if connection.dialect.name == "sqlite":
        found = (
            (name, connection.exec_driver_sql(f"PRAGMA {name}").scalar())
            for name in _SQLITE
        )
        return {name: str(value).lower() for name, value in found}
    statement = text("SELECT name, setting FROM pg_settings WHERE name = ANY(:names)")
    rows = connection.execute(statement, {"names": list(_POSTGRESQL)})
    return {row.name: row.setting for row in rows}


def is_writable(connection: Connection) -> bool:
    """Return whether the database takes anything new, as far as it knows."""
    if connection.dialect.name == "sqlite":
        return True
    state = connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar()
    default = connection.exec_driver_sql("SHOW default_transaction_read_only").scalar()
    return not state and default == "off"


def problem_with_files(connection: Connection) -> str | None:
    """Return the first thing that is wrong with SQLite's file, or None.

    PostgreSQL looks after its own.
    """
    if connection.dialect.name != "sqlite":
        return None
    found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
    return None if found == "ok" else " ".join(found.split())


def time_of(connection: Connection) -> datetime:
    """Return what the database takes for the present moment, UTC."""
    if connection.dialect.name == "sqlite":
        epoch = "SELECT (julianday('now') - 2440587.5) * 86400.0"
    else:
        epoch = "SELECT extract(epoch FROM clock_timestamp())::float8"
    seconds = connection.exec_driver_sql(epoch).scalar()
    return datetime.fromtimestamp(float(str(seconds)), UTC)
