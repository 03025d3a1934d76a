"""What people keep to finish later: stored, found by its link, and removed."""

from datetime import date

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from pollsvc.storage.prepared import Prepared
from pollsvc.storage.session import glance
from pollsvc.storage.tables import BookmarkRow

_TABLE = BookmarkRow.__table__
_KEY = ("wave_id", "id")
_FIND = Prepared(
    "SELECT sealed, remove_on FROM bookmark WHERE wave_id = :wave AND id = :id"
)
_ON_SQLITE, _ON_POSTGRESQL = sqlite.insert(_TABLE), postgresql.insert(_TABLE)
_PUTS = {
    "sqlite": _ON_SQLITE.on_conflict_do_update(
        index_elements=_KEY,
        set_={name: _ON_SQLITE.excluded[name] for name in ("sealed", "remove_on")},
    ),
    "postgresql": _ON_POSTGRESQL.on_conflict_do_update(
        index_elements=_KEY,
        set_={name: _ON_POSTGRESQL.excluded[name] for name in ("sealed", "remove_on")},
    ),
}


def put(
    connection: Connection,
    *,
    wave_id: str,
    bookmark_id: bytes,
    sealed: bytes,
    remove_on: date,
) -> None:
    """Store what is kept under an id, in place of what was."""
    connection.execute(
        _PUTS[connection.dialect.name],
        {
            "wave_id": wave_id,
            "id": bookmark_id,
            "sealed": sealed,
            "remove_on": remove_on,
        },
    )


def find_now(wave_id: str, bookmark_id: bytes, *, today: date) -> bytes | None:
    """Return what is kept under an id, unless its last day has passed.

    Raises:
        StoreUnavailable: The database cannot be reached.
    """
    found = glance(_FIND, wave=wave_id, id=bookmark_id)
    # SQLite gives a day as text, PostgreSQL as a date.
    if found is None or str(found[1]) <= today.isoformat():
        return None
    return bytes(found[0])


def is_kept(wave_id: str, bookmark_id: bytes) -> bool:
    """Return whether anything is kept under an id."""
    return glance(_FIND, wave=wave_id, id=bookmark_id) is not None


def bytes_kept(connection: Connection) -> int:
    """Return how many bytes are kept for everybody, of all polls."""
    total = func.coalesce(func.sum(func.length(_TABLE.c.sealed)), 0)
    return int(connection.execute(select(total)).scalar_one())


def remove(connection: Connection, wave_id: str, bookmark_id: bytes) -> None:
    """Delete what is kept under an id."""
    connection.execute(
        delete(BookmarkRow).where(
            BookmarkRow.wave_id == wave_id, BookmarkRow.id == bookmark_id
        )
    )


def forget(connection: Connection, wave_id: str) -> None:
    """Delete what is kept in a wave."""
    connection.execute(delete(BookmarkRow).where(BookmarkRow.wave_id == wave_id))


def is_any_due(connection: Connection, *, today: date) -> bool:
    """Return whether anything is kept whose last day has come."""
    due = select(BookmarkRow.wave_id).where(BookmarkRow.remove_on <= today).limit(1)
    return connection.execute(due).first() is not None


def remove_due(connection: Connection, *, today: date) -> int:
    """Delete what is kept whose last day has come; return how many were."""
    done = connection.execute(delete(BookmarkRow).where(BookmarkRow.remove_on <= today))
    return done.rowcount
