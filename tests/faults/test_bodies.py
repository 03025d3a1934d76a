"""Bodies that lie, do not end, or are too large, at the production server.

Nothing of them is counted, no worker grows by them, and the next person is answered.
"""

import gzip
import http.client
import re
import subprocess

import pytest

from tests.faults.planting import planted
from tests.faults.wire import head, looked_at, place, status_of
from tests.instances import Instance, newcomer
from tests.real_input.conftest import HERE

SLUG = "pharmacy-visits"
POLL = f"/p/{SLUG}"
MEGABYTE = 2**20
JSON = "application/json"


@pytest.fixture(scope="module")
def acknowledged():
    """The receipts of the answers that the server said it has counted."""
    return []


@pytest.fixture(scope="module")
def running(tmp_path_factory, acknowledged):
    folder = tmp_path_factory.mktemp("bodies") / "instance"
    instance = Instance(folder, {"POLLSVC_ANSWER_LIMIT": "1000/minute"}).prepare()
    instance.publish(HERE / "pharmacy.yaml", SLUG)
    with instance.serve() as running:
        yield running
        shown = instance.command("poll", "show", SLUG)
    stored = int(re.search(r"Responses: +(\d+)", shown)[1])
    count, distinct = len(acknowledged), len(set(acknowledged))
    print(f"acknowledged {count}, stored {stored}, distinct {distinct}")  # noqa: T201
    assert stored == distinct == count > 0
    instance.command("recount", SLUG)


@pytest.fixture(autouse=True)
def still_answers(running, acknowledged):
    """Whatever was sent, the next person can answer."""
    yield
    person = newcomer(running)
    page = person.open(POLL).press("Submit answer", visits="1")
    person.road.close()
    assert page.heading == "Thank you. Your answer is counted."
    acknowledged.append(page.receipt)


def form(running, *lines, kind=None):
    return head(running, POLL, *lines, **({"kind": kind} if kind else {}))


def memory(running):
    """What the server and its workers hold, in bytes; they are one process group."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pgid=,rss="],  # noqa: S607 -- where it is differs
        capture_output=True,
        text=True,
        check=True,
    )
    pairs = (line.split() for line in listed.stdout.splitlines())
    own = str(running.process.pid)
    return sum(int(kilobytes) * 1024 for group, kilobytes in pairs if group == own)


@pytest.mark.parametrize("path", [POLL, "/receipt", "/p/nothing", "/privacy"])
def test_who_sends_ten_megabytes_gets_to_read_that_it_is_too_much(running, path):
    connection = http.client.HTTPConnection(*place(running), timeout=20)
    connection.request("POST", path, body=b"visits=1&x=" + b"a" * 10_000_000)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    assert (answer.status, b"Too much text" in text) == (413, True)


def test_a_length_that_is_too_large_is_refused_unread(running):
    assert status_of(running, form(running, "Content-Length: 10000000000")) == 413


@pytest.mark.parametrize(
    "length", ["-1", "abc", "1e3", "0x10", "", "+9", "1_0", "\u0661"]
)
def test_a_length_that_is_no_number_is_refused(running, length):
    status = status_of(running, form(running, f"Content-Length: {length}"), b"x=1")
    assert status in {400, None}


@pytest.mark.parametrize(
    "lines",
    [
        ("Content-Length: 3", "Content-Length: 300"),
        ("Content-Length: 3", "Transfer-Encoding: chunked"),
        ("Transfer-Encoding: xchunked",),
        ("Transfer-Encoding: chunked, identity",),
    ],
)
def test_two_ways_to_end_or_an_unknown_one_are_no_harm(running, lines):
    status = status_of(running, form(running, *lines), b"0\r\n\r\n")
    assert status is None or 400 <= status < 600
    assert status != 500


def test_more_than_was_announced_is_not_part_of_the_form(running):
    more = b"visits=1" + b"&visits=2" * 100
    assert status_of(running, form(running, "Content-Length: 8"), more) in {400, 422}


def test_less_than_was_announced_is_counted_as_nothing(running):
    assert status_of(running, form(running, "Content-Length: 500"), b"", wait=1) is None


def test_a_body_in_pieces_is_no_form_of_ours_but_no_harm(running):
    pieces = b"8\r\nvisits=1\r\n0\r\n\r\n"
    status = status_of(running, form(running, "Transfer-Encoding: chunked"), pieces)
    assert status in {400, 411, 422, None}


def test_a_body_in_pieces_without_end_is_cut_off(running):
    piece = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    start = form(running, "Transfer-Encoding: chunked")
    status = status_of(running, start, *[piece] * 300, b"0\r\n\r\n")
    assert status in {400, 411, 413, 422, None}


def test_a_packed_body_is_not_unpacked(running):
    bomb = gzip.compress(b"visits=1&x=" + b"a" * 30_000_000)
    assert len(bomb) < 60_000
    lines = ("Content-Encoding: gzip", f"Content-Length: {len(bomb)}")
    assert status_of(running, form(running, *lines), bomb) in {400, 413, 415, 422}


@pytest.mark.parametrize("field", [b"a=1&", b"visits=1&", b"&", b"a&"])
def test_ten_thousand_fields_are_too_many(running, field):
    body = field * (10_000 if len(field) < 6 else 6_000)
    lines = (f"Content-Length: {len(body)}",)
    assert status_of(running, form(running, *lines), body) == 413


def test_ten_thousand_parts_are_too_many(running):
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    body = part * 1_200 + b"--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    sent = form(running, f"Content-Length: {len(body)}", kind=kind)
    assert status_of(running, sent, body) == 413


@pytest.mark.parametrize("sign", [b"[", b'{"a":', b"-", b"1"])
def test_lists_within_lists_without_end_are_refused(running, sign):
    body = sign * (60_000 // len(sign))
    sent = form(running, f"Content-Length: {len(body)}", kind=JSON)
    assert status_of(running, sent, body) in {400, 415, 422}


def test_no_worker_grows_by_what_it_refuses(running):
    assert growth(running) < 5 * MEGABYTE


@pytest.mark.long
def test_without_the_limit_a_worker_would_grow(tmp_path):
    instance = Instance(tmp_path / "instance").prepare()
    with instance.serve(**planted("take_any_body")) as running:
        assert growth(running) > 5 * MEGABYTE


def growth(running):
    """By how much the server grows while bodies are on their way and refused."""
    packed = gzip.compress(b"a" * 40 * MEGABYTE)
    piece = b"100000\r\n" + b"a" * MEGABYTE + b"\r\n"
    bodies = [
        (["Content-Length: 10485760"], [b"a" * MEGABYTE] * 10),
        (["Transfer-Encoding: chunked"], [*[piece] * 10, b"0\r\n\r\n"]),
        (["Content-Encoding: gzip", f"Content-Length: {len(packed)}"], [packed]),
    ]
    seen = []

    def send_all():
        for lines, pieces in bodies:
            status_of(running, form(running, *lines), *watched(pieces))

    def watched(pieces):
        for piece in pieces:
            yield piece
            seen.append(memory(running))

    looked_at(running, "/", times=20)  # what is made once and kept is made
    before = memory(running)
    seen.clear()
    for _ in range(3):
        send_all()
    assert len(seen) > 20
    return max(seen) - before
