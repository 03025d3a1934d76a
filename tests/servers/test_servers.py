"""The servers that other tests lean on are real, separate, and tidied up."""

from uuid import uuid4

import psycopg
import pytest
import redis

from tests.servers.postgres import fresh_database, libpq_url
from tests.servers.redis import redis_server as own_redis


def ask(url, statement):
    with psycopg.connect(libpq_url(url)) as connection:
        return connection.execute(statement).fetchone()[0]


def test_postgresql_is_of_a_version_that_we_promise(postgres_server):
    assert 15 <= int(ask(postgres_server, "SHOW server_version_num")) // 10_000 <= 18


def test_two_databases_know_nothing_of_each_other(
    postgres_server, fresh_postgres_database
):
    with psycopg.connect(libpq_url(fresh_postgres_database)) as connection:
        connection.execute("CREATE TABLE mine ()")
    with fresh_database(postgres_server) as other:
        assert ask(other, "SELECT to_regclass('mine')") is None


def test_a_fresh_database_is_gone_afterwards(postgres_server):
    with fresh_database(postgres_server) as url:
        pass
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        ask(url, "SELECT 1")


def test_redis_keeps_what_it_is_given(redis_server):
    with redis.Redis.from_url(redis_server) as client:
        key = f"pollsvc-test:{uuid4().hex}"
        client.set(key, "kept", ex=60)
        assert client.get(key) == b"kept"


def test_our_own_redis_ends_with_its_block():
    with own_redis() as url:
        pass
    with (
        redis.Redis.from_url(url) as client,
        pytest.raises(redis.exceptions.ConnectionError),
    ):
        client.ping()
