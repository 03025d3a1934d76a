"""Served instances that real answers are given to."""

from pathlib import Path

import pytest

from scripts.browser import find_chromium
from tests.instances import Instance

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium where there is one, else Playwright's own."""
    arguments = {**browser_type_launch_args, "args": ["--disable-dev-shm-usage"]}
    chromium = find_chromium()
    return {**arguments, "executable_path": chromium} if chromium else arguments


@pytest.fixture
def instance(tmp_path):
    """An instance that takes many answers from one network."""
    settings = {"POLLSVC_ANSWER_LIMIT": "100000/minute"}
    return Instance(tmp_path / "instance", settings).prepare()


@pytest.fixture
def shared_instance(tmp_path, fresh_postgres_database, redis_server):
    """The same over PostgreSQL and Redis."""
    settings = {
        "POLLSVC_ANSWER_LIMIT": "100000/minute",
        "POLLSVC_DATABASE_URL": fresh_postgres_database,
        "POLLSVC_REDIS_URL": redis_server,
    }
    return Instance(tmp_path / "instance", settings).prepare()
