"""Reads a backup: first whether it is whole and ours, then its tables."""

import hashlib
import hmac
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from pollsvc.backups.manifest import Manifest, Member, manifest_of
from pollsvc.backups.writing import KEYS, MANIFEST, SEAL, SUFFIX, seal_of
from pollsvc.domain.errors import BackupRefused
from pollsvc.domain.keys import KeyRing, ring_of

SHORT = 64 * 1024
"""Larger than any manifest or ring of keys."""

PIECE = 256 * 1024
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError),
    *(RuntimeError, NotImplementedError),  # a zip's ways that are not ours
)


class BackupReader:
    """A backup that can be read: its manifest is there and makes sense.

    Attributes:
        manifest: What it says of itself.
        keys: The secret keys, where it holds them.
    """

    def __init__(self, file: BinaryIO) -> None:
        """Open a backup.

        Raises:
            BackupRefused: It is no backup, or damaged where it says what it holds.
        """
        with _refusing(
            "This is not a backup of pollsvc, or only the first part of one."
        ):
            self._zip = zipfile.ZipFile(file)
            self._text = self._short(MANIFEST)
            self._seal = self._short(SEAL).decode("ascii")
        self.manifest: Manifest = manifest_of(self._text)
        self.keys = self._keys()

    def verify(self, progress: Callable[[int], None]) -> None:
        """Read everything once, and refuse it unless it is as it was written.

        Raises:
            BackupRefused: Naming the table that is damaged.
        """
        for name, member in self.manifest.tables.items():
            with _refusing(_DAMAGED.format(name)):
                found = self._look_through(name, progress)
            if found != member:
                raise BackupRefused(_DAMAGED.format(name))

    @property
    def sealed_by(self) -> str:
        """The name of the key that it says it was sealed with."""
        return self._seal.partition(" ")[0]

    def is_sealed_by(self, keys: KeyRing) -> bool | None:
        """Return whether one of the keys has sealed this very backup.

        None where none of them is the one that the seal names.
        """
        secret = keys.named(self.sealed_by)
        if secret is None:
            return None
        return hmac.compare_digest(self._seal, seal_of(self._text, secret))

    def table(self, name: str) -> Iterator[list[object]]:
        """Yield the names of a table's columns, then its rows.

        Raises:
            BackupRefused: It cannot be read.
        """
        with _refusing(_DAMAGED.format(name)), self._zip.open(name + SUFFIX) as lines:
            for line in lines:
                yield json.loads(line)

    def _look_through(self, name: str, progress: Callable[[int], None]) -> Member:
        digest, rows = hashlib.sha256(), -1
        with self._zip.open(name + SUFFIX) as entry:
            while piece := entry.read(PIECE):
                digest.update(piece)
                lines = piece.count(b"\n")
                rows += lines
                progress(lines)
        return Member(rows=rows, sha256=digest.hexdigest())

    def _keys(self) -> KeyRing | None:
        expected = self.manifest.keys_sha256
        if expected is None:
            return None
        with _refusing(_DAMAGED.format(KEYS)):
            text = self._short(KEYS)
            keys = ring_of(text.decode("ascii"))
        if hashlib.sha256(text).hexdigest() != expected:
            raise BackupRefused(_DAMAGED.format(KEYS))
        return keys

    def _short(self, name: str) -> bytes:
        with self._zip.open(name) as entry:
            text = entry.read(SHORT + 1)
        if len(text) > SHORT:
            raise BackupRefused(_DAMAGED.format(name))
        return text


_DAMAGED = "The backup is damaged: {} is not as it was written. Nothing was changed."


@contextmanager
def _refusing(sentence: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN:
        raise BackupRefused(sentence) from None
