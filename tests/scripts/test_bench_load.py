"""The load generator over real sockets: what it counts, and as what."""

import socket
import threading
from itertools import islice

import pytest
from benchmark.load import play
from benchmark.visits import Kind, looking
from benchmark.wire import Requests

REPLY = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


class Answering:
    """A server that answers each request with the same pieces, then maybe hangs up."""

    def __init__(self, *pieces, hangs_up=False):
        self._pieces, self._hangs_up = pieces, hangs_up
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.connections = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(
                target=self._answer, args=(connection,), daemon=True
            ).start()

    def _answer(self, connection):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection:
            while connection.recv(65536).endswith(b"\r\n\r\n"):
                for piece in self._pieces:
                    connection.sendall(piece)
                if self._hangs_up:
                    return


@pytest.fixture
def answering():
    servers = []

    def answering(*pieces, **given):
        servers.append(Answering(*pieces, **given))
        return servers[-1]

    yield answering
    for server in servers:
        server.close()


def played(server, visits, connections=2):
    looks = looking(Kind.HELLO, Requests(server.url), "/")
    some = islice(looks, visits)
    return play(server.url, some, connections=connections, seconds=20)


def test_each_visit_is_counted_once_on_connections_that_are_kept(answering):
    server = answering(REPLY)
    load = played(server, 50)
    assert (load.requests, load.in_time[Kind.HELLO]) == (50, 50)
    assert len(load.latencies[Kind.HELLO]) == 50
    assert load.unexpected == {}
    assert server.connections == 2


def test_a_reply_in_pieces_is_one_reply(answering):
    load = played(answering(REPLY[:20], REPLY[20:43], REPLY[43:]), 20)
    assert (load.requests, load.unexpected) == (20, {})


def test_another_status_is_counted_as_a_failure(answering):
    load = played(answering(REPLY.replace(b"200 OK", b"503 No")), 10)
    assert load.unexpected == {"hello: 503 instead of 200": 10}
    assert load.requests == 0


def test_a_server_that_hangs_up_without_an_answer_is_a_failure(answering):
    load = played(answering(hangs_up=True), 10)
    assert load.unexpected == {"hello: hung up": 10}
    assert load.requests == 0


def test_a_server_that_says_it_hangs_up_is_called_again(answering):
    closing = REPLY.replace(b"OK\r\n", b"OK\r\nConnection: close\r\n")
    server = answering(closing, hangs_up=True)
    load = played(server, 10, connections=1)
    assert (load.requests, load.unexpected) == (10, {})
    assert server.connections >= 10


def test_what_is_no_http_is_a_failure(answering):
    load = played(answering(b"220 mail.example.org\r\n\r\n"), 3, connections=1)
    assert load.unexpected == {"hello: no HTTP/1.1, or no Content-Length": 3}
