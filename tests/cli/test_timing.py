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


@contextmanager
def somebody_reads(app):
    """Keeps SQLite's log of writes from being emptied while the block lasts."""
    with app.app_context():
        file = db.engine.url.database
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM audit").fetchone()
        with app.app_context(), db.engine.begin() as writer:
            writer.exec_driver_sql("UPDATE catalogue SET revision = revision + 1")
        yield


def test_what_could_not_be_forgotten_is_told_once_it_has_stayed(app, told, monkeypatch):
    monkeypatch.setattr(timing, "TRIES", 2)
    with somebody_reads(app):
        line = told("forgetting")
    assert line["level"] == "warning"
    assert "pollsvc doctor" in line["do"]


def test_nothing_is_told_of_what_the_next_look_forgets(app, monkeypatch, capsys):
    """Or the log would grow whenever somebody answers at the wrong moment."""
    monkeypatch.setattr(timing, "TRIES", 2)
    timer = Timer(app)
    with app.app_context():
        for _ in range(2):
            with somebody_reads(app):
                timer._once()
            timer._once()
    assert "forgetting" not in capsys.readouterr().err
