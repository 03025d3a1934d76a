"""Files that a command writes: whole or not at all."""

import contextlib
import os
import secrets
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import click


def write_whole(pieces: Iterable[str | bytes], output: Path | None) -> None:
    """Write bytes, or text in UTF-8, to a file or to standard output.

    A file appears under its name only when all of it is written, and can be read by
    its owner only.

    Args:
        pieces: What to write.
        output: The file; None: standard output.
    """
    if output is None:
        stream = sys.stdout.buffer
        for piece in pieces:
            stream.write(_encoded(piece))
            stream.flush()
        return
    part = output.with_name(f"{output.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            for piece in pieces:
                file.write(_encoded(piece))
        part.replace(output)
    except OSError as error:
        # The person knows the file by its own name only.
        error.filename = str(output)
        raise
    finally:
        part.unlink(missing_ok=True)


def _encoded(piece: str | bytes) -> bytes:
    return piece if isinstance(piece, bytes) else piece.encode()


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that gets its name only when all of it is on the disk.

    It is for its owner only, can be read as well, and takes no other file's place.
    """
    _require_free(path)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(handle)
        _give_name(part, path)
    except OSError as error:
        # The person knows the file by its own name only.
        error.filename = str(path)
        raise
    finally:
        part.unlink(missing_ok=True)


def _give_name(part: Path, path: Path) -> None:
    try:
        # A link, unlike a rename, fails where there is a file of this name by now.
        os.link(part, path)
    except FileExistsError:
        _require_free(path)
    except OSError:  # a disk that knows no links, such as most sticks
        _require_free(path)
        part.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _require_free(path: Path) -> None:
    if path.exists() or path.is_symlink():
        msg = f"{path} is there already; nothing is overwritten."
        raise click.ClickException(msg)
