"""What goes wrong while members answer leaves nothing of them in any log.

Answers are sent with an address, a browser's name and a text that are looked for
afterwards: while the database is locked, while the disk is full, and where a page of
ours breaks.
"""

import json
import resource
import sqlite3
import sys
import threading
from contextlib import closing, contextmanager

import psycopg
import pytest

from tests.factories import SLUG
from tests.instances import Instance, newcomer
from tests.operation.conftest import ask
from tests.servers import postgres
from tests.servers.processes import children_of

ADDRESS, AGENT, CANARY = "203.0.113.77", "CANARY-AGENT/1.0", "zzcanary"
DEFINITION = f"""\
poll: {SLUG}
title: Traces
questions:
  - code: visits
    kind: single
    text: Which one?
    options: ["{CANARY}: First", "b: Second"]
"""
BROKEN = json.dumps({CANARY: CANARY})
NEW_REVISION = "UPDATE catalogue SET revision = revision + 1"
TIMED = {"migration", "act", "start", "stop", "due", "not durable", "proxy"}
UNTIMED = {"fault", "store unavailable"}


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    """A database: its address, and the server's own log if it has one."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'instance' / 'pollsvc.sqlite'}", None
        return
    with postgres.postgres_server() as server:
        yield server.url, server.folder / "server.log"


@pytest.fixture
def instance(tmp_path, store):
    settings = {
        "POLLSVC_DATABASE_URL": store[0],
        "POLLSVC_TRUSTED_PROXIES": "1",
        "POLLSVC_ANSWER_LIMIT": "1000/minute",
    }
    instance = Instance(tmp_path / "instance", settings).prepare()
    definition = tmp_path / "poll.yaml"
    definition.write_text(DEFINITION)
    instance.publish(definition, SLUG)
    return instance


def form(running):
    """Somebody, and the form that they have filled in."""
    headers = {"X-Forwarded-For": ADDRESS, "User-Agent": AGENT}
    person = newcomer(running, headers=headers)
    page = person.open(f"/p/{SLUG}")
    return person, page.form("Submit answer", visits=CANARY)


def send(filled_in):
    person, (action, pairs) = filled_in
    try:
        return person.send(action, pairs).status
    finally:
        person.road.close()


@contextmanager
def other_connection(url):
    """A connection of somebody else's to the database."""
    if url.startswith("sqlite"):
        path = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, isolation_level=None)) as own:
            yield own
        return
    with psycopg.connect(postgres.libpq_url(url), autocommit=True) as own:
        yield own


@contextmanager
def locked(url):
    """Nobody else can write meanwhile."""
    with other_connection(url) as own:
        own.execute("BEGIN" if "postgres" in url else "BEGIN IMMEDIATE")
        if "postgres" in url:
            own.execute("LOCK TABLE response, tally IN ACCESS EXCLUSIVE MODE")
        yield
        own.execute("ROLLBACK")


def break_the_poll(url):
    """Stores a questionnaire that cannot be read, as no release of ours would."""
    with other_connection(url) as own:
        own.execute(f"UPDATE questionnaire SET document = '{BROKEN}'")  # noqa: S608
        own.execute(NEW_REVISION)


def told(log):
    """The lines of the log, less what `serve` prints for people."""
    lines = log.read_text().splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def check_nothing_is_told_of_members(running, server_log):
    texts = {running.log.name: running.log.read_text()}
    for path in running.instance.iterdir():
        if not path.name.startswith("pollsvc.sqlite"):
            texts[path.name] = path.read_text()
    if server_log:
        texts[server_log.name] = server_log.read_text()
    for name, text in texts.items():
        for canary in (ADDRESS, AGENT, CANARY, f"/p/{SLUG}"):
            assert canary not in text, f"{canary} in {name}"
    assert "Traceback" not in texts[running.log.name]
    for line in told(running.log):
        assert line["event"] in TIMED | UNTIMED, line
        assert ("at" in line) is (line["event"] in TIMED), line


def test_a_locked_database_and_a_page_that_breaks(instance, store):
    url, server_log = store
    with instance.serve() as running:
        assert send(form(running)) == 200
        waiting = form(running)
        with locked(url):
            assert send(waiting) == 503
        break_the_poll(url)
        page, _, body = ask(running.url, f"/p/{SLUG}", X_Forwarded_For=ADDRESS)
        assert page == 500
        assert CANARY.encode() not in body
        events = [line["event"] for line in told(running.log)]
        assert events.count("store unavailable") == 1
        assert "fault" in events
        check_nothing_is_told_of_members(running, server_log)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits other processes")
def test_a_disk_that_is_full(instance):
    """No file of the server's may grow beyond 64 KiB, which SQLite's log soon does."""
    with instance.serve() as running:
        forms = [form(running) for _ in range(40)]
        for worker in children_of(running.process.pid):
            resource.prlimit(worker, resource.RLIMIT_FSIZE, (65_536, 65_536))
        statuses = [send(each) for each in forms]
        assert 503 in statuses
        assert set(statuses) <= {200, 503}
        (line,) = [x for x in told(running.log) if x["event"] == "store unavailable"]
        assert line["why"].startswith("SQLITE_")
        check_nothing_is_told_of_members(running, None)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_hundred_answers_that_are_refused_are_one_line(instance, store):
    """The log does not tell how many came, nor when each did."""
    with instance.serve() as running:
        forms = [form(running) for _ in range(8)]
        heard = []
        with locked(store[0]):
            senders = [
                threading.Thread(target=lambda f=f: heard.append(send(f)))
                for f in forms
            ]
            for sender in senders:
                sender.start()
            for sender in senders:
                sender.join()
        assert heard == [503] * len(forms)
        lines = [x for x in told(running.log) if x["event"] == "store unavailable"]
        assert [line["since_last"] for line in lines] == ["none"]
