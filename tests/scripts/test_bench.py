"""`scripts/bench` as a person runs it, in its smallest form, on a real served instance.

Nothing here is about how fast anything is.
"""

import json
import subprocess

import pytest

from tests.policy.files import ROOT

TINY = ("--quick", "--seconds", "0.2", "--connections", "2")


@pytest.fixture(scope="module")
def found():
    """What the pages of an instance on SQLite show."""
    command = [ROOT / "scripts" / "bench", "--json", "--only", "sqlite", *TINY]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_hello_stands_beside_every_page(found):
    assert {row["what"] for row in found["rows"]} >= {
        *("hello", "poll page", "answer", "results after an answer"),
        *("results page", "results as JSON", "whole visit"),
    }


def test_every_row_counted_something(found):
    for row in found["rows"]:
        assert row["connections"] == 2
        assert row["median"]["p50_ms"] <= row["median"]["p99_ms"]


def test_what_was_acknowledged_is_stored_and_recounted(found):
    assert len(found["proofs"]) == 3
    for proof in found["proofs"]:
        assert proof["acknowledged"] > 0
        assert proof["stored"] == proof["acknowledged"] <= proof["sent"]
        assert proof["recounted"] == proof["held"]


def test_each_target_has_a_verdict(found):
    verdicts = {target["what"]: target["verdict"] for target in found["targets"]}
    assert verdicts["poll page ÷ hello, CPU"] == "not measured"  # 8 connections
    assert found["failures"] == []


def test_a_part_that_is_not_there_is_named():
    command = [ROOT / "scripts" / "bench", "--only", "sqlite,nonsense"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "There is no part nonsense; there is: sqlite" in done.stderr
