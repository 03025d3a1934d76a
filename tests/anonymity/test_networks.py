"""What is counted of networks: not to be tried without the secret, and soon gone."""

from datetime import UTC, datetime, timedelta

import pytest

from pollsvc.config import Settings
from pollsvc.web import counts, networks
from pollsvc.web.counts import MemoryCounts, Window
from pollsvc.web.redis_counts import CLOCKS_APART, SCHEME, RedisCounts
from tests.anonymity.intruder import keys_without_secret, networks_found
from tests.anonymity.leftovers import memory_of
from tests.anonymity.people import CROWDED, FORGED, LIMIT, NETWORKS
from tests.conftest import created, migrate
from tests.servers.redis import own_redis

TRIED = {*NETWORKS, CROWDED, FORGED}
IN_AN_HOUR = 3600


@pytest.mark.parametrize("state", ["open", "closed", "archived"])
def test_who_has_all_of_redis_and_no_secret_finds_no_network(traces, state):
    memory = traces.states[state].redis
    assert len(memory) > len(NETWORKS)
    assert networks_found(memory, TRIED, keys_without_secret(memory)) == set()


def test_where_the_salt_alone_were_the_key_all_would_be_found(tmp_path, monkeypatch):
    monkeypatch.setattr(
        networks.DayKeys, "key_of", lambda keys, day: keys._salts.salt_of(day)
    )
    with own_redis() as server:
        settings = Settings(instance=tmp_path / "instance", redis_url=server.url)
        migrate(settings)
        with created(settings) as app:
            for network in NETWORKS:
                sent = {"REMOTE_ADDR": network}
                app.test_client().post("/receipt", environ_base=sent)
        memory = memory_of(server.url)
    found = networks_found(memory, TRIED, keys_without_secret(memory))
    assert found == set(NETWORKS)


@pytest.mark.parametrize("state", ["open", "closed", "archived"])
def test_each_count_is_forgotten_when_the_notice_says_so(traces, state):
    left = {
        key: seconds
        for key, (_, seconds) in traces.states[state].redis.items()
        if b"/salt/" not in key
    }
    assert left
    assert all(0 < seconds <= 2 * IN_AN_HOUR for seconds in left.values())
    assert "until at most 2 hours after the network last sent" in traces.notice
    assert f"{LIMIT} answers an hour" in traces.notice


def test_redis_keeps_nothing_on_disk(traces):
    files = [n for left in traces.states.values() for n in left.files if "redis" in n]
    assert {*files} == {"redis files/server.log"}


@pytest.fixture
def shared():
    with own_redis() as server:
        yield RedisCounts(f"{SCHEME}{server.url}"), server.url


def test_processes_agree_on_the_salt_of_a_day_until_it_is_over(shared):
    counted, url = shared
    now = datetime.now(UTC)
    today = now.date().isoformat()
    salts = {counted.salts("here").salt_of(today) for _ in range(3)}
    assert len(salts) == 1
    ((_, (kept, seconds)),) = memory_of(url).items()
    assert {kept} == salts
    ends = datetime.fromisoformat(f"{today}T00:00Z") + timedelta(days=1)
    assert now + timedelta(seconds=seconds) <= ends + CLOCKS_APART + timedelta(
        seconds=1
    )


def test_the_salt_of_a_day_that_is_over_is_gone(shared):
    counted, url = shared
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    counted.salts("here").salt_of(yesterday)
    assert all(seconds <= 1 for _, seconds in memory_of(url).values())


def test_what_one_process_counts_is_forgotten_though_nobody_comes(monkeypatch):
    monkeypatch.setattr(counts, "SWEEP_S", 0.05)
    counted = MemoryCounts()
    counted.take_all([Window("mark", 5, 1)])
    assert counted.storage
    counted.timer.join(60)
    assert not counted.storage
