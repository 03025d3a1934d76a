"""Bodies that lie, do not end, or are too large, at the production server."""

import gzip
import http.client
import socket
import time
from urllib.parse import urlsplit

import pytest

from tests.instances import Instance, newcomer
from tests.real_input.conftest import HERE

SLUG = "pharmacy-visits"
POLL = f"/p/{SLUG}"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bodies") / "instance"
    instance = Instance(folder, {"POLLSVC_ANSWER_LIMIT": "1000/minute"}).prepare()
    instance.publish(HERE / "pharmacy.yaml", SLUG)
    with instance.serve() as running:
        yield running


@pytest.fixture(autouse=True)
def still_answers(running):
    """Whatever was sent, the next person can answer."""
    yield
    person = newcomer(running)
    page = person.open(POLL).press("Submit answer", visits="1")
    person.road.close()
    assert page.heading == "Thank you. Your answer is counted."


def place(running):
    parts = urlsplit(running.url)
    return parts.hostname, parts.port


def status_of(running, *pieces, wait=10):
    """Sends pieces as they are; the status of the answer, None if there is none."""
    with socket.create_connection(place(running), timeout=wait) as connection:
        for piece in pieces:
            connection.sendall(piece)
        try:
            first = connection.recv(4096).split(b"\r\n")[0]
        except (TimeoutError, ConnectionResetError):
            return None
    return int(first.split()[1]) if first else None


def head(running, *lines):
    host = "{}:{}".format(*place(running))
    given = [f"POST {POLL} HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", *lines]
    kind = "Content-Type: application/x-www-form-urlencoded"
    return "\r\n".join([*given, kind, "", ""]).encode()


@pytest.mark.parametrize("path", [POLL, "/receipt", "/p/nothing", "/privacy"])
def test_who_sends_ten_megabytes_gets_to_read_that_it_is_too_much(running, path):
    connection = http.client.HTTPConnection(*place(running), timeout=20)
    connection.request("POST", path, body=b"visits=1&x=" + b"a" * 10_000_000)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    assert (answer.status, b"Too much text" in text) == (413, True)


def test_a_length_that_is_too_large_is_refused_unread(running):
    before = time.monotonic()
    assert status_of(running, head(running, "Content-Length: 10000000000")) == 413
    assert time.monotonic() - before < 5


@pytest.mark.parametrize("length", ["-1", "abc", "1e3", "0x10", ""])
def test_a_length_that_is_no_number_is_refused(running, length):
    status = status_of(running, head(running, f"Content-Length: {length}"), b"x=1")
    assert status in {400, None}


def test_two_lengths_are_refused(running):
    lines = ("Content-Length: 3", "Content-Length: 300")
    assert status_of(running, head(running, *lines), b"x=1") in {400, None}


def test_a_body_in_pieces_is_no_form_of_ours_but_no_harm(running):
    pieces = b"8\r\nvisits=1\r\n0\r\n\r\n"
    status = status_of(running, head(running, "Transfer-Encoding: chunked"), pieces)
    assert status in {400, 411, 422, None}


def test_a_body_in_pieces_without_end_is_cut_off(running):
    piece = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    start = head(running, "Transfer-Encoding: chunked")
    try:
        status = status_of(running, start, *[piece] * 300, b"0\r\n\r\n")
    except (BrokenPipeError, ConnectionResetError):
        return
    assert status in {400, 411, 413, 422, None}


def test_a_packed_body_is_not_unpacked(running):
    bomb = gzip.compress(b"visits=1&x=" + b"a" * 30_000_000)
    assert len(bomb) < 60_000
    lines = ("Content-Encoding: gzip", f"Content-Length: {len(bomb)}")
    assert status_of(running, head(running, *lines), bomb) in {400, 413, 415, 422}


def test_half_a_body_holds_up_nobody(running):
    """Eight workers' threads at most wait for it; the others go on."""
    half = head(running, "Content-Length: 500") + b"visits=1"
    with socket.create_connection(place(running), timeout=5) as connection:
        connection.sendall(half)
        person = newcomer(running)
        assert person.open(POLL).status == 200
        person.road.close()
