"""What goes wrong while somebody answers: refusals, faults, a store without room.

Each is made to happen to a real server, with words that must not be found anywhere
afterwards.
"""

import resource
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.anonymity.people import (
    AGENTS,
    CANARY,
    CODES,
    FAULTY,
    FORGED,
    JUNK,
    LIMIT,
    SLUG,
    SUBMIT,
)
from tests.instances import newcomer

HOLD = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "LOCK TABLE response IN EXCLUSIVE MODE",
}
FILE_BYTES = 8192
"""Beyond this a process can write no file, as on a disk that is full."""


@contextmanager
def somebody(running, network=CANARY):
    headers = {"X-Forwarded-For": f"{FORGED}, {network}", "User-Agent": AGENTS[0]}
    person = newcomer(running, headers=headers)
    try:
        yield person
    finally:
        person.road.close()


def used_up(person):
    """The status of what a network sends beyond all that it may send freely."""
    for _ in range(LIMIT + 1):
        status = person.send("/receipt", [("receipt", JUNK)]).status
        if status == 429:
            break
    return status


def refusals(running):
    """What is sent and refused: malformed, forged, from elsewhere, too much, nowhere.

    Returns:
        The statuses, the last one that of somebody who does not stop.
    """
    with somebody(running) as person:
        action, pairs = person.open(f"/p/{SLUG}").form(SUBMIT, choice=CODES[0])
        statuses = [
            person.send(action, [*pairs, ("choice", JUNK)]).status,
            person.send(action, [("_ballot", JUNK), ("choice", CODES[0])]).status,
            person.send(action, pairs, Origin=f"https://{JUNK}.example").status,
            person.send(action, b"choice=" + JUNK.encode() * 10_000).status,
            person.open(f"/p/{JUNK}").status,
            person.send("/receipt", [("receipt", JUNK)]).status,
            person.send("/staff/sign-in", [("email", JUNK), ("password", JUNK)]).status,
        ]
        return [*statuses, used_up(person)]


def fault(running, url):
    """The status of an answer whose tally is missing, which nothing expects."""
    with database(url) as connection:
        cell = {"cell": FAULTY}
        (row,) = connection.execute(
            text("SELECT * FROM tally WHERE question = 'choice' AND cell = :cell"), cell
        )
        connection.execute(
            text("DELETE FROM tally WHERE question = 'choice' AND cell = :cell"), cell
        )
        connection.commit()
        status = cast(running, FAULTY)
        connection.execute(
            text("INSERT INTO tally VALUES (:wave_id, :question, :cell, :count)"),
            row._asdict(),
        )
        connection.commit()
    return status


@contextmanager
def held(url):
    """Nothing is stored meanwhile; whoever sends an answer waits for some seconds."""
    with database(url) as connection:
        connection.execute(text(HOLD[connection.dialect.name]))
        yield


def locked(running, url, meanwhile):
    """The status of an answer while somebody else holds the database.

    What only reads goes on, such as `meanwhile`.
    """
    with held(url), ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(cast, running, CODES[1])
        meanwhile()
        return waiting.result()


def full(running):
    """The status of an answer while the server can write no more to its disk."""
    processes = family(running.process.pid)
    before = {p: resource.prlimit(p, resource.RLIMIT_FSIZE) for p in processes}
    for process, (_, hard) in before.items():
        resource.prlimit(process, resource.RLIMIT_FSIZE, (FILE_BYTES, hard))
    try:
        return cast(running, CODES[2])
    finally:
        for process, limits in before.items():
            resource.prlimit(process, resource.RLIMIT_FSIZE, limits)


def cast(running, code):
    with somebody(running) as person:
        return person.open(f"/p/{SLUG}").press(SUBMIT, choice=code).status


def family(process):
    """A process and all that descend from it."""
    found = [process]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == process:
            found += family(int(path.parent.name))
    return found


@contextmanager
def database(url):
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # The driver would begin a transaction of its own.
            connection.connection.dbapi_connection.isolation_level = None
        yield connection
        connection.rollback()
