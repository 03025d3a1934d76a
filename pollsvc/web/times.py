"""Moments and days in words, in the poll's own zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = 60
HOUR = 60 * MINUTE


def zone_words(zone: str) -> str:
    """Return the name people use for a zone: "New York", "UTC"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def day_words(day: date) -> str:
    """Return e.g. "30 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def moment_words(moment: datetime, zone: str) -> str:
    """Return e.g. "30 November 2026, 23:59 (New York)"."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{day_words(local.date())}, {local:%H:%M} ({zone_words(zone)})"


def period_words(first: date, last: date) -> str:
    """Return e.g. "1 to 22 November 2026", without saying anything twice."""
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {day_words(last)}"
    return f"{day_words(first)} to {day_words(last)}"


def duration_words(seconds: int) -> str:
    """Return e.g. "2 minutes"; never less than it takes."""
    if seconds <= MINUTE:
        return _many(seconds, "second")
    if seconds <= HOUR:
        return _many(-(-seconds // MINUTE), "minute")
    return _many(-(-seconds // HOUR), "hour")


def when_words(seconds: int, *, now: datetime) -> str:
    """Return e.g. "at 14:05 UTC (in 2 minutes)", or with seconds where they count."""
    at = (now + timedelta(seconds=seconds)).astimezone(UTC)
    # What is cut off the time must not make it early.
    if at.microsecond:
        at = at.replace(microsecond=0) + timedelta(seconds=1)
    if seconds <= MINUTE:
        return f"at {at:%H:%M:%S} UTC (in {duration_words(seconds)})"
    if at.second:
        at += timedelta(minutes=1)
    return f"at {at:%H:%M} UTC (in {duration_words(seconds)})"


def _many(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
