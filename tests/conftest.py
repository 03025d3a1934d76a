"""Fixtures for all tests: servers, databases, the application."""

import os

import pytest

from tests.servers import postgres, redis


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="also run tests marked long")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--long"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="takes minutes: run with --long"))


@pytest.fixture(scope="session")
def postgres_server():
    """The address of a PostgreSQL: the one named in the environment, or our own."""
    if given := os.environ.get("POLLSVC_TEST_POSTGRES_URL"):
        yield given
        return
    with postgres.postgres_server() as server:
        yield server.url


@pytest.fixture(scope="session")
def redis_server():
    """The address of a Redis: the one named in the environment, or our own.

    It may be shared: never flush it. Keys hold an HMAC under the instance's secret,
    so those of two instances do not meet.
    """
    if given := os.environ.get("POLLSVC_TEST_REDIS_URL"):
        yield given
        return
    with redis.redis_server() as url:
        yield url


@pytest.fixture
def fresh_postgres_database(postgres_server):
    """The address of an empty database."""
    with postgres.fresh_database(postgres_server) as url:
        yield url
