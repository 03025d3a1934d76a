"""Runs a command to its end: how long it took, until its first byte, its memory."""

import re
import selectors
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LOOK_EVERY_S = 0.02
AT_A_TIME = 1 << 20
PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


class CommandFailed(Exception):
    """A command did not succeed; the text is what it said."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a command took.

    Attributes:
        first_byte_s: When it began to print; as long as the whole where it did not.
        peak_mib: The most memory it held at once, as far as was seen.
        printed: How many bytes it printed.
    """

    seconds: float
    first_byte_s: float
    peak_mib: float
    printed: int


def run(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Runs a command, and throws away what it prints.

    Raises:
        CommandFailed: It ended with another code than 0.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        seen = _watch(process, start)
        said = process.stderr.read().decode() if process.stderr else ""
    if process.returncode:
        raise CommandFailed(f"{' '.join(command)}: {said}")
    return seen


def _watch(process: subprocess.Popen[bytes], start: float) -> Run:
    peak, printed, first = 0, 0, 0.0
    with selectors.DefaultSelector() as selector:
        if process.stdout is None:
            raise CommandFailed("its output cannot be read")
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            peak = max(peak, _peak_kib(process.pid))
            if not selector.select(LOOK_EVERY_S):
                continue
            piece = process.stdout.read1(AT_A_TIME)  # type: ignore[attr-defined]
            if not piece:
                break
            first = first or time.perf_counter() - start
            printed += len(piece)
    process.wait()
    seconds = time.perf_counter() - start
    return Run(
        seconds=seconds,
        first_byte_s=first or seconds,
        peak_mib=peak / 1024,
        printed=printed,
    )


def _peak_kib(pid: int) -> int:
    # Not what the system tells at the end: that begins with this program's own
    # memory, of which the command is born.
    try:
        text = Path("/proc", str(pid), "status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    found = PEAK.search(text)
    return int(found[1]) if found else 0
