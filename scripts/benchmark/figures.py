"""The figures of a measurement: percentiles, costs per request, medians of rounds."""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What one round of one phase showed.

    Attributes:
        rate: Requests per second.
        cpu_ms: Milliseconds of the server's CPU for a request, where it is known.
        p50_ms: Half of the requests took at most this long.
        p99_ms: So did 99 of 100.
        beside_ms: Milliseconds of CPU for a request of PostgreSQL and Redis, by name.
        generator: The part of one core that the load generator used.
    """

    rate: float
    cpu_ms: float | None
    p50_ms: float
    p99_ms: float
    generator: float
    beside_ms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table: a phase's medians over its rounds.

    Attributes:
        setup: The databases, and whatever else is special.
        what: What was asked of the server.
        connections: How many at a time.
        stored: How many responses the poll had at first.
        rates: The rate of each round, to see how steady the machine was.
    """

    setup: str
    what: str
    connections: int
    median: Sample
    stored: int = 0
    rates: tuple[float, ...] = ()


def percentile(values: Sequence[float], part: float) -> float:
    """Gives the smallest value that so many of a hundred do not exceed.

    Args:
        values: At least one.
        part: From above 0 to 100.
    """
    place = math.ceil(len(values) * part / 100)
    return sorted(values)[max(place, 1) - 1]


def median_sample(samples: Sequence[Sample]) -> Sample:
    """Gives the median of each figure by itself."""
    names = {name for sample in samples for name in sample.beside_ms}
    costs = [sample.cpu_ms for sample in samples if sample.cpu_ms is not None]
    return Sample(
        rate=statistics.median(s.rate for s in samples),
        cpu_ms=statistics.median(costs) if costs else None,
        p50_ms=statistics.median(s.p50_ms for s in samples),
        p99_ms=statistics.median(s.p99_ms for s in samples),
        generator=statistics.median(s.generator for s in samples),
        beside_ms={
            name: statistics.median(s.beside_ms.get(name, 0.0) for s in samples)
            for name in sorted(names)
        },
    )


def spread(rates: Sequence[float]) -> float:
    """Gives how far the rounds lie apart: half of it, as a part of their median."""
    return ratio(max(rates) - min(rates), 2 * statistics.median(rates)) or 0.0


def ratio(value: float | None, base: float | None) -> float | None:
    """Divides, where both were measured and the base is not nothing."""
    return value / base if value is not None and base else None
