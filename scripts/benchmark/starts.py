"""How long a start takes: of the command, and of a server that has been here before."""

import time

from served import PROGRAM

from benchmark.commands import run
from benchmark.instances import Instance
from benchmark.plans import Bench
from benchmark.polls import poll
from benchmark.reports import Fact


def measure(bench: Bench) -> None:
    """Measures `pollsvc --help`, and `pollsvc serve` until its first page."""
    instance = Instance(bench.home / "starts")
    instance.publish(poll())
    with instance.serve():
        pass
    for _ in range(bench.plan.rounds):
        took = run((str(PROGRAM), "--help"), instance.environment)
        _say(bench, "help", "pollsvc --help", took.seconds)
        start = time.perf_counter()
        with instance.serve():
            spent = time.perf_counter() - start
        _say(bench, "start", "pollsvc serve, until its first page", spent)


def _say(bench: Bench, key: str, what: str, seconds: float) -> None:
    bench.report.measured(Fact(key=key, what=what, value=seconds, unit="s"))
