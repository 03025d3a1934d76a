"""/healthz says that the process lives, /readyz whether answers are taken."""

import shutil
import threading
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime

import psycopg
import pytest
import redis
from sqlalchemy import event

from pollsvc.config import Settings
from pollsvc.domain.health import DatabaseState, Health, LimitsState
from pollsvc.extensions import db
from pollsvc.services.health import LEAST_ROOM
from pollsvc.web.readiness import Lookout
from tests.conftest import created
from tests.downgrading import downgrade_to
from tests.factories import SLUG
from tests.operation.conftest import ask, readiness, stopped, until
from tests.page import Browser, InProcess
from tests.publishing import published
from tests.servers import postgres
from tests.servers.processes import children_of
from tests.servers.redis import redis_server as own_redis

FINE = Health(database=DatabaseState.OK, has_room=True, limits=LimitsState.MEMORY)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def ready(client):
    """What /readyz says, in the application itself."""

    def ready():
        answer = client.get("/readyz", headers={"Host": "localhost"})
        return answer.status_code, answer.json

    return ready


def test_all_is_well(ready):
    told = {"status": "ready", "database": "ok", "disk": "ok", "limits": "memory"}
    assert ready() == (200, told)


def test_that_the_process_lives_is_told_without_the_database(app, client):
    statements = []
    with app.app_context():
        engine = db.engine

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, *_):
        statements.append(statement)

    assert client.get("/healthz").json == {"status": "alive"}
    assert statements == []
    client.get("/readyz")
    assert statements != []


def test_a_database_that_is_not_there(tmp_path):
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    with created(Settings(instance=tmp_path, database_url=nowhere)) as app:
        client = app.test_client()
        assert client.get("/healthz").status_code == 200
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json["status"] == "unready"
        assert answer.json["database"] == "unreachable"
        assert b"nobody" not in answer.data


def test_a_database_of_another_version(app, ready):
    with app.app_context():
        downgrade_to("0001")
    status, told = ready()
    assert (status, told["database"]) == (503, "not migrated")


@on_postgresql
def test_a_database_that_takes_nothing_new(app, database_url, ready):
    """As a standby does, which is asked because the first server is gone."""
    with app.app_context():
        published(now=datetime.now(UTC))
    form = Browser(InProcess(app)).open(f"/p/{SLUG}")
    name = database_url.rpartition("/")[2]
    with psycopg.connect(postgres.libpq_url(database_url), autocommit=True) as own:
        own.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with app.app_context():
        db.engine.dispose()
    status, told = ready()
    assert (status, told["database"]) == (503, "read-only")
    kept = form.press("Submit answer", visits="1")
    assert (kept.status, kept.header("Retry-After")) == (503, "10")
    assert ("visits", "1") in kept.form("Submit my answer")[1]


@on_sqlite
def test_a_disk_that_is_full(ready, monkeypatch):
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 -- as shutil has it
    left = usage(10 * LEAST_ROOM, 9 * LEAST_ROOM, LEAST_ROOM - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: left)
    status, told = ready()
    assert (status, told["status"], told["disk"]) == (503, "unready", "full")


def test_asking_again_at_once_looks_once():
    looks = []
    lookout = Lookout(lambda: looks.append(1) or FINE)
    assert [lookout.report() for _ in range(50)] == [FINE] * 50
    assert len(looks) == 1


def test_a_look_that_hangs_holds_up_nobody():
    looking, going_on, looks = threading.Event(), threading.Event(), []

    def look():
        looks.append(1)
        looking.set()
        going_on.wait()
        return FINE

    lookout = Lookout(look)
    for _ in range(20):
        assert lookout.report(patience=0.01).is_ready is False
    assert len(looks) == 1
    going_on.set()
    assert lookout.report() is FINE
    assert len(looks) == 1


def test_a_look_that_breaks_finds_nothing_well():
    lookout = Lookout(lambda: 1 / 0)
    assert lookout.report().is_ready is False


def test_redis_that_does_not_answer_is_told_and_answers_go_on(make_instance):
    with ExitStack() as stack:
        redis_url = stack.enter_context(own_redis())
        instance = make_instance(redis_url=redis_url)
        running = stack.enter_context(instance.serve())
        assert until(running.url, limits="shared") == (
            200,
            {"status": "ready", "database": "ok", "disk": "ok", "limits": "shared"},
        )
        with redis.Redis.from_url(redis_url) as client:
            client.client_pause(4_000)
        status, told = until(running.url, limits="degraded")
        assert (status, told["status"]) == (200, "degraded")
        assert until(running.url, limits="shared")[1]["status"] == "ready"
        with redis.Redis.from_url(redis_url) as client:
            client.shutdown(nosave=True)
        status, told = until(running.url, limits="degraded")
        assert (status, told["status"]) == (200, "degraded")


def test_postgresql_that_stops_comes_back_without_a_restart(make_instance):
    with postgres.postgres_server() as server:
        instance = make_instance(database_url=server.url)
        with instance.serve() as running:
            assert until(running.url, status="ready")[0] == 200
            server.stop()
            status, told = until(running.url, status="unready")
            assert (status, told["database"]) == (503, "unreachable")
            assert ask(running.url, "/healthz")[0] == 200
            server.start()
            assert until(running.url, status="ready")[0] == 200


def test_postgresql_that_hangs_is_told_by_all_and_holds_up_none(make_instance):
    with postgres.postgres_server() as server:
        instance = make_instance(database_url=server.url)
        with instance.serve() as running, ExitStack() as held:
            assert until(running.url, status="ready")[0] == 200
            for process in [server.process.pid, *children_of(server.process.pid)]:
                held.enter_context(stopped(process))
            assert until(running.url, status="unready")[0] == 503
            with ThreadPoolExecutor(20) as pool:
                asked = [pool.submit(readiness, running.url) for _ in range(20)]
                assert {told.result()[0] for told in asked} == {503}
            assert ask(running.url, "/healthz")[0] == 200
            held.close()
            assert until(running.url, status="ready")[0] == 200
