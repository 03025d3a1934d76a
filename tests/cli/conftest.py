"""The command over an instance of its own, on both databases."""

import pytest
from click.testing import CliRunner

from tests.compiled import keep_builders


@pytest.fixture(scope="session", autouse=True)
def kept_builders():
    """Each command makes an application."""
    keep_builders()


@pytest.fixture
def instance(tmp_path):
    return tmp_path / "instance"


@pytest.fixture
def bare(instance, monkeypatch):
    """Runs a command where nothing is prepared yet."""
    from pollsvc.cli import main

    monkeypatch.setenv("POLLSVC_INSTANCE", str(instance))
    for name in ("POLLSVC_DATABASE_URL", "POLLSVC_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments, stdin=None):
        return CliRunner().invoke(main, arguments, input=stdin)

    return run


@pytest.fixture
def pollsvc(bare, database_url, monkeypatch):
    """Runs a command over a prepared database."""
    monkeypatch.setenv("POLLSVC_DATABASE_URL", database_url)
    return bare
