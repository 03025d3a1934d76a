"""How the pages and the answer change when a poll holds many responses."""

import contextlib

from benchmark.phases import Phase, Target, answer_in_step, read_results, wake
from benchmark.plans import Bench
from benchmark.polls import ONE_QUESTION, poll
from benchmark.seeding import seeded
from benchmark.setups import SQLITE

CONNECTIONS = 8
SETUP = f"{SQLITE}, by stored responses"


def measure(bench: Bench) -> None:
    """Measures a poll with few and one with many responses, taking turns."""
    plan = bench.plan
    polls = {n: seeded(bench, poll(), n) for n in (plan.few, plan.many)}
    with contextlib.ExitStack() as stack:
        targets = {}
        for number, instance in polls.items():
            server = stack.enter_context(instance.serve())
            targets[number] = Target(setup=SETUP, server=server, stored=number)
            wake(targets[number], bench.report, instance, ONE_QUESTION)
        for count in range(1, plan.rounds + 1):
            bench.report.say(f"growth: round {count} of {plan.rounds}")
            for number, instance in polls.items():
                phase = Phase(
                    target=targets[number],
                    report=bench.report,
                    connections=CONNECTIONS,
                    seconds=plan.seconds,
                )
                answer_in_step(phase, instance, ONE_QUESTION)
                read_results(phase, ONE_QUESTION)
