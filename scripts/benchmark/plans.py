"""How much is measured: in full, or in short for trying."""

from dataclasses import dataclass, field
from pathlib import Path

from benchmark.reports import Report


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The size of a run.

    Attributes:
        rounds: How often each phase is played; the table has the medians.
        seconds: How long one is.
        connections: With how many connections at a time.
        few: How many responses a poll with few of them has.
        many: How many one with many has.
    """

    rounds: int = 3
    seconds: float = 3.0
    connections: tuple[int, ...] = (1, 8, 64)
    few: int = 1_000
    many: int = 1_000_000


FULL = Plan()
QUICK = Plan(rounds=1, seconds=0.5, connections=(8, 64), many=20_000)


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What a part of the benchmark is given.

    Attributes:
        home: A folder of the run's own.
    """

    plan: Plan
    home: Path
    report: Report = field(repr=False)
