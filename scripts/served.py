"""Serves an example instance of pollsvc, for pictures and for tests in a browser."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60
STOP_SECONDS = 20
PROGRAM = Path(sys.executable).with_name("pollsvc")
SIGN_IN = re.compile(r"^Staff sign-in: (\S+)$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running pollsvc.

    Attributes:
        url: Its address, without a slash at the end.
        instance: Its instance folder.
        log: What it prints.
        process: The server's main process.
    """

    url: str
    instance: Path
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def sign_in_link(self) -> str:
        """The one-time link for the first staff member.

        Raises:
            LookupError: None was printed, since somebody has signed in before.
        """
        if found := SIGN_IN.search(self.log.read_text()):
            return found[1]
        raise LookupError("pollsvc printed no sign-in link")


@contextlib.contextmanager
def served(
    instance: Path,
    variables: Mapping[str, str] | None = None,
    command: Sequence[str] = (str(PROGRAM), "serve"),
    *,
    port: int | None = None,
) -> Iterator[Served]:
    """Runs `pollsvc serve` while the block lasts.

    Args:
        instance: The instance folder; need not exist.
        variables: Settings, as POLLSVC_* variables.
        command: What to run instead; it must know `--port`.
        port: Where; None: at any port that is free.
    """
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    own = {"POLLSVC_INSTANCE": str(instance), "POLLSVC_PUBLIC_URL": url}
    # By its port: several servers may share an instance.
    log = instance.with_name(f"{instance.name}-{port}.log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--port", str(port)],
            env=outer_environment() | own | dict(variables or {}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        running = Served(url=url, instance=instance, log=log, process=process)
        wait_until_it_answers(running)
        yield running
    finally:
        stop(process)


def outer_environment() -> dict[str, str]:
    """Gives the environment less the settings of whoever runs this."""
    settings = (name for name in os.environ if name.startswith("POLLSVC_"))
    return {name: os.environ[name] for name in set(os.environ) - set(settings)}


def wait_until_it_answers(running: Served) -> None:
    """Waits for the first page.

    Raises:
        RuntimeError: It ended, or took too long; the text is what it printed.
    """
    deadline = time.monotonic() + START_SECONDS
    while running.process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{running.url}/", timeout=5).close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"pollsvc did not start:\n{running.log.read_text()}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a server and its workers."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        # Its session is its own, so this ends its workers and nobody else.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    """Finds a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
