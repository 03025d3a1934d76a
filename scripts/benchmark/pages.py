"""The pages and the answer beside a bare hello, taking turns, on one setup."""

import sys
from contextlib import AbstractContextManager
from pathlib import Path

from served import Served, served

from benchmark.instances import Instance
from benchmark.phases import (
    Phase,
    Target,
    answer_in_step,
    read_results,
    say_hello,
    visit_whole,
    wake,
)
from benchmark.plans import Bench
from benchmark.polls import ONE_QUESTION, poll
from benchmark.process_trees import memory_mib
from benchmark.reports import Fact
from benchmark.setups import SETUPS, Setup

HELLO = "benchmark.hello:create_app"


def measure(bench: Bench, name: str) -> None:
    """Measures hello, poll page, answer and results on one setup."""
    with SETUPS[name]() as setup:
        folder = bench.home / name.replace(" ", "")
        instance = Instance(folder, setup.variables)
        instance.publish(poll())
        with hello_server(folder, setup) as hello, instance.serve() as server:
            first = Target(setup=name, server=hello)
            target = Target(setup=name, server=server, beside=setup.beside)
            wake(target, bench.report, instance, ONE_QUESTION)
            for number in range(1, bench.plan.rounds + 1):
                bench.report.say(f"{name}: round {number} of {bench.plan.rounds}")
                _round(bench, first, target, instance)
            _weigh(bench, target, setup)


def hello_server(folder: Path, setup: Setup) -> AbstractContextManager[Served]:
    """Serves hello as `pollsvc serve` would be served on a setup."""
    program = (sys.executable, "-m", "benchmark.serve_factory", HELLO)
    command = (*program, "--workers", str(setup.workers))
    return served(folder.with_name(f"{folder.name}-hello"), None, command)


def _weigh(bench: Bench, target: Target, setup: Setup) -> None:
    """Reports the memory of a server that has served everything."""
    for kind, words in (("Pss", "shared pages in parts"), ("Rss", "each by itself")):
        fact = Fact(
            key=f"memory-{kind}-{setup.name}",
            what=f"memory of a server with {setup.workers} workers, {setup.name}",
            value=memory_mib(target.server.process.pid, what=kind),
            unit="MiB",
            note=f"{kind.upper()}: {words}",
        )
        bench.report.measured(fact)


def _round(bench: Bench, hello: Target, target: Target, instance: Instance) -> None:
    for connections in bench.plan.connections:
        first, phase = (
            Phase(
                target=one,
                report=bench.report,
                connections=connections,
                seconds=bench.plan.seconds,
            )
            for one in (hello, target)
        )
        say_hello(first)
        answer_in_step(phase, instance, ONE_QUESTION)
        read_results(phase, ONE_QUESTION)
        visit_whole(phase, instance, ONE_QUESTION)
