"""How often, and in which words, the log says that nothing can be stored."""

import json
import logging
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy.exc import OperationalError

from pollsvc import logs
from pollsvc.domain.errors import StoreUnavailable
from pollsvc.web.outages import EVERY_S, Outages

CANARY = "ZZCANARY"


@pytest.fixture
def told(capsys):
    logs.configure(least=logging.INFO)
    capsys.readouterr()

    def told():
        return [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    return told


def refusal(cause=None):
    unavailable = StoreUnavailable("The database cannot be reached.")
    unavailable.__cause__ = cause
    return unavailable


def full():
    """What SQLite says if there is no room left."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.execute("PRAGMA max_page_count=2")
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("INSERT INTO t VALUES (zeroblob(100000))")
    return OperationalError(CANARY, {"answers": CANARY}, caught.value)


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (0, "none"),
        (1, "fewer than ten"),
        (9, "fewer than ten"),
        (10, "tens"),
        (99, "tens"),
        (100, "hundreds"),
        (999, "hundreds"),
        (1000, "thousands"),
    ],
)
def test_an_outage_is_told_once_and_then_in_round_numbers(told, refused, words):
    outages = Outages()
    outages.note(refusal(), now=0.0)
    assert [line["since_last"] for line in told()] == ["none"]
    for _ in range(refused):
        outages.note(refusal(), now=EVERY_S - 1)
    assert told() == []
    outages.note(refusal(), now=EVERY_S)
    (line,) = told()
    assert line["since_last"] == words
    assert "at" not in line


def test_the_reason_is_the_drivers_name_for_it(told):
    Outages().note(refusal(full()), now=0.0)
    (line,) = told()
    assert line["why"] == "SQLITE_FULL"
    assert CANARY not in repr(line)


def test_without_a_driver_the_reason_is_a_type(told):
    Outages().note(refusal(TimeoutError(CANARY)), now=0.0)
    (line,) = told()
    assert line["why"] == "TimeoutError"
