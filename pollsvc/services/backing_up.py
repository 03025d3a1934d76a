"""Everything an instance holds, written to one file while the server goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from pollsvc import __version__
from pollsvc.backups.manifest import FORMAT, Manifest
from pollsvc.backups.writing import BackupWriter
from pollsvc.domain.keys import KeyRing
from pollsvc.storage import copying, migrating, waves
from pollsvc.storage.session import Connection, reading

Progress = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class BackupReport:
    """What was written.

    Attributes:
        open_waves: How many waves take answers, or will.
    """

    manifest: Manifest
    open_waves: int


def rows_to_write() -> int:
    """Return about how many rows a backup of this moment would hold."""
    with reading(long=True) as connection:
        return copying.count_rows(connection)


def write_backup(
    file: BinaryIO,
    *,
    keys: KeyRing,
    with_keys: bool,
    now: datetime,
    progress: Progress,
) -> BackupReport:
    """Write everything as it is at one moment; who answers meanwhile need not wait.

    Args:
        file: Where to; it need not be seekable.
        keys: The instance's secrets, the newest of which seals the backup.
        with_keys: Whether the backup holds them too.
        now: The moment, UTC; its day is kept.
        progress: Told now and then how many more rows are written.
    """
    writer = BackupWriter(file)
    with reading(long=True) as connection:
        for name in copying.tables_in_order(connection):
            writer.add_table(name, copying.lines_of(connection, name), progress)
        manifest = Manifest(
            format=FORMAT,
            program=__version__,
            revision=migrating.revision_of(connection) or "",
            made_on=now.date(),
            keys_needed=_keys_needed(connection, keys),
            unnamed_key=keys.names[-1],
            keys_sha256=writer.add_keys(keys) if with_keys else None,
            tables=writer.tables,
        )
        open_waves = len(waves.not_closed(connection))
    writer.finish(manifest, keys)
    return BackupReport(manifest=manifest, open_waves=open_waves)


def _keys_needed(connection: Connection, keys: KeyRing) -> tuple[str, ...]:
    return tuple(sorted(waves.count_by_key(connection, unnamed=keys.names[-1])))
