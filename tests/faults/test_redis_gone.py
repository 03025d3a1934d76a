"""Redis is gone, hangs, or has forgotten: answers go on, limits too, staff wait."""

import time

import pytest
import redis

from pollsvc.config import Settings
from tests.conftest import created
from tests.factories import SLUG
from tests.faults.conftest import opened
from tests.faults.crowd import Crowd
from tests.faults.planting import planted
from tests.faults.verdict import judged
from tests.instances import newcomer
from tests.servers.redis import own_redis
from tests.staff import ADDRESS, Member, sign_in, signed_in

LIMIT, WORKERS = 10, 2
TRIES, BETWEEN_TRIES_S = 4, 2
"""As many as are allowed, over longer than the server lets Redis be."""

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def counting():
    """A Redis that things can happen to."""
    with own_redis() as server:
        yield server


@pytest.fixture
def instance(tmp_path, database_url, counting):
    return opened(tmp_path / "instance", database_url, POLLSVC_REDIS_URL=counting.url)


def stop(counting, crowd):
    counting.stop()
    crowd.wait_for_more(50)
    counting.start()


def hang(counting, crowd):
    counting.freeze()
    crowd.wait_for_more(50)
    counting.thaw()


def forget(counting, crowd):
    with redis.Redis.from_url(counting.url) as client:
        client.flushall()
    crowd.wait_for_more(50)


FAULTS = (stop, hang, forget)


def answered_meanwhile(instance, counting, times):
    """The verdict after everything happened to Redis so many times."""
    with instance.serve() as running, Crowd(url=running.url) as crowd:
        for befall in FAULTS * times:
            crowd.wait_for_more(50)
            befall(counting, crowd)
        crowd.wait_for_more(50)
        crowd.leave()
    return judged(instance, crowd)


def test_answers_go_on_while_redis_is_gone_hangs_or_has_forgotten(instance, counting):
    answered_meanwhile(instance, counting, 1).require()


@pytest.mark.long
def test_answers_go_on_however_often_that_happens(instance, counting):
    answered_meanwhile(instance, counting, 8).require()


@pytest.mark.long
def test_counted_nowhere_else_answers_would_fail(instance, counting):
    with (
        instance.serve(**planted("count_nowhere_else")) as running,
        Crowd(url=running.url) as crowd,
    ):
        crowd.wait_for_more(20)
        counting.stop()
        crowd.wait_for_status(500)
        counting.start()
        crowd.wait_for_more(20)
        crowd.leave()
    assert "failed with 500" in "".join(judged(instance, crowd).problems)


def test_each_worker_counts_the_same_limit_for_itself(tmp_path, database_url, counting):
    instance = opened(
        tmp_path / "instance",
        database_url,
        POLLSVC_REDIS_URL=counting.url,
        POLLSVC_ANSWER_LIMIT=f"{LIMIT}/hour",
    )
    counting.stop()
    with instance.serve() as running:
        statuses = [answer(running) for _ in range(LIMIT * WORKERS * 2)]
    assert set(statuses) == {200, 429}
    assert LIMIT <= statuses.count(200) <= LIMIT * WORKERS


def answer(running):
    person = newcomer(running)
    page = person.open(f"/p/{SLUG}").press("Submit answer", visits="1")
    person.road.close()
    return page.status


@pytest.fixture
def member(tmp_path, database_url, counting):
    """Somebody with a password, and a browser that is not signed in."""
    settings = Settings(
        instance=tmp_path / "instance",
        database_url=database_url,
        redis_url=counting.url,
    )
    with created(settings) as app:
        signed_in(app)
        yield Member(app.test_client())


@pytest.mark.parametrize("fault", ["stop", "freeze"])
def test_nobody_signs_in_while_tries_cannot_be_counted_together(
    member, counting, verifications, fault
):
    getattr(counting, fault)()
    sign_in(member)
    assert member.status == 503
    assert int(member.headers["Retry-After"]) > 0
    assert "Signing in is not possible" in member.text
    assert ADDRESS in member.html
    assert verifications == []
    if fault == "stop":
        counting.start()
    counting.thaw()
    for _ in range(TRIES):
        time.sleep(BETWEEN_TRIES_S)
        if sign_in(member).status != 503:
            break
    assert member.path == "/staff/"


def test_who_is_signed_in_goes_on_working(member, counting):
    sign_in(member)
    counting.stop()
    assert member.open("/staff/").status == 200
