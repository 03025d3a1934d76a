"""What counters of requests may tell: never what few people did, or when.

A counter that somebody reads every few seconds is a list of times. So a count moves at
most every five minutes, and only if as many requests came within that time as ten
people make. What is fewer is kept back, and counted in with the next crowd: then
nothing says when it came.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

WINDOW_S = 300
CROWD = 30
"""Ten people: each asks for the page, sends the answer and looks at the results."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is shown of some counts for the time being.

    Attributes:
        since: When the window began, in seconds of a clock that never goes back.
        at_start: The true counts at that time.
        counts: What is shown.
    """

    since: float
    at_start: Mapping[str, int]
    counts: Mapping[str, int]


def show(
    before: Shown | None,
    counted: Mapping[str, int],
    *,
    now: float,
    alone: Collection[str] = (),
) -> Shown:
    """Return what may be shown now.

    Args:
        before: What was shown last; None: nothing yet.
        counted: The true counts, which only grow.
        now: The present, in seconds of the same clock as before.
        alone: Counts that are shown after the window however small they are.
    """
    if before is None:
        return Shown(since=now, at_start=dict(counted), counts={})
    if now - before.since < WINDOW_S:
        return before
    grown = {name: n - before.at_start.get(name, 0) for name, n in counted.items()}
    moved = {
        name: count
        for name, count in counted.items()
        if grown[name] >= CROWD or (name in alone and grown[name])
    }
    return Shown(since=now, at_start=dict(counted), counts={**before.counts, **moved})
