"""When a poll is open and asked again, read from a definition and written to it."""

from datetime import date, datetime
from typing import Any

from pollsvc.definitions.fields import Fields, scalar
from pollsvc.definitions.quoting import text
from pollsvc.definitions.tables import SCHEDULE
from pollsvc.domain.repeats import Repeat, repeat_of
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.spans import Span, span_of

_DAY = "write one like 2026-12-31, or several as [2026-12-24, 2026-12-31]."


def read_schedule(poll: Fields) -> Schedule:
    """Return the schedule of a poll; what it gets wrong is added to the faults."""
    node = poll.node_of("schedule")
    if node is None:
        return Schedule()
    fields = Fields(node, "schedule", SCHEDULE, poll.faults)
    return Schedule(
        zone=fields.optional_text("zone") or "UTC",
        opens=fields.moment("opens"),
        closes=fields.moment("closes"),
        lasts=_lasts(fields),
        repeats=_repeats(fields),
        times=fields.optional_number("times"),
        until=_until(fields),
        skips=tuple(_skips(fields)),
        stopped=fields.flag("stopped"),
    )


def write_schedule(schedule: Schedule) -> dict[str, Any]:
    """Return a schedule as a definition has it; empty where nothing is to be said."""
    if schedule == Schedule():
        return {}
    written: dict[str, Any] = {
        "opens": schedule.opens and _moment(schedule.opens),
        "closes": schedule.closes and _moment(schedule.closes),
        "lasts": schedule.lasts and str(schedule.lasts),
        "zone": text(schedule.zone),
        "repeats": schedule.repeats and str(schedule.repeats),
        "times": schedule.times,
        "until": schedule.until and text(schedule.until.isoformat()),
        "skips": [text(day.isoformat()) for day in schedule.skips],
        "stopped": schedule.stopped,
    }
    return {name: value for name, value in written.items() if value}


def _lasts(fields: Fields) -> Span | None:
    written = fields.optional_text("lasts")
    span = span_of(written or "")
    if written is not None and span is None:
        fields.fault(
            "lasts",
            f"{written!r} is not a length of time; write one like 14 days or 36 hours.",
        )
    return span


def _repeats(fields: Fields) -> Repeat | None:
    written = fields.optional_text("repeats")
    repeat = repeat_of(written or "")
    if written is not None and repeat is None:
        fields.fault(
            "repeats",
            f"{written!r} is no way to repeat; write weekly, monthly, quarterly, one "
            "like every 10 days, or one like first monday or last friday.",
        )
    return repeat


def _until(fields: Fields) -> date | None:
    written = fields.optional_text("until")
    day = _day(written or "")
    if written is not None and day is None:
        fields.fault("until", f"{written!r} is not a day; write one like 2026-12-31.")
    return day


def _skips(fields: Fields) -> list[date]:
    days: list[date] = []
    for number, node in enumerate(fields.items("skips")):
        written = scalar(node) or ""
        day = _day(written)
        if day is None:
            path = f"schedule.skips[{number}]"
            fields.faults.add(node, path, f"{written!r} is not a day; {_DAY}")
        else:
            days.append(day)
    return days


def _day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if day.isoformat() == written else None


def _moment(moment: datetime) -> str:
    exact = bool(moment.second or moment.microsecond)
    return moment.isoformat() if exact else moment.isoformat(timespec="minutes")
