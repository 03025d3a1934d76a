"""A wave: one fielding period of a poll, and whether it takes answers now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pollsvc.domain.errors import NotOpen
from pollsvc.domain.repeats import WEEK
from pollsvc.domain.schedules import Schedule, Window
from pollsvc.domain.sentences import sentence


class Standing(StrEnum):
    """Where a wave stands at a moment."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Wave:
    """One fielding period.

    Attributes:
        id: 32 hexadecimal digits.
        code: Its name in addresses and exports, e.g. "2026-11".
        window: When answers are taken.
        closed_at: When it was closed and its last release cut; None until then.
        salt: The half of its key that is stored; None once the poll is archived.
        key_id: Which instance secret is the other half; None: the oldest.
        aside_counted: Whether answers that were set aside count all the same.
        purged_at: When its responses were deleted; None: they are there.
    """

    id: str
    poll_id: str
    code: str
    window: Window
    closed_at: datetime | None
    salt: bytes | None
    key_id: str | None = None
    aside_counted: bool = False
    purged_at: datetime | None = None

    def standing(self, *, now: datetime) -> Standing:
        """Return where the wave stands: its times count, before anyone acts on them."""
        if self.closed_at is not None:
            return Standing.CLOSED
        if self.window.closes_at is not None and now >= self.window.closes_at:
            return Standing.CLOSED
        if now < self.window.opens_at:
            return Standing.UPCOMING
        return Standing.OPEN

    def ended_at(self, *, now: datetime) -> datetime | None:
        """Return when the wave stopped taking answers; None while it has not."""
        if self.standing(now=now) is not Standing.CLOSED:
            return None
        return self.closed_at or self.window.closes_at


def wave_code(schedule: Schedule, window: Window) -> str:
    """Return when a window opens in the poll's own zone, as short as it is unique.

    The month, e.g. "2026-11"; the week of ISO 8601 where weeks pass between two
    waves, "2026-W49"; the day where days do, "2026-11-02".
    """
    opens = window.opens_at.astimezone(schedule.tzinfo)
    days = schedule.repeats.days if schedule.repeats else 0
    if not days:
        return opens.strftime("%Y-%m")
    return opens.strftime("%Y-%m-%d" if days % WEEK else "%G-W%V")


def begun(waves: Sequence[Wave], *, now: datetime) -> list[Wave]:
    """Return the waves that have opened by a moment, in the order given."""
    return [w for w in waves if w.standing(now=now) is not Standing.UPCOMING]


def wave_at(waves: Sequence[Wave], *, now: datetime) -> Wave | None:
    """Return the wave that a poll shows: the newest that has begun, or else the first.

    Between two waves that is the one that has ended: its results are shown until the
    next one opens, which may be stored by then.

    Args:
        waves: All of the poll's, the newest first.
        now: The moment, UTC.

    Returns:
        None where there is no wave at all.
    """
    return next(iter(begun(waves, now=now)), waves[-1] if waves else None)


def require_open(wave: Wave, *, now: datetime) -> None:
    """Refuse unless the wave takes answers now.

    Raises:
        NotOpen: Saying since when, or from when.
    """
    match wave.standing(now=now):
        case Standing.OPEN:
            return
        case Standing.UPCOMING:
            msg = sentence("This poll has not opened yet.")
            raise NotOpen(msg, opens_at=wave.window.opens_at)
        case Standing.CLOSED:
            msg = sentence("This poll has closed.")
            raise NotOpen(msg, closed_at=wave.ended_at(now=now))
