"""How the pages and the answer change when a poll holds many responses."""

import contextlib

from benchmark.instances import Instance
from benchmark.phases import Phase, Target, answer_in_step, read_results, wake
from benchmark.plans import Bench
from benchmark.polls import ONE_QUESTION, poll
from benchmark.seeding import seeded
from benchmark.setups import SETUPS

CONNECTIONS = 8


def rows_of(name: str) -> str:
    """Names the rows of a setup that are told apart by the responses stored."""
    return f"{name}, by stored responses"


def measure(bench: Bench, name: str) -> None:
    """Measures a poll with few and one with many responses, taking turns."""
    plan = bench.plan
    with contextlib.ExitStack() as stack:
        served = [_serve(bench, name, n, stack) for n in (plan.few, plan.many)]
        for count in range(1, plan.rounds + 1):
            bench.report.say(f"growth, {name}: round {count} of {plan.rounds}")
            for target, instance in served:
                phase = Phase(
                    target=target,
                    report=bench.report,
                    connections=CONNECTIONS,
                    seconds=plan.seconds,
                )
                answer_in_step(phase, instance, ONE_QUESTION)
                read_results(phase, ONE_QUESTION)


def _serve(
    bench: Bench, name: str, number: int, stack: contextlib.ExitStack
) -> tuple[Target, Instance]:
    # Databases of its own: each is as large as its poll.
    setup = stack.enter_context(SETUPS[name]())
    instance = seeded(bench, poll(), number, setup)
    server = stack.enter_context(instance.serve())
    target = Target(
        setup=rows_of(name), server=server, beside=setup.beside, stored=number
    )
    wake(target, bench.report, instance, ONE_QUESTION)
    return target, instance
