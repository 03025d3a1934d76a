"""Clients that send or read slowly, or stop halfway: the others are answered.

At the bare server. Thousands of such connections are a proxy's to hold: see the
example for nginx in `deploy/`.
"""

import shutil
import socket
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from pollsvc.cli.serving import THREADS
from pollsvc.domain.cells import RESPONSES
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.storage import polls, tallies, waves
from pollsvc.storage.session import transaction
from pollsvc.web.downloads import AT_ONCE
from tests.factories import SLUG, options, question, questionnaire
from tests.faults.conftest import looking_at, opened
from tests.faults.one_form import COUNTED, OneForm, filled_in
from tests.faults.planting import planted
from tests.faults.verdict import judged
from tests.faults.wire import (
    SMALL_WINDOW,
    connections,
    head,
    looked_at,
    place,
    requested,
    status_of,
)
from tests.instances import Instance
from tests.publishing import close, published

POLL, LARGE = f"/p/{SLUG}", "large"
FILE = f"/d/{LARGE}.csv?values=labels"
ROWS = 30_000
ANSWERED = [200] * 5
UNENDING_FORMS = THREADS - 1
"""Each keeps one who could answer. More are for a proxy that waits in their place."""


@dataclass
class Served:
    """A server, and the forms of all who answered there."""

    instance: Instance
    running: object
    forms: list[OneForm] = field(default_factory=list)

    def holds_up_nobody(self):
        """Others look at the poll five times, and one of them answers."""
        assert looked_at(self.running, POLL) == ANSWERED
        self.forms.append(filled_in(self.running))
        assert self.forms[-1].send(self.running, "1").heading == COUNTED
        self.judge()

    def judge(self):
        judged(self.instance, *self.forms).require()


@contextmanager
def serving(folder, migrated_sqlite_file, *faults):
    """A server with an open poll, and a closed one whose file has 15 megabytes."""
    database = f"sqlite:///{shutil.copy(migrated_sqlite_file, folder / 'slow.sqlite')}"
    instance = opened(folder / "instance", database)
    with looking_at(instance) as app, app.app_context():
        publish_large()
    with instance.serve(**planted(*faults)) as running:
        yield Served(instance, running)


@pytest.fixture(scope="module")
def served(tmp_path_factory, migrated_sqlite_file):
    with serving(tmp_path_factory.mktemp("slow"), migrated_sqlite_file) as served:
        yield served


@pytest.fixture
def running(served):
    return served.running


def publish_large():
    """Publishes results of many: what is sent is made of the counts alone."""
    now = datetime.now(UTC)
    published(
        now=now,
        slug=LARGE,
        questionnaire=questionnaire(question(options=options("long " * 99, "short"))),
        results=Visibility.ALWAYS,
        release=ReleasePolicy.LIVE,
    )
    with transaction() as connection:
        poll = polls.with_slug(connection, LARGE)
        (wave,) = waves.of_poll(connection, poll.id)
        counted = dict.fromkeys([RESPONSES, ("visits", "0")], ROWS)
        tallies.move(connection, wave.id, counted)
    close(slug=LARGE, now=now)


def half_a_head(running):
    return requested(running, POLL)[:-2] + b"X-Slow: "


def half_a_form(running):
    return head(running, POLL, "Content-Length: 500") + b"visits=1"


def test_many_who_never_end_their_request_hold_up_nobody(served, running):
    with connections(running, 60, half_a_head(running)):
        served.holds_up_nobody()


def test_some_who_never_end_their_form_hold_up_nobody(served, running):
    with connections(running, UNENDING_FORMS, half_a_form(running)):
        served.holds_up_nobody()


def test_many_who_never_read_a_page_hold_up_nobody(served, running):
    wanted = requested(running, POLL)
    with connections(running, 60, wanted, window=SMALL_WINDOW):
        served.holds_up_nobody()


def test_many_who_hang_up_halfway_hold_up_nobody(served, running):
    for piece in (half_a_head(running), half_a_form(running), requested(running, FILE)):
        with connections(running, 40, piece):
            pass
    served.holds_up_nobody()


@pytest.mark.long
def test_hundreds_who_never_end_their_request_hold_up_nobody(served, running):
    with connections(running, 400, half_a_head(running)):
        for _ in range(20):
            served.holds_up_nobody()
            time.sleep(1)


def test_who_reads_a_large_file_slowly_holds_up_neither_answers_nor_for_ever(
    served, running
):
    wanted = requested(running, FILE)
    with connections(running, AT_ONCE + 8, wanted, window=SMALL_WINDOW) as slow:
        served.holds_up_nobody()
        heads = [connection.recv(SMALL_WINDOW).lower() for connection in slow]
        sent = [head for head in heads if head.startswith(b"http/1.1 200")]
        refused = [head for head in heads if head.startswith(b"http/1.1 503")]
        assert (len(sent), len(refused)) == (AT_ONCE, 8)
        assert all(b"retry-after: " in head for head in refused)
    deadline = time.monotonic() + 20
    while status_of(running, wanted) != 200:
        assert time.monotonic() < deadline, "the places were not given back"
        time.sleep(0.2)


def asks_for_a_file(running):
    return requested(running, FILE)


@pytest.mark.long
@pytest.mark.parametrize(
    ("fault", "number", "piece"),
    [
        ("answer_one_at_a_time", 1, half_a_form),
        ("send_files_to_all", THREADS + 8, asks_for_a_file),
    ],
)
def test_without_what_keeps_places_free_the_slow_would_hold_up_all(
    tmp_path, migrated_sqlite_file, fault, number, piece
):
    with serving(tmp_path, migrated_sqlite_file, fault) as served:
        served.holds_up_nobody()
        sent = piece(served.running)
        with connections(served.running, number, sent, window=SMALL_WINDOW):
            # The first may come before theirs has been read.
            assert looked_at(served.running, POLL)[-1] is None
        served.judge()


def test_somebody_on_a_bad_line_answers_in_the_end(served, running):
    form = filled_in(running)
    body = form.body("1")
    whole = head(running, POLL, f"Content-Length: {len(body)}") + body
    step = len(whole) // 20
    with socket.create_connection(place(running), timeout=10) as connection:
        for start in range(0, len(whole), step):
            connection.sendall(whole[start : start + step])
            time.sleep(0.05)
        assert connection.recv(4096).startswith(b"HTTP/1.1 303")
    form.hear_page(COUNTED, "1")
    served.forms.append(form)
    served.judge()
