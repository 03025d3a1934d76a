"""A day and a time of day as forms have them: two fields, and the times to choose."""

from datetime import date, datetime

from pollsvc.domain.schedule_rules import FIRST_YEAR, LAST_YEAR
from pollsvc.web.fields import Choice

LAST_MINUTE = "23:59"
_QUARTERS = (0, 15, 30, 45)


def local_moment(day: str, clock: str) -> datetime | None:
    """Return what two fields say, local to a poll's zone; None: no moment."""
    try:
        moment = datetime.strptime(f"{day.strip()} {clock}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 -- local to the poll's zone
    except ValueError:
        return None
    return moment if FIRST_YEAR <= moment.year < LAST_YEAR else None


def local_day(day: str) -> date | None:
    """Return what a field says; None: no day."""
    moment = local_moment(day, LAST_MINUTE)
    return moment.date() if moment else None


def time_choices(*chosen: str) -> tuple[Choice, ...]:
    """Return the times of a day in steps of 15 minutes, and those chosen."""
    quarters = {f"{hour:02}:{minute:02}" for hour in range(24) for minute in _QUARTERS}
    times = sorted(quarters | {LAST_MINUTE} | set(filter(None, chosen)))
    return tuple(Choice(value=time, label=time) for time in times)
