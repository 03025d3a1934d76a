"""What durability costs: FULL beside NORMAL, and a slow disk beside this one."""

import contextlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmark.instances import Instance
from benchmark.phases import Phase, Target, answer_only, wake
from benchmark.plans import Bench
from benchmark.polls import ONE_QUESTION, poll
from benchmark.reports import Fact
from benchmark.serve_factory import workers
from benchmark.slow_disk import slowed, sync_ms

FULL = "SQLite, synchronous=FULL"
NORMAL = "SQLite, synchronous=NORMAL"
SLOW_MS = 5
SLOW = f"SQLite, {SLOW_MS} ms more a sync"
CONNECTIONS = 64

DURABLE_APP = "pollsvc.app:create_app"
NOT_DURABLE_APP = "benchmark.not_durable:create_app"


@dataclass(frozen=True, kw_only=True)
class _Variant:
    name: str
    folder: str
    factory: str = DURABLE_APP
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def command(self) -> Sequence[str]:
        number = str(workers(shared_limits=False))
        program = (sys.executable, "-m", "benchmark.serve_factory", self.factory)
        return (*program, "--workers", number)


def measure(bench: Bench) -> None:
    """Measures answers at 64 connections with and without what durability takes."""
    variants = [
        _Variant(name=FULL, folder="full"),
        _Variant(name=NORMAL, folder="normal", factory=NOT_DURABLE_APP),
    ]
    preload = slowed(bench.home, milliseconds=SLOW_MS)
    if preload is None:
        bench.report.notes.append("No C compiler (cc): the slow disk was not tried.")
    else:
        variants.append(_Variant(name=SLOW, folder="slow", variables=preload))
    with contextlib.ExitStack() as stack:
        served = [_serve(bench, variant, stack) for variant in variants]
        for number in range(1, bench.plan.rounds + 1):
            bench.report.say(f"disks: round {number} of {bench.plan.rounds}")
            _say_how_fast(bench)
            for target, instance in served:
                phase = Phase(
                    target=target,
                    report=bench.report,
                    connections=CONNECTIONS,
                    seconds=bench.plan.seconds,
                )
                answer_only(phase, instance, ONE_QUESTION)


def _serve(
    bench: Bench, variant: _Variant, stack: contextlib.ExitStack
) -> tuple[Target, Instance]:
    instance = Instance(bench.home / variant.folder)
    instance.publish(poll())
    server = stack.enter_context(instance.serve(variant.command, variant.variables))
    target = Target(setup=variant.name, server=server)
    wake(target, bench.report, instance, ONE_QUESTION)
    return target, instance


def _say_how_fast(bench: Bench) -> None:
    bench.report.measured(
        Fact(
            key="sync",
            what="fdatasync of a page on this disk",
            value=sync_ms(bench.home),
            unit="ms",
        )
    )
