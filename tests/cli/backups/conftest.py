"""An instance with a bit of everything, and others to restore it into."""

import os
import shutil
from contextlib import ExitStack

import pytest

from pollsvc.extensions import db
from tests.cli.backups.instances import Instance, fill
from tests.conftest import copy_of
from tests.instances import files_of_ours
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


def filled(folder, url):
    """An instance with a bit of everything: polls in each state, answers, staff.

    Nobody is connected to its database, so that it can be copied.
    """
    variables = {"POLLSVC_INSTANCE": str(folder), "POLLSVC_DATABASE_URL": url}
    with files_of_ours(None), pytest.MonkeyPatch.context() as patch:
        made = Instance(folder, variables, patch)
        made("init")
        with made.work():
            fill()
            db.engine.dispose()
    return folder, url


@pytest.fixture(scope="session")
def filled_sqlite(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("filled") / "instance", "")


@pytest.fixture(scope="session")
def filled_postgresql(tmp_path_factory, postgres_server):
    folder = tmp_path_factory.mktemp("filled") / "instance"
    with postgres.fresh_database(postgres_server) as url:
        yield filled(folder, url)


@pytest.fixture
def source(request, kind, tmp_path, monkeypatch):
    """An instance with a bit of everything, each test's own: a copy of one."""
    template, database = request.getfixturevalue(f"filled_{kind}")
    folder = shutil.copytree(template, tmp_path / "source")
    with ExitStack() as stack:
        # That of SQLite is in the folder.
        url = stack.enter_context(copy_of(database, tmp_path)) if database else ""
        variables = {"POLLSVC_INSTANCE": str(folder), "POLLSVC_DATABASE_URL": url}
        yield Instance(folder, variables, monkeypatch)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "file.backup"


@pytest.fixture(autouse=True)
def as_before():
    """Commands make files for their owner only; the tests after them need not."""
    mask = os.umask(0o022)
    yield
    os.umask(mask)
