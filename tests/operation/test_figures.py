"""The figures of a server with several workers: one truth, whichever is asked."""

import json
import os
import signal
import time
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from pollsvc.domain.crowds import CROWD, WINDOW_S
from pollsvc.web.figures_folder import FOLDER, shared_figures
from tests.factories import SLUG
from tests.operation.conftest import ask, readiness
from tests.servers.processes import children_of

PATIENCE_S = 30
VISITS = 120


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where the workers of a server gather their counts."""
    folder = tmp_path / "figures"
    folder.mkdir()
    monkeypatch.setenv(FOLDER, str(folder))
    return folder


@pytest.fixture
def running(make_instance, redis_server, folder):
    assert folder.exists()
    with make_instance(redis_url=redis_server).serve() as running:
        yield running


def figures(running):
    """What is shown, as {(kind, outcome): count}."""
    status, _, body = ask(running.url, "/metrics")
    assert status == 200
    return {
        (sample.labels["kind"], sample.labels["outcome"]): int(sample.value)
        for family in text_string_to_metric_families(body.decode())
        for sample in family.samples
        if sample.name == "pollsvc_requests_total"
    }


def let_the_window_pass(folder):
    """Puts the beginning of the window back, as if the time had gone by."""
    file = folder / "shown.json"
    shown = json.loads(file.read_text())
    file.write_text(json.dumps(shown | {"since": shown["since"] - WINDOW_S}))


def visit(running, path=f"/p/{SLUG}", times=VISITS):
    for _ in range(times):
        ask(running.url, path)


def by_process(folder):
    """How many processes have counted anything of members."""
    return [
        file for file in folder.glob("counter_*.db") if has_counted(file.read_bytes())
    ]


def has_counted(content):
    # Each name is followed by its count, eight bytes, all of them 0 at first.
    start = 8
    while (length := int.from_bytes(content[start : start + 4], "little")) > 0:
        padded = length + (8 - (length + 4) % 8)
        start += 4 + padded
        if any(content[start : start + 8]):
            return True
        start += 16
    return False


def test_the_counts_of_all_workers_are_one(running, folder):
    figures(running)
    deadline = time.monotonic() + PATIENCE_S
    visits = 0
    while len(by_process(folder)) < 2 and time.monotonic() < deadline:
        visit(running)
        visits += VISITS
    assert len(by_process(folder)) == 2
    assert set(figures(running).values()) == {0}
    let_the_window_pass(folder)
    shown = [figures(running) for _ in range(20)]
    assert all(each == shown[0] for each in shown)
    # The few that were slow are kept back, and the start asked for a page itself.
    assert visits - 2 * CROWD < shown[0]["members", "done"] <= visits + 3


def test_a_worker_that_dies_takes_no_count_with_it(running, folder):
    figures(running)
    visit(running)
    let_the_window_pass(folder)
    before = figures(running)["members", "done"]
    assert before >= CROWD
    workers = children_of(running.process.pid)
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    until_others_serve(running, workers)
    assert figures(running)["members", "done"] == before
    visit(running)
    let_the_window_pass(folder)
    assert figures(running)["members", "done"] >= before + CROWD


def until_others_serve(running, workers):
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        others = set(children_of(running.process.pid)) - set(workers)
        try:
            if len(others) == len(workers) and readiness(running.url)[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)


def test_few_visits_are_not_shown_whoever_looks_and_whenever(running, folder):
    figures(running)
    for _ in range(4):
        visit(running, times=7)
        let_the_window_pass(folder)
        assert set(figures(running).values()) == {0}


def test_what_operators_ask_moves_nothing(running, folder):
    figures(running)
    for path in ("/healthz", "/readyz", "/metrics"):
        visit(running, path, times=40)
    let_the_window_pass(folder)
    assert set(figures(running).values()) == {0}


def test_a_servers_folder_is_its_own_and_gone_afterwards(monkeypatch):
    monkeypatch.delenv(FOLDER, raising=False)
    with shared_figures():
        folder = Path(os.environ[FOLDER])
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()
    assert FOLDER not in os.environ


def test_a_folder_that_the_operator_names_is_left_alone(folder):
    with shared_figures():
        assert os.environ[FOLDER] == str(folder)
    assert folder.exists()
