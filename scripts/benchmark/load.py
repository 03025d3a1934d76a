"""Plays visits at a server over so many connections, and times each request.

One process, no library between it and the sockets: what the load costs is taken from
the machine that is measured.
"""

import gc
import selectors
import socket
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from benchmark.visits import Ask, Kind, Unexpected, Visit
from benchmark.wire import Reply, Unreadable, read_reply

PATIENCE_S = 30
AT_A_TIME = 1 << 18


@dataclass
class Load:
    """What became of the visits.

    Attributes:
        seconds: How long requests were counted.
        in_time: How many replies came in that time, by kind.
        latencies: Seconds from a request to its whole reply, by kind.
        unexpected: Whatever was not as it should be, with its number.
        own_cpu: Seconds of CPU that this program used.
    """

    seconds: float = 0.0
    in_time: Counter[Kind] = field(default_factory=Counter)
    latencies: dict[Kind, list[float]] = field(
        default_factory=lambda: defaultdict(list)
    )
    unexpected: Counter[str] = field(default_factory=Counter)
    own_cpu: float = 0.0

    @property
    def requests(self) -> int:
        """How many replies came altogether, those after the time included."""
        return sum(map(len, self.latencies.values()))


@dataclass
class _Line:
    """One connection, and the visit that is under way on it."""

    connection: socket.socket
    visit: Visit | None = None
    kind: Kind = Kind.HELLO
    asked: float = 0.0
    received: bytes = b""


def play(
    url: str, visits: Iterator[Visit], *, connections: int, seconds: float
) -> Load:
    """Plays visits until the time is over or there are no more.

    A visit that has begun is played to its end. Each connection is kept for one visit
    after the other, as the proxy before a server does.

    Args:
        url: The server's address.
        visits: What the visitors do.
        connections: How many visits are under way at a time.
        seconds: How long to begin new ones.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        with selectors.DefaultSelector() as selector:
            player = _Player(url, visits, selector)
            try:
                return player.play(connections, seconds)
            finally:
                player.hang_up()
    finally:
        if collecting:
            gc.enable()


class _Player:
    def __init__(
        self, url: str, visits: Iterator[Visit], selector: selectors.BaseSelector
    ) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname or "", parts.port or 80)
        self._visits = visits
        self._selector = selector
        self._lines: list[_Line] = []
        self._busy = 0
        self._deadline = 0.0
        self._load = Load()

    def play(self, connections: int, seconds: float) -> Load:
        self._lines = [_Line(self._connect()) for _ in range(connections)]
        for line in self._lines:
            self._selector.register(line.connection, selectors.EVENT_READ, line)
        cpu, start = time.process_time(), time.perf_counter()
        self._deadline = start + seconds
        for line in self._lines:
            self._begin(line)
        last = self._listen()
        self._load.seconds = min(last, self._deadline) - start
        self._load.own_cpu = time.process_time() - cpu
        return self._load

    def hang_up(self) -> None:
        for line in self._lines:
            line.connection.close()

    def _connect(self) -> socket.socket:
        connection = socket.create_connection(self._address, PATIENCE_S)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def _listen(self) -> float:
        """Hears every reply; returns when the last one came."""
        last = time.perf_counter()
        while self._busy:
            ready = self._selector.select(PATIENCE_S)
            if not ready:
                self._load.unexpected[f"no reply for {PATIENCE_S} s"] += self._busy
                break
            for key, _ in ready:
                self._hear(key.data)
            last = time.perf_counter()
        return last

    def _hear(self, line: _Line) -> None:
        try:
            arrived = line.connection.recv(AT_A_TIME)
            if not arrived:
                return self._lose(line, "hung up")
            line.received += arrived
            reply = read_reply(line.received)
        except (OSError, Unreadable) as problem:
            return self._lose(line, str(problem))
        if reply is not None:
            now, kind, asked = time.perf_counter(), line.kind, line.asked
            line.received = b""
            if reply.hangs_up:
                self._renew(line)
            if self._go_on(line, reply):
                self._count(kind, asked, now)
        return None

    def _count(self, kind: Kind, asked: float, now: float) -> None:
        self._load.latencies[kind].append(now - asked)
        if now <= self._deadline:
            self._load.in_time[kind] += 1

    def _lose(self, line: _Line, why: str) -> None:
        if line.visit is not None:
            self._fail(line, f"{line.kind}: {why}")
            self._renew(line)
            self._begin(line)
        else:
            self._selector.unregister(line.connection)

    def _renew(self, line: _Line) -> None:
        self._selector.unregister(line.connection)
        line.connection.close()
        line.connection, line.received = self._connect(), b""
        self._selector.register(line.connection, selectors.EVENT_READ, line)

    def _go_on(self, line: _Line, reply: Reply) -> bool:
        """Gives a visit its reply; tells whether it was the one to be expected."""
        if line.visit is None:
            self._load.unexpected["a reply that nobody asked for"] += 1
            return False
        try:
            self._ask(line, line.visit.send(reply))
        except StopIteration:
            self._end(line)
            self._begin(line)
        except Unexpected as problem:
            self._fail(line, str(problem))
            self._begin(line)
            return False
        return True

    def _begin(self, line: _Line) -> None:
        if time.perf_counter() >= self._deadline:
            return
        visit = next(self._visits, None)
        if visit is None:
            return
        line.visit = visit
        self._busy += 1
        self._ask(line, next(visit))

    def _ask(self, line: _Line, ask: Ask) -> None:
        line.kind = ask.kind
        line.asked = time.perf_counter()
        line.connection.sendall(ask.request)

    def _end(self, line: _Line) -> None:
        line.visit = None
        self._busy -= 1

    def _fail(self, line: _Line, why: str) -> None:
        self._load.unexpected[why] += 1
        self._end(line)
