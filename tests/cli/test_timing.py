"""What the server does by itself, and what it says in its log of what it finds."""

import json
import sqlite3
import time
from contextlib import closing, contextmanager

import pytest

from pollsvc.cli import timing
from pollsvc.cli.timing import Timer
from pollsvc.extensions import db

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PATIENCE_S = 30


@pytest.fixture
def told(app, monkeypatch, capsys):
    """Runs the timer, quickly, until it has told of something."""
    monkeypatch.setattr(timing, "SECONDS", 0.05)

    @contextmanager
    def running():
        timer = Timer(app)
        timer.start()
        try:
            yield
        finally:
            timing.SECONDS = PATIENCE_S
            timer.stop()

    def told(event):
        said, deadline = "", time.monotonic() + PATIENCE_S
        with running():
            while time.monotonic() < deadline:
                said += capsys.readouterr().err
                lines = [json.loads(x) for x in said.splitlines() if x[:1] == "{"]
                if found := [line for line in lines if line["event"] == event]:
                    return found[0]
                time.sleep(0.05)
        pytest.fail(f"nothing was told of {event}: {said}")

    return told


def test_a_way_in_that_cannot_be_looked_at_is_told_too(told):
    # Nobody serves at the public address of a test.
    line = told("proxy")
    assert line["level"] == "warning"
    assert "could not be asked" in line["problem"]
    assert line["do"]


def test_what_could_not_be_forgotten_is_told_for_as_long_as_it_stays(app, told):
    with app.app_context():
        file = db.engine.url.database
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM audit").fetchone()
        with app.app_context(), db.engine.begin() as writer:
            writer.exec_driver_sql("UPDATE catalogue SET revision = revision + 1")
        line = told("forgetting")
    assert line["level"] == "warning"
    assert "pollsvc doctor" in line["do"]
