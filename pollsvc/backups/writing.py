"""Writes a backup: tables as lines of JSON in a zip, its manifest at the end."""

import hashlib
import hmac
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from pollsvc.backups.manifest import Manifest, Member
from pollsvc.domain.keys import KeyRing, derive_key, name_of, text_of

MANIFEST, SEAL, KEYS = "manifest.json", "seal.txt", "secret.key"
SUFFIX = ".jsonl"
LEVEL = 3
"""Ids are random and cannot be squeezed; working harder gains next to nothing."""

Lines = Iterable[object]
"""The names of a table's columns, then its rows, as JSON can hold them."""


class BackupWriter:
    """A backup that is being written, piece by piece, to a file or a pipe."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(
            file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL
        )
        self.tables: dict[str, Member] = {}

    def add_table(
        self, name: str, lines: Lines, progress: Callable[[int], None]
    ) -> None:
        """Write a table, and tell now and then by how many rows it has grown."""
        digest, rows = hashlib.sha256(), -1
        with self._zip.open(_entry(f"{name}{SUFFIX}"), "w", force_zip64=True) as out:
            for piece, count in _pieces(lines):
                digest.update(piece)
                out.write(piece)
                rows += count
                progress(count)
        self.tables[name] = Member(rows=rows, sha256=digest.hexdigest())

    def add_keys(self, keys: KeyRing) -> str:
        """Write the secret keys themselves; return the hash of what was written."""
        text = text_of(keys).encode()
        self._zip.writestr(_entry(KEYS), text)
        return hashlib.sha256(text).hexdigest()

    def finish(self, manifest: Manifest, keys: KeyRing) -> None:
        """Write the manifest, and seal it with the instance's current key."""
        text = manifest.model_dump_json(indent=1).encode()
        self._zip.writestr(_entry(MANIFEST), text)
        self._zip.writestr(_entry(SEAL), seal_of(text, keys.current))
        self._zip.close()


def seal_of(manifest: bytes, secret: bytes) -> str:
    """Return what only a holder of the secret can write below a manifest."""
    key = derive_key(secret, "backup")
    return f"{name_of(secret)} {hmac.new(key, manifest, hashlib.sha256).hexdigest()}\n"


def _pieces(lines: Lines, size: int = 1_000) -> Iterator[tuple[bytes, int]]:
    gathered: list[str] = []
    for line in lines:
        gathered.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
        if len(gathered) == size:
            yield _joined(gathered), size
            gathered.clear()
    if gathered:
        yield _joined(gathered), len(gathered)


def _joined(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _entry(name: str) -> zipfile.ZipInfo:
    # A made-up time: when a table was written is nobody's business.
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info
