"""The folder in which several processes gather their counts, while a server runs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names it; prometheus-client reads it when it is imported."""

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 -- a folder of random name, for its owner


@contextmanager
def shared_figures() -> Iterator[None]:
    """Make the folder, unless the environment names one; to be called first of all.

    In memory where the system has such a place, so that no disk keeps the counts.
    """
    if os.environ.get(FOLDER):
        yield
        return
    place = _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else None
    with TemporaryDirectory(prefix="pollsvc-figures-", dir=place) as name:
        os.environ[FOLDER] = name
        try:
            yield
        finally:
            del os.environ[FOLDER]
