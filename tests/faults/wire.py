"""What somebody can send who keeps to no rule: pieces of requests, and slowly."""

import contextlib
import http.client
import socket
from urllib.parse import urlsplit

from tests.page import URLENCODED

SMALL_WINDOW = 4096


def place(running):
    parts = urlsplit(running.url)
    return parts.hostname, parts.port


def head(running, path, *lines, kind=URLENCODED):
    """The head of a form that is sent, with the given lines in it."""
    host = "{}:{}".format(*place(running))
    given = [f"POST {path} HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", *lines]
    return "\r\n".join([*given, f"Content-Type: {kind}", "", ""]).encode("utf-8")


def requested(running, path):
    """A request for a page, whole."""
    host = "{}:{}".format(*place(running))
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()


def status_of(running, *pieces, wait=10):
    """Sends pieces as they are; the status of the answer, None if there is none."""
    with socket.create_connection(place(running), timeout=wait) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
            first = connection.recv(4096).split(b"\r\n")[0]
        except (TimeoutError, ConnectionError):
            return None
    return int(first.split()[1]) if first else None


@contextlib.contextmanager
def connections(running, number, piece, *, window=None):
    """Holds connections that have sent a piece of something and wait.

    Args:
        running: The server.
        number: How many.
        piece: What each has sent.
        window: How much the server may send before it is read; None: as usual.
    """
    with contextlib.ExitStack() as stack:
        held = []
        for _ in range(number):
            connection = stack.enter_context(socket.socket())
            connection.settimeout(30)
            if window:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
            connection.connect(place(running))
            connection.sendall(piece)
            held.append(connection)
        yield held


def looked_at(running, path, *, times=5, wait=5):
    """What somebody else is answered who opens a page so many times.

    Returns:
        The statuses; None for each time that nothing came.
    """
    found = []
    for _ in range(times):
        connection = http.client.HTTPConnection(*place(running), timeout=wait)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            found.append(answer.status)
        except (OSError, http.client.HTTPException):
            found.append(None)
        finally:
            connection.close()
    return found
