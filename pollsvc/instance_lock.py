"""Who works in an instance: servers together, or one command that needs it alone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pollsvc.domain.errors import InstanceInUse

SERVING = "serving.lock"
KEYS = "secret.key.lock"


@contextmanager
def held(instance: Path, name: str, *, alone: bool, why_not: str) -> Iterator[None]:
    """Hold a lock of an instance while the block lasts.

    The system lets go of it when the process ends, however it ends.

    Args:
        instance: The folder; made where it is missing.
        name: Which lock: a file that stays, and says nothing.
        alone: Whether nobody else may hold it meanwhile.
        why_not: What to say where somebody does.

    Raises:
        InstanceInUse: Somebody else holds it.
    """
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(instance / name, os.O_RDWR | os.O_CREAT, 0o600)
    kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise InstanceInUse(why_not) from None
    try:
        yield
    finally:
        os.close(handle)
