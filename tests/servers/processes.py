"""What it takes to run any server: a port, a folder, patience."""

import contextlib
import importlib.util
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

START_SECONDS = 30
STOP_SECONDS = 20
ENDED = ("Z", "X")
"""States of processes that are listed and yet have ended."""

MEMORY = Path("/dev/shm")  # noqa: S108 -- only folders of a random name are made in it
ROOM_BYTES = 2 * 1024**3
"""Containers often have 64 MB there; one server takes 150 MB or so."""


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


def children_of(pid: int) -> list[int]:
    """Lists the processes that a process has started and that have not ended."""
    return [child for child, parent in parents().items() if parent == pid]


def parents() -> dict[int, int]:
    """Gives each process's parent: from /proc, or from ps where there is none."""
    if not Path("/proc/self/stat").exists():
        ps = ["/bin/ps", "-A", "-o", "pid=,ppid="]
        listed = subprocess.run(ps, capture_output=True, text=True, check=True).stdout
        return {
            int(own): int(parent) for own, parent in map(str.split, listed.splitlines())
        }
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            # The name in the middle, in parentheses, may hold anything.
            state, parent, *_ = stat.read_text().rpartition(")")[2].split()
            if state not in ENDED:
                found[int(stat.parent.name)] = int(parent)
    return found


def wait_until_gone(pids: Collection[int]) -> None:
    """Waits until processes that were told to end have ended.

    Raises:
        RuntimeError: They took too long.
    """
    deadline = time.monotonic() + STOP_SECONDS
    while set(pids) & set(parents()):
        if time.monotonic() > deadline:
            raise RuntimeError(f"These did not end: {pids}")
        time.sleep(0.03)


@contextlib.contextmanager
def temporary_folder(prefix: str) -> Iterator[Path]:
    """Makes a folder while the block lasts."""
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextlib.contextmanager
def folder_in_memory(prefix: str) -> Iterator[Path | None]:
    """Makes a folder while the block lasts, which takes no time to write to.

    Everybody may enter it: a server may have to run as somebody else.

    Yields:
        The folder; None where there is no memory to have files in, or too little.
    """
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM_BYTES:
        yield None
        return
    with tempfile.TemporaryDirectory(
        prefix=prefix, dir=MEMORY, ignore_cleanup_errors=True
    ) as name:
        Path(name).chmod(0o755)
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
