"""What a server's processes have cost so far: CPU time and memory, out of /proc."""

import os
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
# Places in /proc/PID/stat behind the name, which may hold spaces.
PARENT = 1
TIMES = slice(11, 15)  # utime, stime, and both of the children that have ended


def cpu_seconds(root: int) -> float:
    """Sums the CPU time of a process and of all that descend from it.

    Those that have ended are in it too, once their parent has taken note.
    """
    ticks = sum(sum(map(int, _stat(pid)[TIMES])) for pid in tree(root))
    return ticks / TICKS_A_SECOND


def memory_mib(root: int, *, what: str = "Pss") -> float:
    """Sums the memory of a process and of all that descend from it, in MiB.

    Args:
        root: The process at the top.
        what: `Pss` counts a page that several share in parts, `Rss` in each.
    """
    return sum(_memory_kib(pid, what) for pid in tree(root)) / 1024


def tree(root: int) -> tuple[int, ...]:
    """Finds a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for pid in _pids():
        children.setdefault(int((_stat(pid) or ["", "0"])[PARENT]), []).append(pid)
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return tuple(found)


def _pids() -> Iterator[int]:
    return (int(path.name) for path in PROC.iterdir() if path.name.isdecimal())


def _stat(pid: int) -> list[str]:
    """Reads the fields behind the name; none where the process has ended."""
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return text.rpartition(")")[2].split()


def _memory_kib(pid: int, what: str) -> int:
    try:
        text = (PROC / str(pid) / "smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    lines = (line.split() for line in text.splitlines())
    return next((int(line[1]) for line in lines if line[0] == f"{what}:"), 0)
