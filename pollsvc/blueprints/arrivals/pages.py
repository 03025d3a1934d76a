"""What the pages about arrivals are given: counts in words, and never an address."""

from dataclasses import dataclass

from pollsvc.web.fields import HiddenField


@dataclass(frozen=True, kw_only=True)
class HourRow:
    """About how many answers came in one hour.

    Attributes:
        hour: In the poll's zone, e.g. "Tue 24 Nov, 04:00".
        counts: Received, set aside in a burst, set aside as the work had failed.
        length: How many were received, in percent of the hour with the most.
        aside: How many of them were set aside, in the same measure.
    """

    hour: str
    counts: tuple[str, ...]
    length: int
    aside: int


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A link to what can be decided, and what it comes to."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class WaveSection:
    """What came to one wave.

    Attributes:
        id: Unlike every other wave's.
        state: Until when it takes answers, or since when not.
        facts: Pairs of what is counted and how many.
        decision: What can be decided about answers set aside; None: nothing.
        obstacle: Why not, or None.
        hours: The newest first; empty where none are kept.
        hours_note: How to read them, or why there are none.
    """

    id: str
    heading: str
    state: str
    facts: tuple[tuple[str, str], ...]
    decision: Decision | None
    obstacle: str | None
    hours: tuple[HourRow, ...]
    hours_note: str


@dataclass(frozen=True, kw_only=True)
class ArrivalsPage:
    """What came to a poll, the newest wave first."""

    notices: tuple[str, ...]
    title: str
    slug: str
    zone: str
    waves: tuple[WaveSection, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionPage:
    """Asks whether answers set aside should count, or no longer.

    Attributes:
        verb: What is asked for, e.g. "Count them".
        meanings: What it comes to, a sentence each.
    """

    heading: str
    verb: str
    meanings: tuple[str, ...]
    action: str
    hidden: tuple[HiddenField, ...]
    back_url: str
