"""The parts of the benchmark: what can be asked for by name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from benchmark import disks, growth, pages, starts, surveys
from benchmark.plans import Bench
from benchmark.setups import POSTGRESQL, SQLITE, SQLITE_REDIS


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part.

    Attributes:
        about: What it measures, in words.
        by_default: Whether it is run when no part is named.
    """

    name: str
    about: str
    measure: Callable[[Bench], None]
    by_default: bool = True


_ALL = (
    Part(
        name="sqlite",
        about="hello, poll page, answer and results at 1, 8 and 64 connections",
        measure=partial(pages.measure, name=SQLITE),
    ),
    Part(
        name="sqlite-redis",
        about="the same with limits in Redis, so with several workers; if asked for",
        measure=partial(pages.measure, name=SQLITE_REDIS),
        by_default=False,
    ),
    Part(
        name="postgresql",
        about="the same on PostgreSQL and Redis",
        measure=partial(pages.measure, name=POSTGRESQL),
    ),
    Part(
        name="disks",
        about="answers with synchronous=FULL and NORMAL, and on a slow disk",
        measure=disks.measure,
    ),
    Part(
        name="growth",
        about="poll page, answer and results with 1,000 and 1,000,000 stored",
        measure=partial(growth.measure, name=SQLITE),
    ),
    Part(
        name="growth-postgresql",
        about="the same on PostgreSQL and Redis",
        measure=partial(growth.measure, name=POSTGRESQL),
    ),
    Part(
        name="release",
        about="cutting a release of ten questions, with as many stored",
        measure=surveys.cut_releases,
    ),
    Part(
        name="recount",
        about="pollsvc recount of 1,000,000 responses to ten questions",
        measure=surveys.recount,
    ),
    Part(
        name="export",
        about="pollsvc export of the same",
        measure=surveys.export,
    ),
    Part(
        name="start",
        about="pollsvc --help, and a second start of pollsvc serve",
        measure=starts.measure,
    ),
)

PARTS = {part.name: part for part in _ALL}
