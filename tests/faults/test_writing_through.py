"""An answer is acknowledged only after the disk has been told to keep it."""

import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from pollsvc.config import Settings
from tests.conftest import migrate
from tests.faults.conftest import opened
from tests.faults.one_form import COUNTED, filled_in
from tests.faults.planting import planted
from tests.faults.verdict import judged
from tests.servers import postgres
from tests.servers.processes import children_of

SOURCE = Path(__file__).with_name("count_syncs.c")
PEOPLE = 20
LAZY = {"synchronous_commit": "off", "wal_writer_delay": "10s"}
WRITTEN = "SELECT pg_current_wal_flush_lsn() - '0/0'"

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def program(name):
    """Where a program is that not every machine has."""
    if found := shutil.which(name):
        return found
    return pytest.skip(f"there is no {name} on this machine")


@contextmanager
def counted(instance, folder, *faults):
    """A served instance and how often it had its disk write through, by a library."""
    if sys.platform != "linux":
        pytest.skip("a library is put before others in this way on Linux only")
    library, counter = folder / "count_syncs.so", folder / "syncs"
    build = [program("cc"), "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"]
    subprocess.run(build, check=True)
    counter.touch()
    with instance.serve(
        LD_PRELOAD=str(library), POLLSVC_TEST_SYNCS=str(counter), **planted(*faults)
    ) as running:
        yield running, lambda: counter.stat().st_size


@contextmanager
def traced(instance, folder, *faults):
    """The same, by what the system is asked for."""
    strace, log = program("strace"), folder / "trace"
    with instance.serve(**planted(*faults)) as running:
        pids = [running.process.pid, *children_of(running.process.pid)]
        which = [f"--attach={pid}" for pid in pids]
        tracer = subprocess.Popen(
            [strace, "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", log, *which]
        )
        try:
            wait_until_traced(pids, tracer)
            yield running, lambda: log.read_text().count("sync(")
        finally:
            tracer.terminate()
            tracer.wait()


def wait_until_traced(pids, tracer):
    while not all(is_traced(pid) for pid in pids):
        if tracer.poll() is not None:
            pytest.skip("this machine does not let strace look at programs")
        time.sleep(0.05)


def is_traced(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return "TracerPid:\t0\n" not in status


def not_written(instance, running, syncs):
    """How many of twenty acknowledged answers were not written through before."""
    missing, forms = 0, []
    for _ in range(PEOPLE):
        forms.append(filled_in(running))
        before = syncs()
        assert forms[-1].send(running, "1").heading == COUNTED
        missing += syncs() <= before
    judged(instance, *forms).require()
    return missing


@on_sqlite
def test_sqlite_writes_each_answer_through(instance, tmp_path):
    with counted(instance, tmp_path) as (running, syncs):
        assert not_written(instance, running, syncs) == 0


@on_sqlite
@pytest.mark.long
def test_so_the_system_says(instance, tmp_path):
    with traced(instance, tmp_path) as (running, syncs):
        assert not_written(instance, running, syncs) == 0


@on_sqlite
@pytest.mark.long
@pytest.mark.parametrize("watched", [counted, traced])
def test_sqlite_told_not_to_wait_would_write_none_through(instance, tmp_path, watched):
    with watched(instance, tmp_path, "write_lazily") as (running, syncs):
        assert not_written(instance, running, syncs) == PEOPLE


@contextmanager
def lazy_postgresql(tmp_path, *faults):
    """A served instance over a PostgreSQL in no hurry, and how far it has written."""
    folder = tmp_path / "instance"
    with postgres.postgres_server(LAZY) as server:
        migrate(Settings(instance=folder, database_url=server.url))
        instance = opened(folder, server.url)
        with (
            psycopg.connect(postgres.libpq_url(server.url), autocommit=True) as beside,
            instance.serve(**planted(*faults)) as running,
        ):
            yield instance, running, lambda: beside.execute(WRITTEN).fetchone()[0]


@pytest.mark.long
def test_postgresql_writes_each_answer_whatever_its_own_settings(tmp_path):
    with lazy_postgresql(tmp_path) as (instance, running, written):
        assert not_written(instance, running, written) == 0


@pytest.mark.long
def test_postgresql_told_not_to_wait_would_have_answers_left_to_write(tmp_path):
    with lazy_postgresql(tmp_path, "write_lazily") as (instance, running, written):
        assert not_written(instance, running, written) > PEOPLE / 2
