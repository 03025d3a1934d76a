"""The shipped nginx keeps from the service what is too large and who is too slow."""

import ssl
import threading
import time
from pathlib import Path

import pytest

from pollsvc.web.errors import _WORDS
from tests.deploy.proxy import NAME, ORIGIN, ThroughProxy, read
from tests.headers import expected, faults
from tests.page import URLENCODED, Browser

POLL = "/p/pharmacy-visits"
LARGEST = 64 * 1024
CROWD = 200
HEAD = (
    f"POST {POLL} HTTP/1.1\r\nHost: {NAME}\r\nOrigin: {ORIGIN}\r\n"
    f"Content-Type: {URLENCODED}\r\n"
)


def test_who_sends_ten_megabytes_reads_that_it_is_too_much(in_front):
    road = ThroughProxy(in_front)
    answer = road.send("POST", POLL, body=b"visits=1&x=" + b"a" * 10_000_000)
    road.close()
    title, explanation = _WORDS[413]
    assert answer.status == 413
    assert faults(answer.headers, expected("page", secure=True)) == {}
    assert f"<h1>{title}</h1>" in answer.body.decode()
    assert f"<p>{' '.join(explanation.split())}</p>" in answer.body.decode()


def test_the_largest_form_arrives_and_one_byte_more_does_not(in_front):
    road = ThroughProxy(in_front)
    form = {"Content-Type": URLENCODED, "Origin": ORIGIN}.items()
    start = b"visits="
    for length, status in ((LARGEST, 400), (LARGEST + 1, 413)):
        body = start + b"1" * (length - len(start))
        assert road.send("POST", POLL, headers=form, body=body).status == status
    road.close()


def test_a_body_in_pieces_without_end_is_cut_off(in_front):
    piece = b"4000\r\n" + b"a" * 0x4000 + b"\r\n"
    answer = in_front.said(
        f"{HEAD}Transfer-Encoding: chunked\r\n\r\n".encode(), *[piece] * 5
    )
    assert answer.status == 413


def body_files(front):
    """Files for forms that nginx holds open; they have lost their names at once."""
    held = front.open_files()
    assert held
    return [path for path in held if str(front.folder / "bodies") in path]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (f"Content-Length: {LARGEST}", b"visits=" + b"1" * (LARGEST - 100)),
        ("Transfer-Encoding: chunked", b"1\r\na\r\n" * 10_000),
        ("Transfer-Encoding: chunked", b"f000\r\n" + b"1" * 0xF000 + b"\r\n"),
    ],
    ids=["in one", "in tiny pieces", "in one piece"],
)
def test_a_form_that_is_being_sent_is_in_memory_only(in_front, line, part):
    with in_front.connect() as connection:
        connection.sendall(f"{HEAD}{line}\r\n\r\n".encode() + part)
        for _ in range(10):
            time.sleep(0.05)
            assert body_files(in_front) == []


def test_where_forms_would_be_put_if_need_be_is_memory_too():
    shipped = Path(__file__).parents[2] / "deploy" / "nginx" / "pollsvc.conf"
    assert "client_body_temp_path /run/" in shipped.read_text()


def probe(front, found):
    road = ThroughProxy(front)
    page = Browser(road).open(POLL)
    found.append(page.press("Submit answer", visits="1").heading)
    road.close()


@pytest.mark.parametrize(
    ("start", "drip"),
    [
        (f"GET {POLL} HTTP/1.1\r\nHost: {NAME}\r\n", "X-{}: y\r\n"),
        (f"{HEAD}Content-Length: 60000\r\n\r\n", "{}"),
        (f"GET {POLL} HTTP/1.1\r\nHost: {NAME}\r\n\r\n" * 4, ""),
    ],
    ids=["headers", "bodies", "readers"],
)
def test_two_hundred_who_are_slow_hold_up_nobody(in_front, start, drip):
    """Slow to say what they want, slow to send it, or slow to read the answer."""
    slow = [in_front.connect(encrypted=True) for _ in range(CROWD)]
    try:
        for connection in slow:
            connection.sendall(start.encode())
        found = []
        for number in range(5):
            for connection in slow:
                connection.sendall(drip.format(number).encode())
            other = threading.Thread(target=probe, args=(in_front, found))
            other.start()
            other.join(20)
        assert found == ["Thank you. Your answer is counted."] * 5
    finally:
        for connection in slow:
            connection.close()


def test_who_stays_silent_is_hung_up_on(in_front):
    """After ten seconds nginx gives the connection to somebody else."""
    with in_front.connect(wait=30) as connection:
        connection.sendall(f"{HEAD}Content-Length: 500\r\n\r\nvisits".encode())
        with pytest.raises((ConnectionError, ssl.SSLError)):
            read(connection)
