"""The phases of a measurement: what is played at a server, what it cost, the proof."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat

from served import Served

from benchmark.figures import Sample, percentile
from benchmark.instances import Instance
from benchmark.load import Load, play
from benchmark.process_trees import cpu_seconds
from benchmark.reports import Proof, Report
from benchmark.visits import Kind, Poll, Visit, Visitor, looking
from benchmark.wire import Requests

WHOLE_VISIT = "whole visit"
IN_A_VISIT = "in a whole visit: "
WAKING_S = 3.0
WARM_UP = 0.2
"""A part of the time that is played before anything is measured."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """A running server, and how to ask what it costs.

    Attributes:
        setup: Its databases, in words.
        beside: The processes of PostgreSQL and Redis, by name.
        stored: How many responses its poll had at first.
    """

    setup: str
    server: Served
    beside: Mapping[str, int] = field(default_factory=dict)
    stored: int = 0

    @property
    def requests(self) -> Requests:
        """Writes requests to it."""
        return Requests(self.server.url)


@dataclass(frozen=True)
class Played:
    """A load, and what it cost the server and the databases, in seconds of CPU."""

    load: Load
    cpu_s: float
    beside_s: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Phase:
    """Where and how something is played, and who is told of it.

    Attributes:
        connections: How many visits at a time.
        seconds: For how long new ones begin.
    """

    target: Target
    report: Report
    connections: int
    seconds: float

    @property
    def where(self) -> str:
        """The phase in words, for failures and proofs."""
        return f"{self.target.setup}, {self.connections} connections"

    def warm_up(self, visits: Iterator[Visit]) -> None:
        """Plays for a moment, so that what is made once has been made."""
        replace(self, seconds=self.seconds * WARM_UP).play(visits)

    def play(self, visits: Iterator[Visit]) -> Played:
        """Plays visits; whatever is not as it should be is a failure."""
        pids = {"": self.target.server.process.pid, **self.target.beside}
        before = {name: cpu_seconds(pid) for name, pid in pids.items()}
        load = play(
            self.target.server.url,
            visits,
            connections=self.connections,
            seconds=self.seconds,
        )
        used = {name: cpu_seconds(pid) - before[name] for name, pid in pids.items()}
        for why, number in load.unexpected.items():
            self.report.fail(f"{self.where}: {number} × {why}")
        return Played(load, used.pop(""), used)

    def add(self, kind: Kind, played: Played) -> None:
        """Reports a load of one kind of request."""
        load = played.load
        times = load.latencies[kind]
        self._add(str(kind), played, times, load.in_time[kind])

    def add_whole(self, played: Played, visits: Sequence[float]) -> None:
        """Reports a load of whole visits, and how long each kind of request took.

        What one kind of request cost the server cannot be told there: that is left
        out.
        """
        load = played.load
        self._add(WHOLE_VISIT, played, visits, load.in_time[Kind.AFTER])
        for kind in (Kind.FORM, Kind.ANSWER, Kind.AFTER):
            times, number = load.latencies[kind], load.in_time[kind]
            self._add(f"{IN_A_VISIT}{kind}", played, times, number, costed=False)

    def _add(
        self,
        what: str,
        played: Played,
        times: Sequence[float],
        in_time: int,
        *,
        costed: bool = True,
    ) -> None:
        seconds = played.load.seconds
        if not times or not seconds:
            self.report.fail(f"{self.where}, {what}: no reply at all")
            return
        each = 1000 / len(times)
        beside = played.beside_s.items() if costed else ()
        sample = Sample(
            rate=in_time / seconds,
            cpu_ms=played.cpu_s * each if costed else None,
            p50_ms=percentile(times, 50) * 1000,
            p99_ms=percentile(times, 99) * 1000,
            beside_ms={name: used * each for name, used in beside},
            generator=played.load.own_cpu / seconds,
        )
        target = self.target
        self.report.add(target.setup, what, self.connections, sample, target.stored)


def wake(target: Target, report: Report, instance: Instance, slug: str) -> None:
    """Has every worker load what it loads once, before anything is measured."""
    phase = Phase(target=target, report=report, connections=8, seconds=WAKING_S)
    poll = Poll(target.requests, slug)
    before = instance.stored(slug)
    phase.play(_whole(poll))
    prove(phase, instance, poll, before=before)


def say_hello(phase: Phase) -> None:
    """Measures the least that a request can cost."""
    _look_at(phase, Kind.HELLO, "/")


def read_results(phase: Phase, slug: str) -> None:
    """Measures the results page, and the same as JSON, for people without cookies."""
    _look_at(phase, Kind.RESULTS, f"/p/{slug}/results")
    _look_at(phase, Kind.JSON, f"/p/{slug}/results.json")


def answer_in_step(phase: Phase, instance: Instance, slug: str) -> None:
    """Measures the poll page, the answer and the page after it, each by itself.

    All visitors open the poll first, then all answer, then all see the results, so
    that the CPU time of each kind of request is known.
    """
    poll = Poll(phase.target.requests, slug)
    before = instance.stored(slug)
    phase.warm_up(_whole(poll))
    crowd: list[Visitor] = []
    phase.add(Kind.FORM, phase.play(_opening(poll, crowd)))
    ready = [visitor for visitor in crowd if visitor.form]
    phase.add(Kind.ANSWER, phase.play(map(poll.answer, ready)))
    thanked = [visitor for visitor in ready if visitor.thanks]
    phase.add(Kind.AFTER, phase.play(map(poll.follow, thanked)))
    prove(phase, instance, poll, before=before)


def answer_only(phase: Phase, instance: Instance, slug: str) -> None:
    """Measures the answer alone, to forms that were opened before."""
    poll = Poll(phase.target.requests, slug)
    before = instance.stored(slug)
    crowd: list[Visitor] = []
    phase.play(_opening(poll, crowd))
    ready = (visitor for visitor in crowd if visitor.form)
    phase.add(Kind.ANSWER, phase.play(map(poll.answer, ready)))
    prove(phase, instance, poll, before=before)


def visit_whole(phase: Phase, instance: Instance, slug: str) -> None:
    """Measures visits as they are: open, answer, see the results, all mixed."""
    poll = Poll(phase.target.requests, slug)
    before = instance.stored(slug)
    phase.add_whole(phase.play(_whole(poll)), poll.visits)
    prove(phase, instance, poll, before=before)


def prove(phase: Phase, instance: Instance, poll: Poll, *, before: int) -> None:
    """Holds what was acknowledged against what is stored, and has it recounted."""
    held = instance.stored(poll.slug)
    proof = Proof(
        where=phase.where,
        sent=poll.sent,
        acknowledged=poll.acknowledged,
        stored=held - before,
        recounted=instance.recounted(poll.slug),
        held=held,
    )
    phase.report.prove(proof)


def _look_at(phase: Phase, kind: Kind, path: str) -> None:
    visits = looking(kind, phase.target.requests, path)
    phase.warm_up(visits)
    phase.add(kind, phase.play(visits))


def _opening(poll: Poll, crowd: list[Visitor]) -> Iterator[Visit]:
    while True:
        visitor = Visitor()
        crowd.append(visitor)
        yield poll.fetch(visitor)


def _whole(poll: Poll) -> Iterator[Visit]:
    return (poll.whole() for _ in repeat(None))
