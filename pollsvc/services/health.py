"""Whether the database and the disk can take answers now."""

import shutil
from pathlib import Path

from pollsvc.domain.errors import StoreUnavailable
from pollsvc.domain.health import DatabaseState
from pollsvc.storage import durability, migrating
from pollsvc.storage.session import reading

LEAST_ROOM = 8 * 1024 * 1024
"""Twice what SQLite's log of writes takes before it is emptied."""


def database_state() -> DatabaseState:
    """Return what the database can be used for at this moment."""
    try:
        if not migrating.is_current():
            return DatabaseState.NOT_MIGRATED
        with reading() as connection:
            writable = durability.is_writable(connection)
    except StoreUnavailable:
        return DatabaseState.UNREACHABLE
    return DatabaseState.OK if writable else DatabaseState.READ_ONLY


def room_left(folder: Path) -> int:
    """Return how many bytes can still be written into a folder; 0 if it is gone."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
