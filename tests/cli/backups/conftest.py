"""An instance with a bit of everything, and others to restore it into."""

import os

import pytest

from tests.cli.backups.instances import Instance, fill
from tests.servers import postgres


@pytest.fixture
def instance_of(tmp_path, request, monkeypatch):
    """Runs commands in an instance by its name, over a database of a kind."""
    made = []

    def instance_of(name, kind):
        folder = tmp_path / name
        variables = {"POLLSVC_INSTANCE": str(folder), "POLLSVC_DATABASE_URL": ""}
        if kind == "postgresql":
            server = request.getfixturevalue("postgres_server")
            fresh = postgres.fresh_database(server)
            variables["POLLSVC_DATABASE_URL"] = fresh.__enter__()
            made.append(fresh)
        return Instance(folder, variables, monkeypatch)

    yield instance_of
    for fresh in made:
        fresh.__exit__(None, None, None)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request):
    return request.param


@pytest.fixture
def source(instance_of, kind):
    """An instance with a bit of everything: polls in each state, answers, staff."""
    made = instance_of("source", kind)
    made("init")
    with made.work():
        fill()
    return made


@pytest.fixture
def file(tmp_path):
    return tmp_path / "file.backup"


@pytest.fixture(autouse=True)
def as_before():
    """Commands make files for their owner only; the tests after them need not."""
    mask = os.umask(0o022)
    yield
    os.umask(mask)
