"""The targets: ratios of one run, each with the limit it is held against."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from benchmark import disks, growth
from benchmark.figures import Row, Sample, ratio
from benchmark.reports import Fact
from benchmark.setups import POSTGRESQL, SQLITE
from benchmark.visits import Kind

FOR_COST = 8
"""The connections at which CPU is compared: busy, and not yet a queue."""

FOR_RATE = 64


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One target, and what was measured of it.

    Attributes:
        limit: What it should be, in words, e.g. "at most 1.6".
        value: None: this run did not measure it.
    """

    what: str
    limit: str
    value: float | None
    met: bool | None

    @property
    def word(self) -> str:
        """The verdict in a word."""
        return {True: "met", False: "MISSED", None: "not measured"}[self.met]


@dataclass(frozen=True)
class Found:
    """What a run measured, to be looked up."""

    rows: Sequence[Row]
    facts: Sequence[Fact]

    def sample(
        self, setup: str, what: str, connections: int, stored: int | None = None
    ) -> Sample | None:
        """Finds a row's medians, or None."""
        wanted = (setup, what, connections)
        return next(
            (
                row.median
                for row in self.rows
                if (row.setup, row.what, row.connections) == wanted
                and stored in (None, row.stored)
            ),
            None,
        )

    def cost(self, setup: str, what: str) -> float | None:
        """Finds how many times hello's CPU something costs."""
        one, hello = (self.sample(setup, w, FOR_COST) for w in (what, Kind.HELLO))
        return ratio(one.cpu_ms, hello.cpu_ms) if one and hello else None

    def share_of_hello(self, setup: str, what: str) -> float | None:
        """Finds which part of hello's rate something reaches."""
        one, hello = (self.sample(setup, w, FOR_RATE) for w in (what, Kind.HELLO))
        return ratio(one.rate, hello.rate) if one and hello else None

    def p99(self, setup: str, what: str) -> float | None:
        """Finds how long 99 of 100 requests took at most, in ms."""
        one = self.sample(setup, what, FOR_RATE)
        return one.p99_ms if one else None

    def slower(self, setup: str, what: str) -> float | None:
        """Finds how many times the CPU of few responses many of them cost.

        With that of the databases: it is they who hold them.
        """
        costs = [
            (row.stored, row.median.cpu_ms + sum(row.median.beside_ms.values()))
            for row in self.rows
            if (row.setup, row.what) == (growth.rows_of(setup), what)
            and row.median.cpu_ms is not None
        ]
        return ratio(max(costs)[1], min(costs)[1]) if costs else None

    def rates(self, setup: str, other: str) -> float | None:
        """Finds an answer's rate on one setup as a part of that on another."""
        one, base = (
            self.sample(name, Kind.ANSWER, disks.CONNECTIONS) for name in (setup, other)
        )
        return ratio(one.rate, base.rate) if one and base else None

    def quotient(self, key: str, *bases: str) -> float | None:
        """Finds one single figure as a multiple of the first base there is."""
        found = (base for name in bases if (base := self.fact(name)) is not None)
        return ratio(self.fact(key), next(found, None))

    def largest(self, prefix: str) -> float | None:
        """Finds the largest of the single figures whose keys begin so."""
        values = (f.value for f in self.facts if f.key.startswith(prefix))
        return max(values, default=None)

    def fact(self, key: str) -> float | None:
        """Finds a single figure."""
        return next((fact.value for fact in self.facts if fact.key == key), None)


Look = Callable[[Found], float | None]


@dataclass(frozen=True)
class _Target:
    what: str
    limit: float
    look: Look
    unit: str = ""
    at_least: bool = False

    def judge(self, found: Found) -> Verdict:
        value = self.look(found)
        met = None
        if value is not None:
            met = value >= self.limit if self.at_least else value <= self.limit
        side = "at least" if self.at_least else "at most"
        limit = f"{side} {self.limit:g}{self.unit}"
        return Verdict(what=self.what, limit=limit, value=value, met=met)


def _slower(setup: str, what: str, found: Found) -> float | None:
    return found.slower(setup, what)


TARGETS = (
    _Target("poll page ÷ hello, CPU", 1.6, lambda f: f.cost(SQLITE, Kind.FORM)),
    _Target("answer ÷ hello, CPU, SQLite", 3.5, lambda f: f.cost(SQLITE, Kind.ANSWER)),
    _Target(
        "answer ÷ hello, rate at 64, SQLite",
        0.40,
        lambda f: f.share_of_hello(SQLITE, Kind.ANSWER),
        at_least=True,
    ),
    _Target(
        "answer, p99 at 64, SQLite", 150, lambda f: f.p99(SQLITE, Kind.ANSWER), " ms"
    ),
    _Target(
        "answer ÷ hello, CPU, PostgreSQL + Redis",
        6,
        lambda f: f.cost(POSTGRESQL, Kind.ANSWER),
    ),
    _Target(
        "answer, rate with FULL ÷ NORMAL",
        0.85,
        lambda f: f.rates(disks.FULL, disks.NORMAL),
        at_least=True,
    ),
    _Target(
        "answer, rate on a slow disk ÷ this one",
        0.7,
        lambda f: f.rates(disks.SLOW, disks.FULL),
        at_least=True,
    ),
    _Target("results page ÷ hello, CPU", 1.6, lambda f: f.cost(SQLITE, Kind.RESULTS)),
    *(
        _Target(
            f"{what}, many stored ÷ few, CPU, {setup}",
            1.1,
            partial(_slower, setup, what),
        )
        for setup in (SQLITE, POSTGRESQL)
        for what in (Kind.FORM, Kind.ANSWER, Kind.RESULTS)
    ),
    _Target("cutting a release", 20, lambda f: f.largest("release-"), " ms"),
    _Target("recount ÷ csv module", 3, lambda f: f.quotient("recount", "csv")),
    _Target("recount, memory", 250, lambda f: f.fact("recount-memory"), " MiB"),
    _Target(
        "CSV export ÷ sqlite3 -csv",
        2.5,
        lambda f: f.quotient("export", "sqlite3", "csv"),
    ),
    _Target("CSV export, first byte", 1, lambda f: f.fact("export-first"), " s"),
    _Target("CSV export, memory", 200, lambda f: f.fact("export-memory"), " MiB"),
    _Target("start of pollsvc serve, warm", 2, lambda f: f.fact("start"), " s"),
    _Target("pollsvc --help", 0.4, lambda f: f.fact("help"), " s"),
    _Target(
        "memory of a server with several workers",
        250,
        lambda f: f.fact(f"memory-Pss-{POSTGRESQL}"),
        " MiB",
    ),
)


def judge(rows: Sequence[Row], facts: Sequence[Fact]) -> tuple[Verdict, ...]:
    """Holds what was measured against every target."""
    found = Found(rows, facts)
    return tuple(target.judge(found) for target in TARGETS)
