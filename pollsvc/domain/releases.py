"""A release: what may be shown of a wave's tallies, and when one is cut."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pollsvc.domain.cells import RESPONSES, Cell, set_aside_in

Counts = Mapping[str, Mapping[str, int]]
"""For each question code, how many responses count in each of its cells."""


@dataclass(frozen=True, kw_only=True)
class Release:
    """The counts of a wave at one step of its release policy.

    Attributes:
        released_on: The day on which it was cut, in the poll's zone; never the time.
        responses: How many responses it counts.
        set_aside: How many answers were set aside by then.
        aside_counted: Whether they are counted all the same.
    """

    wave_id: str
    released_on: date
    responses: int
    counts: Counts
    set_aside: int = 0
    aside_counted: bool = False


def cut(
    wave_id: str,
    tallies: Mapping[Cell, int],
    *,
    on: date,
    aside_counted: bool = False,
) -> Release:
    """Return the release of exact tallies."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for (question, cell), count in tallies.items():
        if question:
            counts[question][cell] = count
    return Release(
        wave_id=wave_id,
        released_on=on,
        responses=tallies[RESPONSES],
        counts=dict(counts),
        set_aside=sum(set_aside_in(tallies).values()),
        aside_counted=aside_counted,
    )
