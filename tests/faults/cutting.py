"""A line to a server that is cut when it matters: the server has done its work.

It passes everything on, but for the answers to some requests: of these nothing
arrives, or the beginning, as when a phone loses its network.
"""

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from itertools import cycle

from tests.faults.wire import place

NOTHING, BEGINNING, ALL = 0, 8, None
SECONDS = 30


@dataclass
class Line:
    """A line that is cut at some of the answers to what is posted.

    Attributes:
        url: The near end of it.
        cut: How many answers were held back.
    """

    url: str
    cut: int = 0
    _lengths: object = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def length_of_next(self):
        """How much of the next answer arrives."""
        with self._lock:
            length = next(self._lengths)
            self.cut += length is not ALL
            return length


@contextlib.contextmanager
def line_to(running, *lengths):
    """A line to a server, while the block lasts.

    Args:
        running: The server.
        *lengths: How many bytes arrive of the answer to what is posted, each in
            turn; ALL of it.
    """
    with socket.create_server(("127.0.0.1", 0), backlog=64) as near:
        address, port = near.getsockname()
        line = Line(f"http://{address}:{port}", _lengths=cycle(lengths))
        threading.Thread(target=_accept, args=(near, running, line)).start()
        yield line
        # Wakes the one who accepts.
        near.shutdown(socket.SHUT_RDWR)


def _accept(near, running, line):
    while True:
        try:
            person, _ = near.accept()
        except OSError:
            return
        threading.Thread(target=_carry, args=(person, running, line)).start()


def _carry(person, running, line):
    """Passes on one request after the other until one's answer is cut."""
    with (
        person,
        contextlib.suppress(OSError),
        socket.create_connection(place(running), timeout=SECONDS) as server,
    ):
        person.settimeout(SECONDS)
        while request := _message(person):
            server.sendall(request)
            answer = _message(server)
            is_posted = request.startswith(b"POST")
            length = line.length_of_next() if is_posted else ALL
            person.sendall(answer[:length])
            if length is not ALL:
                return


def _message(connection):
    """One request or answer, whole; nothing at the end."""
    message = b""
    while b"\r\n\r\n" not in message:
        piece = connection.recv(65536)
        if not piece:
            return message
        message += piece
    head, _, body = message.partition(b"\r\n\r\n")
    lines = (line.partition(b":") for line in head.lower().split(b"\r\n"))
    lengths = [int(value) for name, _, value in lines if name == b"content-length"]
    while len(body) < sum(lengths):
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body
