"""A served poll that sixty known people answer, and what it leaves behind, in three
states: while it is open, closed, and archived.
"""

from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import redis
from sqlalchemy import create_engine, inspect, text

from pollsvc.domain.ballots import ballot_of_receipt, response_id, wave_key
from tests.instances import Instance, newcomer
from tests.servers import postgres

SLUG = "trace"
ADDRESS, AGENT = "203.0.113.77", "CANARY-AGENT/1.0"
ANSWER, JUNK = "zzcanary", "ZZJUNK"
PEOPLE = 60
DEFINITION = f"""\
poll: {SLUG}
title: Traces
questions:
  - code: choice
    kind: single
    text: Which one?
    options: ["{ANSWER}: First", "b: Second"]
"""
AS_THEY_LIE = {
    "sqlite": "SELECT id, '' FROM response",
    "postgresql": "SELECT id, xmin::text FROM response ORDER BY ctid",
}


@dataclass(frozen=True)
class Traces:
    """Everything that there is to be found of a poll at one time.

    Attributes:
        files: The instance's files, and what the server printed, by name.
        tables: The columns and rows of every table.
        lie: The ids of responses and who wrote them, as the database keeps them.
        redis: Every key and value of the Redis that counts for us.
    """

    files: dict[str, bytes]
    tables: dict[str, tuple[tuple[str, ...], list[tuple]]]
    lie: list[tuple[bytes, str]]
    redis: list[bytes]


@dataclass(frozen=True)
class Cast:
    """Known answers and their traces.

    Attributes:
        receipts: The receipts of all who answered, in the order in which they did.
        ids: Under which ids their responses are stored, in the same order.
    """

    receipts: list[str]
    ids: list[bytes]
    secret: bytes
    kind: str
    open: Traces
    closed: Traces
    archived: Traces


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def cast(request, tmp_path_factory, redis_server):
    folder = tmp_path_factory.mktemp("traces")
    (folder / "trace.yaml").write_text(DEFINITION)
    with database(request, folder) as url:
        settings = {
            "POLLSVC_DATABASE_URL": url,
            "POLLSVC_REDIS_URL": redis_server,
            "POLLSVC_ANSWER_LIMIT": "70/minute",
            "POLLSVC_TRUSTED_PROXIES": "1",
        }
        instance = Instance(folder / "instance", settings).prepare()
        instance.publish(folder / "trace.yaml", SLUG)
        with instance.serve() as running:
            receipts = answers(running)
            refusals(running)
            found = {"open": traces(instance, running)}
            ids = ids_of(receipts, found["open"], instance.secret)
            instance.command("poll", "close", SLUG)
            found["closed"] = traces(instance, running)
            instance.command("poll", "archive", SLUG)
            found["archived"] = traces(instance, running)
    return Cast(receipts, ids, instance.secret, request.param, **found)


@contextmanager
def database(request, folder):
    if request.param == "sqlite":
        yield f"sqlite:///{folder / 'instance' / 'pollsvc.sqlite'}"
        return
    server = request.getfixturevalue("postgres_server")
    with postgres.fresh_database(server) as url:
        yield url


def somebody(running):
    headers = {"X-Forwarded-For": ADDRESS, "User-Agent": AGENT}
    return newcomer(running, headers=headers)


def answers(running):
    """Sixty people answer; their receipts."""
    receipts = []
    for number in range(PEOPLE):
        person = somebody(running)
        code = ANSWER if number % 2 else "b"
        page = person.open(f"/p/{SLUG}").press("Submit answer", choice=code)
        receipts.append(page.receipt)
        person.road.close()
    return receipts


def refusals(running):
    """Sends what is refused: malformed, forged, from elsewhere, too much, nowhere."""
    person = somebody(running)
    action, pairs = person.open(f"/p/{SLUG}").form("Submit answer", choice=ANSWER)
    statuses = [
        person.send(action, [*pairs, ("choice", JUNK)]).status,
        person.send(action, [("_ballot", JUNK), ("choice", ANSWER)]).status,
        person.send(action, pairs, Origin="https://evil.example").status,
        person.send(action, b"choice=" + b"a" * 100_000).status,
        person.open(f"/p/{JUNK.lower()}").status,
        person.send("/receipt", [("receipt", JUNK)]).status,
    ]
    assert statuses == [422, 400, 403, 413, 404, 422]
    for _ in range(12):
        last = person.send("/receipt", [("receipt", JUNK)])
    assert last.status == 429
    person.road.close()


def traces(instance, running):
    files = {p.name: p.read_bytes() for p in instance.folder.iterdir()}
    engine = create_engine(instance.variables["POLLSVC_DATABASE_URL"])
    tables = {}
    with engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            found = connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
            tables[table] = tuple(found.keys()), [tuple(row) for row in found]
        statement = text(AS_THEY_LIE[engine.dialect.name])
        lie = [(bytes(each), by) for each, by in connection.execute(statement)]
    engine.dispose()
    with redis.Redis.from_url(instance.variables["POLLSVC_REDIS_URL"]) as client:
        keys = list(client.scan_iter("*pollsvc*"))
        contents = keys + [client.get(key) or b"" for key in keys]
    return Traces(
        files=files | {"log": running.log.read_bytes()},
        tables=tables,
        lie=lie,
        redis=contents,
    )


def ids_of(receipts, found, secret):
    columns, ((*wave,),) = found.tables["wave"]
    stored = dict(zip(columns, wave, strict=True))
    key = wave_key(secret, stored["id"], bytes(stored["salt"]))
    return [response_id(key, ballot_of_receipt(receipt)) for receipt in receipts]
