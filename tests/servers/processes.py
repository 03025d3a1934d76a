"""What it takes to run any server: a port, a folder, patience."""

import contextlib
import importlib.util
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

START_SECONDS = 30
STOP_SECONDS = 20


class ServerNotFoundError(Exception):
    """There is no such server on this machine; the text says how to get one."""


def wait_until(
    answers: Callable[[], bool], process: subprocess.Popen[bytes], log: Path
) -> None:
    """Waits until a server answers.

    Raises:
        RuntimeError: It ended, or took too long; the text is its log.
    """
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if answers():
                return
        time.sleep(0.03)
    raise RuntimeError(f"The server did not start: {log.read_text()}")


@contextlib.contextmanager
def temporary_folder(prefix: str) -> Iterator[Path]:
    """Makes a folder while the block lasts."""
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as name:
        yield Path(name)


def free_port() -> int:
    """Finds a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def package_folder(name: str) -> Path | None:
    """Finds an installed package without importing it, which may have effects."""
    found = importlib.util.find_spec(name)
    return Path(found.origin).parent if found and found.origin else None


def succeeds(*command: str) -> bool:
    """Tells whether a command works."""
    with contextlib.suppress(FileNotFoundError):
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    return False
