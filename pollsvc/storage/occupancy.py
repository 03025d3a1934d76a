"""Whether another program is at work in the database."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from pollsvc.domain.errors import InstanceInUse
from pollsvc.extensions import db
from pollsvc.storage.session import available

_OTHERS = text(
    """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend'
    AND pid <> pg_backend_pid()"""
)


def require_alone() -> None:
    """Refuse where another program has the database open.

    Raises:
        InstanceInUse: Saying so.
        StoreUnavailable: The database cannot be reached.
    """
    # Our own connections, given back to the pool, would count as somebody else's.
    db.engine.dispose()
    if db.engine.dialect.name == "sqlite":
        _require_alone_on_sqlite()
        return
    with available(), db.engine.connect() as connection:
        others = connection.execute(_OTHERS).scalar_one()
    if others:
        how_many = "1 connection" if others == 1 else f"{others} connections"
        msg = (
            f"Others are at work in the database ({how_many}): stop every server and "
            "program that uses it first."
        )
        raise InstanceInUse(msg)


def _require_alone_on_sqlite() -> None:
    path = db.engine.url.database
    if not path or not Path(path).exists():
        return
    with closing(sqlite3.connect(path, isolation_level=None, timeout=1)) as probe:
        try:
            # Whoever has a database with a log of writes open keeps this from working.
            probe.execute("PRAGMA locking_mode=EXCLUSIVE")
            probe.execute("BEGIN IMMEDIATE")
            probe.execute("ROLLBACK")
        except sqlite3.OperationalError:
            msg = (
                "Another program has the database open: stop the server, and every "
                "other command, first."
            )
            raise InstanceInUse(msg) from None
