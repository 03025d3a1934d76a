"""Files that a command writes: whole or not at all."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path


def write_whole(pieces: Iterable[str], output: Path | None) -> None:
    """Write text in UTF-8 to a file, or to standard output.

    A file appears under its name only when all of it is written, and can be read by
    its owner only.

    Args:
        pieces: The text.
        output: The file; None: standard output.
    """
    if output is None:
        stream = sys.stdout.buffer
        for piece in pieces:
            stream.write(piece.encode())
        stream.flush()
        return
    part = output.with_name(f"{output.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            for piece in pieces:
                file.write(piece.encode())
        part.replace(output)
    except OSError as error:
        # The person knows the file by its own name only.
        error.filename = str(output)
        raise
    finally:
        part.unlink(missing_ok=True)
