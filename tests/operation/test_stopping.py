"""SIGTERM: answers under way are finished, and then the server ends.

Whoever was told that an answer is stored finds it stored; whoever was told nothing
may send it again; nobody is told half of it.
"""

import http.client
import signal
import socket
import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import pytest

from pollsvc.cli.serving import SECONDS_TO_STOP
from tests.faults.one_form import filled_in
from tests.operation.conftest import ask
from tests.page import URLENCODED
from tests.servers.processes import children_of

AT_ONCE = 6
"""Fewer than a worker takes at a time: the others of a crowd would wait outside."""


@pytest.fixture
def instance(make_instance):
    return make_instance()


def send(running, form):
    """Sends a form; the status, "nothing" if it was not answered, "half" if half."""
    place = urlsplit(running.url)
    headers = {"Content-Type": URLENCODED, "Origin": running.url}
    connection = http.client.HTTPConnection(place.netloc, timeout=30)
    with closing(connection):
        try:
            connection.request("POST", form.path, form.body("1"), headers)
            answer = connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            return "nothing"
        except (http.client.HTTPException, TimeoutError):
            return "half"
        try:
            answer.read()
        except (http.client.HTTPException, OSError):
            return "half"
        return answer.status


class Sender(threading.Thread):
    """Sends one form."""

    def __init__(self, running, form):
        super().__init__()
        self._running, self._form = running, form
        self.heard = None
        self.start()

    def run(self):
        self.heard = send(self._running, self._form)


@contextmanager
def writing_elsewhere(instance):
    """Holds the database, so that answers wait."""
    file = instance.folder / "pollsvc.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as own:
        own.execute("BEGIN IMMEDIATE")
        yield
        own.execute("ROLLBACK")


def stored(instance):
    """How many responses there are, once their tallies agree."""
    (line,) = instance.command("recount").splitlines()
    return int(line.split()[2])


def ends(running):
    """Waits for the server to end in its time, with all its workers; how it ended."""
    return running.process.wait(SECONDS_TO_STOP + 10)


def test_answers_under_way_are_stored_and_told(instance):
    with instance.serve() as running:
        workers = children_of(running.process.pid)
        forms = [filled_in(running) for _ in range(AT_ONCE)]
        with writing_elsewhere(instance):
            senders = [Sender(running, form) for form in forms]
            time.sleep(1)
            running.process.send_signal(signal.SIGTERM)
            time.sleep(1)
            assert running.process.poll() is None
        for sender in senders:
            sender.join()
        assert [sender.heard for sender in senders] == [303] * AT_ONCE
        assert ends(running) == 0
        assert children_of(running.process.pid) == []
        assert workers
        assert "Traceback" not in running.log.read_text()
    assert stored(instance) == AT_ONCE


def test_nobody_new_is_let_in_meanwhile(instance):
    with instance.serve() as running:
        form, late = filled_in(running), filled_in(running)
        with writing_elsewhere(instance):
            first = Sender(running, form)
            time.sleep(1)
            running.process.send_signal(signal.SIGTERM)
            time.sleep(1)
            with pytest.raises((ConnectionError, http.client.HTTPException)):
                ask(running.url, "/healthz")
            second = Sender(running, late)
            second.join()
        first.join()
        assert (first.heard, second.heard) == (303, "nothing")
        assert ends(running) == 0
    assert stored(instance) == 1


def test_who_keeps_a_connection_open_and_says_nothing_delays_nobody(instance):
    with instance.serve() as running:
        place = urlsplit(running.url)
        with closing(socket.create_connection((place.hostname, place.port))) as idle:
            idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert idle.recv(100).startswith(b"HTTP/1.1 200")
            running.process.send_signal(signal.SIGTERM)
            assert ends(running) == 0


def test_a_server_that_ends_under_load_has_stored_what_it_has_told(instance):
    """Twelve people answer again and again; some of them are still waiting."""
    with instance.serve() as running:
        told, going_on = Counter(), threading.Event()
        going_on.set()

        def answers():
            while going_on.is_set():
                try:
                    form = filled_in(running)
                except (OSError, http.client.HTTPException):
                    return
                told[send(running, form)] += 1

        people = [threading.Thread(target=answers) for _ in range(12)]
        for person in people:
            person.start()
        while told[303] < 40 and running.process.poll() is None:
            time.sleep(0.05)
        running.process.send_signal(signal.SIGTERM)
        assert ends(running) == 0
        going_on.clear()
        for person in people:
            person.join()
    kept = stored(instance)
    print(f"told {dict(told)}, stored {kept}")  # noqa: T201 -- for who reads the log
    assert told[303] >= 40
    assert told["half"] == 0
    assert told[303] <= kept <= told[303] + told["nothing"]
