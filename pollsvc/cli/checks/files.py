"""The files of an instance: there, whole, and for their owner only; and the disk."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pollsvc.config import FILE_NAME as SETTINGS_FILE
from pollsvc.config import Settings, SettingsError
from pollsvc.domain.findings import Finding, ok, problem, warning
from pollsvc.instance_secret import FILE_NAME as SECRET_FILE
from pollsvc.instance_secret import load_keys

MIB = 1024 * 1024
LEAST_FREE = 64 * MIB
COMFORTABLE = 1024 * MIB
_OTHERS = 0o077


def findings(settings: Settings) -> Iterator[Finding]:
    """Yield what is found of the files that have to be there."""
    folder = settings.instance
    yield from _private(folder, "instance folder", mode="0700")
    yield from _secret(folder / SECRET_FILE)
    if (folder / SETTINGS_FILE).exists():
        yield from _private(folder / SETTINGS_FILE, SETTINGS_FILE, mode="0600")
    if file := settings.sqlite_file:
        yield from _private(file, "database file", mode="0600")
        for beside in ("-wal", "-shm"):
            path = file.with_name(file.name + beside)
            if path.exists():
                yield from _private(path, f"database {beside} file", mode="0600")
    yield from _disk(settings)


def is_prepared(settings: Settings) -> bool:
    """Return whether there is enough of an instance to open its database."""
    if not (settings.instance / SECRET_FILE).exists():
        return False
    try:
        load_keys(settings.instance)
    except SettingsError:
        return False
    return settings.sqlite_file is None or settings.sqlite_file.exists()


def _private(path: Path, about: str, *, mode: str) -> Iterator[Finding]:
    try:
        found = path.stat()
    except OSError as error:
        yield problem(about, f"{path}: {error.strerror}", "Run `pollsvc init`.")
        return
    permissions = found.st_mode & 0o777
    if permissions & _OTHERS:
        yield problem(
            about,
            f"{path} is open to others ({permissions:04o})",
            f"chmod {mode} {path}",
        )
    elif found.st_uid != os.geteuid():
        yield warning(
            about,
            f"{path} belongs to another user (uid {found.st_uid})",
            "Run this as the user that the server runs as.",
        )
    else:
        yield ok(about, f"{path}, for its owner only")


def _secret(path: Path) -> Iterator[Finding]:
    yield from _private(path, "secret key file", mode="0600")
    if not path.exists():
        return
    try:
        count = len(load_keys(path.parent).secrets)
    except SettingsError as refusal:
        yield problem("secret key", str(refusal), "Restore it from a backup.")
    else:
        yield ok("secret key", f"{count} in use, long enough")


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_folder
    if not folder.is_dir():
        return
    free = shutil.disk_usage(folder).free
    file = settings.sqlite_file
    # A backup is a second copy, and so is a table that a migration makes anew.
    needed = 2 * file.stat().st_size if file and file.exists() else 0
    found = f"{free // MIB:,} MiB free at {folder}"
    if free < LEAST_FREE:
        yield problem("disk", found, "Make room: soon no answer can be stored.")
    elif free < max(COMFORTABLE, needed):
        yield warning("disk", found, "Make room for backups and new versions.")
    else:
        yield ok("disk", found)
