"""HTTP as bytes: what a browser sends, and a reply read as it arrives."""

import re
from typing import NamedTuple

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: *([^;\r]+)", re.IGNORECASE)
HANGS_UP = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
END_OF_HEAD = b"\r\n\r\n"

# As many headers as a browser sends: each costs the server a little.
LIKE_A_BROWSER = (
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101",
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language: en-US,en;q=0.5",
    "Accept-Encoding: gzip, deflate, br, zstd",
    "Upgrade-Insecure-Requests: 1",
    "Sec-Fetch-Dest: document",
    "Sec-Fetch-Mode: navigate",
    "Sec-Fetch-Site: same-origin",
)


class Unreadable(ValueError):
    """What came is no reply that this program can read."""


class Reply(NamedTuple):
    """A server's reply; the head is its lines as they came."""

    status: int
    head: bytes
    body: bytes

    @property
    def location(self) -> str:
        """Where a redirect leads; empty where there is none."""
        found = LOCATION.search(self.head)
        return found[1].decode() if found else ""

    @property
    def cookie(self) -> str:
        """The cookie to send back, name and value; empty where there is none."""
        found = COOKIE.search(self.head)
        return found[1].decode() if found else ""

    @property
    def hangs_up(self) -> bool:
        """Whether the server ends the connection after this reply."""
        return HANGS_UP.search(self.head) is not None


def read_reply(received: bytes) -> Reply | None:
    """Reads a reply, or returns None while it has not arrived as a whole.

    Raises:
        Unreadable: It does not say how long it is, or is longer than it said.
    """
    end = received.find(END_OF_HEAD)
    if end < 0:
        return None
    head = received[: end + 2]
    length = LENGTH.search(head)
    if not head.startswith(b"HTTP/1.1 ") or length is None:
        raise Unreadable("no HTTP/1.1, or no Content-Length")
    whole = end + len(END_OF_HEAD) + int(length[1])
    if len(received) < whole:
        return None
    if len(received) > whole:
        raise Unreadable("a longer reply than it said")
    return Reply(int(received[9:12]), head, received[end + len(END_OF_HEAD) :])


class Requests:
    """Writes the requests to one server."""

    def __init__(self, origin: str) -> None:
        """Takes the server's address, `http://host:port`."""
        host = f"Host: {origin.removeprefix('http://')}"
        self._headers = "\r\n".join(["", host, *LIKE_A_BROWSER, ""])
        self._form = (
            f"Origin: {origin}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        )

    def get(self, path: str, cookie: str = "") -> bytes:
        """Writes a request for a page."""
        kept = f"Cookie: {cookie}\r\n" if cookie else ""
        return f"GET {path} HTTP/1.1{self._headers}{kept}\r\n".encode()

    def post(self, path: str, body: bytes) -> bytes:
        """Writes a request that sends a form."""
        length = f"Content-Length: {len(body)}\r\n\r\n"
        head = f"POST {path} HTTP/1.1{self._headers}{self._form}{length}"
        return head.encode() + body
