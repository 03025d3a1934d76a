"""The servers that pictures are taken at: one that works, and some in trouble."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from enum import Enum
from pathlib import Path

from picture_polls import stage
from served import Served, free_port, served

STORE = "pollsvc.sqlite"


class Place(Enum):
    """Where a page is looked at.

    PLAIN takes any number of answers; CROWDED one a day from each network, which the
    header of its one proxy names; WITHOUT_REDIS and BROKEN are missing what they need;
    LOCKED is PLAIN while its database takes nothing; ELSEWHERE is PLAIN by a name that
    it does not have.
    """

    PLAIN = "plain"
    CROWDED = "crowded"
    WITHOUT_REDIS = "without redis"
    BROKEN = "broken"
    LOCKED = "locked"
    ELSEWHERE = "elsewhere"


@contextmanager
def opened(home: Path, wanted: set[Place]) -> Iterator[dict[Place, Served]]:
    """Serves the places that are wanted, and the plain one, while the block lasts."""
    instance = home / "instance"
    settings: Mapping[Place, tuple[Path, dict[str, str]]] = {
        Place.CROWDED: (
            instance,
            {"POLLSVC_ANSWER_LIMIT": "1/day", "POLLSVC_TRUSTED_PROXIES": "1"},
        ),
        Place.WITHOUT_REDIS: (
            instance,
            {"POLLSVC_REDIS_URL": f"redis://127.0.0.1:{free_port()}"},
        ),
        Place.BROKEN: (home / "broken", {}),
    }
    with ExitStack() as stack:
        room = {"POLLSVC_ANSWER_LIMIT": "10000/minute"}
        plain = stack.enter_context(served(instance, room))
        stage(instance)
        places = {place: plain for place in Place if place not in settings}
        for place in wanted & set(settings):
            folder, variables = settings[place]
            places[place] = stack.enter_context(served(folder, variables))
        if Place.BROKEN in wanted:
            _break(home / "broken")
        yield places


@contextmanager
def locked(instance: Path) -> Iterator[None]:
    """Keeps an instance's database from being written to while the block lasts."""
    with closing(sqlite3.connect(instance / STORE, isolation_level=None)) as store:
        store.execute("BEGIN IMMEDIATE")
        yield
        store.execute("ROLLBACK")


def _break(instance: Path) -> None:
    """Makes what is asked unreadable, which nothing but a fault of ours does."""
    with closing(sqlite3.connect(instance / STORE, isolation_level=None)) as store:
        store.execute("UPDATE poll SET state = 'of no kind'")
