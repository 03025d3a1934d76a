"""A schedule as columns of its poll: what was wished, in the poll's own local time."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pollsvc.domain.repeats import repeat_of
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.spans import span_of


def columns_of(schedule: Schedule) -> dict[str, object]:
    """Return the values of the columns that hold a schedule."""
    return {
        "zone": schedule.zone,
        "opens": schedule.opens.isoformat() if schedule.opens else None,
        "closes": schedule.closes.isoformat() if schedule.closes else None,
        "lasts": str(schedule.lasts) if schedule.lasts else None,
        "repeats": str(schedule.repeats) if schedule.repeats else None,
        "times": schedule.times,
        "until": schedule.until.isoformat() if schedule.until else None,
        "skips": [day.isoformat() for day in schedule.skips],
        "stopped": schedule.stopped,
    }


def schedule_in(stored: Mapping[Any, Any]) -> Schedule:
    """Return the schedule that a poll's row holds."""
    return Schedule(
        zone=stored["zone"],
        opens=_local(stored["opens"]),
        closes=_local(stored["closes"]),
        lasts=span_of(stored["lasts"] or ""),
        repeats=repeat_of(stored["repeats"] or ""),
        times=stored["times"],
        until=date.fromisoformat(stored["until"]) if stored["until"] else None,
        skips=tuple(map(date.fromisoformat, stored["skips"])),
        stopped=stored["stopped"],
    )


def _local(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
