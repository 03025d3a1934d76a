"""Fixtures for all tests: servers, databases, the application.

The application is imported where it is made: tests of the domain do not wait for it.
"""

import os
import shutil
from contextlib import contextmanager

import pytest

from pollsvc.config import Settings
from tests.servers import postgres, redis
from tests.servers.processes import folder_in_memory


@contextmanager
def created(settings):
    """An application, its database connections closed at the end."""
    from pollsvc.app import create_app
    from pollsvc.extensions import db
    from pollsvc.installation import machine_clock
    from tests.compiled import COMPILED, keep_builders

    keep_builders()
    # Tests set the clock; what the database says would undo it.
    application = create_app(settings, clock=machine_clock)
    application.jinja_env.bytecode_cache = COMPILED
    try:
        yield application
    finally:
        with application.app_context():
            db.engine.dispose()


def migrate(settings):
    from pollsvc.services import installing

    with created(settings) as application, application.app_context():
        installing.bring_up_to_date()


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
    # Every test has a database of its own: hundreds of files to make and to remove.
    with (
        folder_in_memory("pollsvc-postgres-") as memory,
        postgres.postgres_server(disk=memory) as server,
    ):
        yield server.url


@pytest.fixture(scope="session")
def redis_server():
    """The address of a Redis: the one named in the environment, or our own.

    It may be somebody else's too: never flush it.
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


@pytest.fixture(scope="session")
def migrated_postgres_database(postgres_server, tmp_path_factory):
    """The address of a database with our tables: one to copy, not to connect to."""
    with postgres.fresh_database(postgres_server) as url:
        instance = tmp_path_factory.mktemp("migrated")
        migrate(Settings(instance=instance, database_url=url))
        yield url


@pytest.fixture(scope="session")
def migrated_sqlite_file(tmp_path_factory):
    """A database with our tables: one to copy, not to open."""
    path = tmp_path_factory.mktemp("migrated") / "pollsvc.sqlite"
    migrate(Settings(instance=path.parent))
    return path


@contextmanager
def copy_of(database, folder):
    """The address of a copy of a database to which nobody is connected.

    Args:
        database: Its address.
        folder: Where to put the copy of a file.
    """
    if database.startswith("sqlite"):
        path = database.removeprefix("sqlite:///")
        yield f"sqlite:///{shutil.copy(path, folder / 'pollsvc.sqlite')}"
        return
    server, _, name = database.rpartition("/")
    with postgres.fresh_database(
        f"{server}/postgres", name, strategy="FILE_COPY"
    ) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """The address of a database with our tables and nothing in them."""
    if request.param == "sqlite":
        template = f"sqlite:///{request.getfixturevalue('migrated_sqlite_file')}"
    else:
        template = request.getfixturevalue("migrated_postgres_database")
    with copy_of(template, tmp_path) as url:
        yield url


@pytest.fixture
def settings(tmp_path, database_url):
    return Settings(instance=tmp_path / "instance", database_url=database_url)


@pytest.fixture
def app(settings):
    """The application over an empty database; each database once."""
    with created(settings) as application:
        yield application


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def verifications(monkeypatch):
    """Every password compared with a hash since the test began."""
    from argon2 import PasswordHasher

    compared, verify = [], PasswordHasher.verify

    def counted(hasher, password_hash, password):
        compared.append(password)
        return verify(hasher, password_hash, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    return compared


@pytest.fixture
def quick_passwords(monkeypatch):
    """Passwords cost next to nothing to hash and to try.

    What they cost members of staff, and whoever guesses, is in services/test_hashing.
    """
    from pollsvc.services import accounts
    from tests.staff import QUICK

    monkeypatch.setattr(accounts, "_HASHER", QUICK)
    accounts._decoy.cache_clear()
    yield
    accounts._decoy.cache_clear()
