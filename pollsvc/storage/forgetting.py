"""Forgetting: what is left in the database's files of rows deleted or laid anew."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

from sqlalchemy import Connection, Row, text

from pollsvc import logs
from pollsvc.domain.errors import StoreBusy
from pollsvc.domain.polls import Move
from pollsvc.extensions import db
from pollsvc.storage import audit
from pollsvc.storage.patience import take_time
from pollsvc.storage.session import BUSY_TIMEOUT_MS, available

LOCK_TIMEOUT_MS = 200
"""Answers wait meanwhile, so somebody who is at work for long is not waited for."""

# PostgreSQL keeps every version of a row in its table's file; plain VACUUM frees the
# places of the old ones and leaves what is written there. Made anew, a file holds
# what is in force and nothing else.
# In this order: until the last one has been made anew, all are due again.
_HOLDING_HISTORY = ("tally", "release", "arrival", "bookmark", "wave", "response")
_MAKE_ANEW = f"VACUUM (FULL) {', '.join(_HOLDING_HISTORY)}"

# The row of a wave that was closed, archived or purged names the transaction in which
# that was done, as does the record of waves that were removed; and a file names the one
# in which it was made. Versions that somebody's older look can still see would be taken
# along, so that has to end first.
_SINCE_THEN = text("""
WITH done AS (
    SELECT age(xmin) AS since FROM wave WHERE closed_at IS NOT NULL
    UNION ALL
    SELECT age(xmin) FROM audit WHERE action IN (:examples, :undo)
), changed AS (
    SELECT min(done.since) AS latest
    FROM done, pg_class AS file
    WHERE file.oid = 'response'::regclass AND done.since < age(file.xmin)
)
SELECT
    latest IS NOT NULL AS is_due,
    EXISTS (
        SELECT FROM pg_stat_activity AS other
        WHERE other.datname = current_database()
            AND other.pid <> pg_backend_pid()
            AND age(other.backend_xmin) >= latest
    ) AS is_seen
FROM changed
""")

# A poll can go back to draft if all who answered have taken their answers back.
_REMOVALS = {"examples": audit.REMOVE_EXAMPLES, "undo": Move.UNDO_OPEN.value}

# PostgreSQL's log of writes is that of the whole server: ending it is a right that its
# operator gives.
_MAY_END_LOG = text("""
SELECT has_function_privilege('pg_switch_wal()', 'execute') AND EXISTS (
    SELECT FROM pg_roles
    WHERE rolname = 'pg_checkpoint' AND pg_has_role(oid, 'usage')
)
""")
_END_LOG = ("SELECT pg_switch_wal()", "CHECKPOINT")

# Files of the log that are written again, kept, or waited for elsewhere are not gone.
_LOG_IS_REMOVED = text("""
SELECT current_setting('wal_recycle') = 'off'
    AND current_setting('archive_mode') = 'off'
    AND current_setting('wal_keep_size') = '0'
    AND NOT EXISTS (SELECT FROM pg_replication_slots)
    AND NOT EXISTS (SELECT FROM pg_stat_replication)
""")


def forget_history() -> bool:
    """Leave nothing in files of what closed or removed waves held before.

    Where somebody reads or writes at this moment, it stays for the next time. Answers
    wait while PostgreSQL makes the tables anew: about a second for each 300,000
    responses that are stored, of all polls.

    Returns:
        Whether nothing is left.
    """
    if db.engine.dialect.name == "sqlite":
        return forget_writes()
    return _tried(_forget_versions)


def forget_writes() -> bool:
    """Empty SQLite's log of writes: it holds what was erased, and in which order.

    Where somebody is reading, it stays for the next time. PostgreSQL's log is its
    operator's to keep short.

    Returns:
        Whether nothing is left in it.
    """
    return db.engine.dialect.name != "sqlite" or _tried(_empty_log)


def _tried(forget: Callable[[], bool]) -> bool:
    """Return whether nothing is left; what goes wrong stays for the next time.

    What is to be forgotten has been stored, or deleted, before: a refusal, or a fault,
    would deny that.
    """
    try:
        with available():
            return forget()
    except StoreBusy:
        return False
    except Exception as error:  # noqa: BLE001 -- whatever it is
        cause = error.__cause__ or error
        logs.noticed("not forgotten yet", why=type(cause).__name__)
        return False


def _empty_log() -> bool:
    with (
        closing(db.engine.raw_connection()) as connection,
        closing(connection.cursor()) as cursor,
    ):
        cursor.execute(f"PRAGMA busy_timeout={LOCK_TIMEOUT_MS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            ((busy, *_),) = cursor.fetchall()
        finally:
            # It is used again, for answers, which are patient.
            cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    return bool(busy == 0)


def _forget_versions() -> bool:
    with db.engine.connect() as plain:
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")
        since_then = _since_then(connection)
        if not since_then.is_due:
            return True
        if since_then.is_seen:
            return False
        # Closed after this, and not used again as it is.
        connection.detach()
        take_time(connection)
        connection.exec_driver_sql(f"SET lock_timeout = {LOCK_TIMEOUT_MS}")
        connection.exec_driver_sql(_MAKE_ANEW)
        if connection.execute(_MAY_END_LOG).scalar_one():
            for statement in _END_LOG:
                connection.exec_driver_sql(statement)
        # Tables that are somebody else's are passed over with no more than a warning.
        return not _since_then(connection).is_due


def is_history_left(connection: Connection) -> bool:
    """Tell whether the files of tables hold what closed waves held before.

    SQLite's never do, only its log of writes may.
    """
    on_sqlite = connection.dialect.name == "sqlite"
    return not on_sqlite and bool(_since_then(connection).is_due)


def log_ends_with_wave(connection: Connection) -> bool:
    """Tell whether the log of writes keeps nothing of a wave that has closed."""
    return connection.dialect.name == "sqlite" or all(
        connection.execute(question).scalar_one()
        for question in (_MAY_END_LOG, _LOG_IS_REMOVED)
    )


def _since_then(connection: Connection) -> Row[Any]:
    return connection.execute(_SINCE_THEN, _REMOVALS).one()
