"""Which network a request is counted for, by what its proxies and its sender say.

Over HTTP, at real servers that believe none, one or two proxies. A network may send one
form a day: so whether another request counts for the same network is seen at once. Each
row has networks of its own, and comes from a loopback address of its own.
"""

import socket
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count

import pytest

from tests.faults.wire import head, place
from tests.instances import Instance

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux has all of 127.0.0.0/8"
)
ROWS = count(1)
FORM = b"receipt=x"
FREE, USED_UP = 422, 429
PROXY = "10.0.0.1"

ME, NEAREST, NOBODY = "{me}", "the nearest proxy", "{rubbish}"
"""Whom a request can be counted for. Nobody is one bucket for what is no address."""


@dataclass(frozen=True)
class Row:
    """Addresses that no other row uses, of documentation and of loopback networks.

    Attributes:
        names: What stands for them in the lines of a request.
        peer: Where its connections come from.
    """

    number: int = field(default_factory=lambda: next(ROWS))

    @property
    def names(self):
        n = self.number
        return {
            "me": f"198.51.100.{n}",
            "me6": f"2001:db8:{n:x}:1::7",
            "spoof": f"203.0.113.{n}",
            "spoof6": f"2001:db8:{n:x}:2::7",
            "rubbish": "rubbish",
        }

    @property
    def peer(self):
        return f"127.0.1.{self.number}"


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    """Servers by how many proxies they believe."""
    folder = tmp_path_factory.mktemp("proxies")
    with ExitStack() as stack:
        found = {}
        for trusted in (0, 1, 2):
            instance = Instance(
                folder / str(trusted),
                {
                    "POLLSVC_ANSWER_LIMIT": "1/day",
                    "POLLSVC_TRUSTED_PROXIES": str(trusted),
                },
            ).prepare()
            found[trusted] = stack.enter_context(instance.serve())
        yield found


@pytest.fixture
def sent(servers):
    """Sends a form with lines in its head; the status."""
    row = Row()

    def sent(trusted, *lines):
        given = [line.format(**row.names) for line in lines]
        length = f"Content-Length: {len(FORM)}"
        request = head(servers[trusted], "/receipt", length, *given) + FORM
        with socket.create_connection(
            place(servers[trusted]), timeout=20, source_address=(row.peer, 0)
        ) as connection:
            connection.sendall(request)
            return int(connection.recv(4096).split()[1])

    return sent


def plainly(trusted, address):
    """The lines with which an address comes through as many proxies as are believed."""
    if address == NEAREST:
        return []
    return [f"X-Forwarded-For: {', '.join([address, *[PROXY] * (trusted - 1)])}"]


def by_one(given, counted):
    """A row for what stands in the list where one proxy is believed."""
    return pytest.param(1, [f"X-Forwarded-For: {given}"], counted, id=f"1: {given}")


def by_two(given, counted):
    return pytest.param(2, [f"X-Forwarded-For: {given}"], counted, id=f"2: {given}")


@pytest.mark.parametrize(
    ("trusted", "lines", "counted"),
    [
        # One proxy: its entry is the last, whatever stands before it.
        by_one("{me}", ME),
        by_one("{spoof}, {me}", ME),
        by_one("{spoof},{spoof6}, {spoof}, {me}", ME),
        by_one("rubbish, {me}", ME),
        by_one(", ,{me}", ME),
        by_one('"{spoof}, {me}', ME),
        by_one('"{spoof}", {me}', ME),
        by_one('{spoof}, "{spoof6}\\", {me}', ME),
        by_one("{me}:50123", ME),
        by_one("{spoof}:1, ::ffff:{me}", ME),
        by_one("{spoof}, [::ffff:{me}]:443", ME),
        by_one("{spoof6}, {me6}", "{me6}9"),
        by_one("[{me6}]", "{me6}9"),
        by_one("{spoof6}, [{me6}]:443", "{me6}9"),
        by_one("{me6}%eth0", "{me6}9"),
        by_one("unknown", NOBODY),
        by_one("{spoof}, ' OR 1=1--", NOBODY),
        by_one("{spoof}, {spoof} {spoof6}", NOBODY),
        by_one("{spoof}, 198.51.100", NOBODY),
        by_one("{spoof}, 198.51.100.1.1", NOBODY),
        by_one("{spoof}, [{spoof6}", NOBODY),
        by_one("{spoof}, <b>", NOBODY),
        pytest.param(1, [], NEAREST, id="1: no list"),
        pytest.param(1, ["X-Forwarded-For:"], NEAREST, id="1: an empty list"),
        pytest.param(
            1,
            ["X-Forwarded-For: {spoof}", "X-Forwarded-For: {me}"],
            ME,
            id="1: two lists",
        ),
        pytest.param(
            1,
            ["X-Real-IP: {spoof}", "Forwarded: for={spoof}", "Client-IP: {spoof}"],
            NEAREST,
            id="1: other names",
        ),
        # Two proxies: the last but one.
        by_two("{me}, " + PROXY, ME),
        by_two("{spoof}, {me}, " + PROXY, ME),
        by_two("{spoof}, {spoof6}, {me}, rubbish", ME),
        by_two('"{spoof}, {me}, ' + PROXY, ME),
        by_two('{spoof}, "{spoof6}, {me}, ' + PROXY, ME),
        by_two('{spoof}, {spoof}, "{spoof6}, {me}, ' + PROXY, ME),
        by_two("{spoof}, {me}:50123, " + PROXY + ":80", ME),
        by_two("{spoof6}, [{me6}]:443, " + PROXY, "{me6}9"),
        by_two("{spoof}, unknown, " + PROXY, NOBODY),
        pytest.param(2, [], NEAREST, id="2: no list"),
        # Whoever comes past the outer proxy is one with whoever else does.
        by_two("{spoof}", NEAREST),
        by_two('"{spoof}"', NEAREST),
        pytest.param(
            2,
            ["X-Forwarded-For: {spoof}", "X-Forwarded-For: {me}, " + PROXY],
            ME,
            id="2: two lists",
        ),
        # None: nothing that anybody says.
        *(
            pytest.param(0, [f"{name}: {{spoof}}{more}"], NEAREST, id=f"0: {name}")
            for name, more in [
                ("X-Forwarded-For", ""),
                ("X-Forwarded-For", ", {spoof6}, {me}"),
                ("X_Forwarded_For", ""),
                ("X-Real-IP", ""),
                ("Forwarded", ""),
            ]
        ),
    ],
)
def test_whom_a_request_counts_for(sent, trusted, lines, counted):
    once = sent(trusted, *plainly(trusted, counted))
    assert once == FREE or counted == NOBODY
    assert sent(trusted, *lines) == USED_UP
    if trusted:
        others = {ME, "{spoof}", "{spoof6}", NEAREST} - {counted}
        for other in others:
            assert sent(trusted, *plainly(trusted, other)) == FREE, other


@pytest.mark.parametrize("trusted", [1, 2])
def test_a_hundred_made_up_addresses_are_one_sender(sent, trusted):
    statuses = [
        sent(
            trusted,
            f"X-Forwarded-For: 192.0.2.{n}, {{me}}" + f", {PROXY}" * (trusted - 1),
        )
        for n in range(100)
    ]
    assert statuses == [FREE] + [USED_UP] * 99
