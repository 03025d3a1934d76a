"""A survey of ten questions with many responses: released, recounted, exported."""

import csv
import shutil
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from served import PROGRAM

from benchmark.commands import run
from benchmark.instances import Instance
from benchmark.plans import Bench
from benchmark.polls import TEN_QUESTIONS, survey
from benchmark.reports import Fact
from benchmark.seeding import seeded
from pollsvc.services.releasing import occasion, release_if_due
from pollsvc.storage.session import transaction

CUTS = 20
SQLITE_PROGRAM = "sqlite3"
ROWS_AT_ONCE = 20_000
# How a shell of SQLite reads what is stored: the answers are JSON.
ANSWERS = ", ".join(f"answers ->> '$.q{number}'" for number in range(1, 11))
FROM_STORED = f"SELECT questionnaire_version, {ANSWERS} FROM response"  # noqa: S608
FINISHED = "SELECT * FROM finished"


def cut_releases(bench: Bench) -> None:
    """Measures how long it takes to cut a release, with few and many responses."""
    for number in (bench.plan.few, bench.plan.many):
        instance = seeded(bench, survey(), number)
        with instance.inside():
            poll, wave = instance.newest_wave(TEN_QUESTIONS)
            for _ in range(CUTS):
                start = time.perf_counter()
                with transaction() as connection:
                    now = datetime.now(UTC)
                    when = occasion(connection, wave, closed=True, now=now)
                    release_if_due(connection, poll, wave, when)
                fact = Fact(
                    key=f"release-{number}",
                    what=f"cutting a release, {number:,} stored",
                    value=(time.perf_counter() - start) * 1000,
                    unit="ms",
                )
                bench.report.measured(fact)


def recount(bench: Bench) -> None:
    """Measures `pollsvc recount` beside the csv module writing the same rows."""
    instance = seeded(bench, survey(), bench.plan.many)
    for number in range(1, bench.plan.rounds + 1):
        bench.report.say(f"recount: round {number} of {bench.plan.rounds}")
        _time(bench, instance, "csv", csv_module(instance))
        _time(bench, instance, "recount", (str(PROGRAM), "recount", TEN_QUESTIONS))
    if instance.recounted(TEN_QUESTIONS) != bench.plan.many:
        bench.report.fail("recount: it does not agree with what was stored")


def export(bench: Bench) -> None:
    """Measures `pollsvc export` beside `sqlite3 -csv` of the same rows."""
    instance = seeded(bench, survey(), bench.plan.many)
    command = (str(PROGRAM), "export", TEN_QUESTIONS, "--format", "csv")
    others = {"csv": csv_module(instance)}
    if shutil.which(SQLITE_PROGRAM):
        finished = _finished(bench, instance, command)
        stored = str(_database(instance))
        shell = (SQLITE_PROGRAM, "-csv")
        others |= {
            "sqlite3": (*shell, str(finished), FINISHED),
            "sqlite3-json": (*shell, stored, FROM_STORED),
        }
    else:
        bench.report.notes.append(
            "No sqlite3 program: the export is held against the csv module."
        )
    for number in range(1, bench.plan.rounds + 1):
        bench.report.say(f"export: round {number} of {bench.plan.rounds}")
        for key, other in others.items():
            _time(bench, instance, key, other)
        _time(bench, instance, "export", command)


def csv_module(instance: Instance) -> tuple[str, ...]:
    """Gives the command that writes an instance's responses with the csv module."""
    program = (sys.executable, "-m", "benchmark.csv_module")
    return (*program, str(_database(instance)))


_WORDS = {
    "csv": "the csv module, from the stored responses",
    "sqlite3": "sqlite3 -csv, from a table of the finished rows",
    "sqlite3-json": "sqlite3 -csv, from the stored responses",
    "recount": "pollsvc recount",
    "export": "pollsvc export --format csv",
}


def _time(bench: Bench, instance: Instance, key: str, command: Sequence[str]) -> None:
    took = run(command, instance.environment)
    what = f"{_WORDS[key]}, {bench.plan.many:,} × 10"
    figures = {
        "": (took.seconds, "s", what),
        "-memory": (took.peak_mib, "MiB", f"{what}: peak memory"),
    }
    if key == "export":
        figures["-first"] = (took.first_byte_s, "s", f"{what}: first byte")
    for part, (value, unit, words) in figures.items():
        fact = Fact(key=f"{key}{part}", what=words, value=value, unit=unit)
        bench.report.measured(fact)


def _finished(bench: Bench, instance: Instance, command: Sequence[str]) -> Path:
    """Makes a table of what the export writes, one column for each of its own."""
    path, file = bench.home / "finished.sqlite", bench.home / "exported.csv"
    if path.exists():
        return path
    run((*command, "-o", str(file)), instance.environment)
    with (
        file.open(newline="", encoding="utf-8") as lines,
        closing(sqlite3.connect(path)) as connection,
        connection,
    ):
        rows = csv.reader(lines)
        names = next(rows)
        connection.execute(f"CREATE TABLE finished ({', '.join(names)})")
        insert = f"INSERT INTO finished VALUES ({', '.join('?' * len(names))})"  # noqa: S608
        while some := list(islice(rows, ROWS_AT_ONCE)):
            connection.executemany(insert, some)
    file.unlink()
    return path


def _database(instance: Instance) -> Path:
    return instance.folder / "pollsvc.sqlite"
