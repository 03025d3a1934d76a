"""Clients that send or read slowly, or stop halfway: the others are answered.

At the bare server. Thousands of such connections are a proxy's to hold: see the
example for nginx in `deploy/`.
"""

import shutil
import socket
import time
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from pollsvc.cli.serving import THREADS
from pollsvc.config import Settings
from pollsvc.domain.cells import RESPONSES
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.storage import polls, tallies, waves
from pollsvc.storage.session import transaction
from pollsvc.web.downloads import AT_ONCE
from tests.conftest import created
from tests.factories import SLUG, options, question, questionnaire
from tests.faults.conftest import opened
from tests.faults.wire import (
    SMALL_WINDOW,
    connections,
    head,
    looked_at,
    place,
    requested,
    status_of,
)
from tests.instances import newcomer
from tests.publishing import close, published

POLL, LARGE = f"/p/{SLUG}", "large"
FILE = f"/d/{LARGE}.csv?values=labels"
ROWS = 30_000
ANSWERED = [200] * 5
UNENDING_FORMS = THREADS - 1
"""Each keeps one who could answer. More are for a proxy that waits in their place."""


@pytest.fixture(scope="module")
def running(tmp_path_factory, migrated_sqlite_file):
    """A server with an open poll, and a closed one whose file has 15 megabytes."""
    folder = tmp_path_factory.mktemp("slow")
    database = f"sqlite:///{shutil.copy(migrated_sqlite_file, folder / 'slow.sqlite')}"
    instance = opened(folder / "instance", database)
    with (
        created(Settings(instance=instance.folder, database_url=database)) as app,
        app.app_context(),
    ):
        publish_large()
    with instance.serve() as running:
        yield running


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


def test_many_who_never_end_their_request_hold_up_nobody(running):
    with connections(running, 60, half_a_head(running)):
        assert looked_at(running, POLL) == ANSWERED


def test_some_who_never_end_their_form_hold_up_nobody(running):
    with connections(running, UNENDING_FORMS, half_a_form(running)):
        assert looked_at(running, POLL) == ANSWERED


def test_many_who_never_read_a_page_hold_up_nobody(running):
    wanted = requested(running, POLL)
    with connections(running, 60, wanted, window=SMALL_WINDOW):
        assert looked_at(running, POLL) == ANSWERED


def test_many_who_hang_up_halfway_hold_up_nobody(running):
    for piece in (half_a_head(running), half_a_form(running), requested(running, FILE)):
        with connections(running, 40, piece):
            pass
    assert looked_at(running, POLL) == ANSWERED


@pytest.mark.long
def test_hundreds_who_never_end_their_request_hold_up_nobody(running):
    with connections(running, 400, half_a_head(running)):
        for _ in range(20):
            assert looked_at(running, POLL) == ANSWERED
            time.sleep(1)


def test_who_reads_a_large_file_slowly_holds_up_neither_answers_nor_for_ever(running):
    wanted = requested(running, FILE)
    with connections(running, AT_ONCE + 8, wanted, window=SMALL_WINDOW) as slow:
        assert looked_at(running, POLL) == ANSWERED
        heads = [connection.recv(SMALL_WINDOW).lower() for connection in slow]
        sent = [head for head in heads if head.startswith(b"http/1.1 200")]
        refused = [head for head in heads if head.startswith(b"http/1.1 503")]
        assert (len(sent), len(refused)) == (AT_ONCE, 8)
        assert all(b"retry-after: " in head for head in refused)
    deadline = time.monotonic() + 20
    while status_of(running, wanted) != 200:
        assert time.monotonic() < deadline, "the places were not given back"
        time.sleep(0.2)


def test_somebody_on_a_bad_line_answers_in_the_end(running):
    person = newcomer(running, keeps_cookies=False)
    _, pairs = person.open(POLL).form("Submit answer", visits="1")
    person.road.close()
    body = urlencode(pairs).encode()
    whole = head(running, POLL, f"Content-Length: {len(body)}") + body
    step = len(whole) // 20
    with socket.create_connection(place(running), timeout=10) as connection:
        for start in range(0, len(whole), step):
            connection.sendall(whole[start : start + step])
            time.sleep(0.05)
        assert connection.recv(4096).startswith(b"HTTP/1.1 303")
