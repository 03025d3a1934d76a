"""The databases that an instance is measured on, started for it alone."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from redis import Redis

from benchmark.serve_factory import workers
from tests.servers.postgres import DURABLE, fresh_database, postgres_server
from tests.servers.redis import redis_server

SQLITE = "SQLite"
SQLITE_REDIS = "SQLite + Redis"
POSTGRESQL = "PostgreSQL + Redis"


@dataclass(frozen=True, kw_only=True)
class Setup:
    """Databases that are running.

    Attributes:
        variables: The settings that name them, as POLLSVC_* variables.
        beside: Their processes, by name.
    """

    name: str
    variables: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, int] = field(default_factory=dict)

    @property
    def workers(self) -> int:
        """How many workers `pollsvc serve` runs here."""
        return workers(shared_limits="POLLSVC_REDIS_URL" in self.variables)


@contextlib.contextmanager
def _sqlite() -> Iterator[Setup]:
    yield Setup(name=SQLITE)


@contextlib.contextmanager
def _sqlite_redis() -> Iterator[Setup]:
    with redis_server() as url:
        yield Setup(
            name=SQLITE_REDIS,
            variables={"POLLSVC_REDIS_URL": url},
            beside={"Redis": _redis_pid(url)},
        )


@contextlib.contextmanager
def _postgresql() -> Iterator[Setup]:
    with (
        redis_server() as redis_url,
        postgres_server(DURABLE) as server,
        fresh_database(server.url) as database_url,
    ):
        pid = server.process.pid if server.process else 0
        yield Setup(
            name=POSTGRESQL,
            variables={
                "POLLSVC_REDIS_URL": redis_url,
                "POLLSVC_DATABASE_URL": database_url,
            },
            beside={"PostgreSQL": pid, "Redis": _redis_pid(redis_url)},
        )


SETUPS: Mapping[str, Callable[[], AbstractContextManager[Setup]]] = {
    SQLITE: _sqlite,
    SQLITE_REDIS: _sqlite_redis,
    POSTGRESQL: _postgresql,
}


def _redis_pid(url: str) -> int:
    with Redis.from_url(url) as client:
        return int(client.info("server")["process_id"])
