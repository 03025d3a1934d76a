"""Moments and days in words, in the poll's own zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from pollsvc.domain.sentences import Sentence, bare, counted, sentence
from pollsvc.domain.spellings import Day, Period

MINUTE = 60
HOUR = 60 * MINUTE


def zone_words(zone: str) -> str:
    """Return the name people use for a zone: "New York", "UTC"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def day_words(day: date) -> Sentence:
    """Return e.g. "30 November 2026"."""
    return bare(Day(day))


def moment_words(moment: datetime, zone: str) -> Sentence:
    """Return e.g. "30 November 2026, 23:59 (New York)"."""
    local = moment.astimezone(ZoneInfo(zone))
    return sentence(
        "{day}, {time} ({zone})",
        day=Day(local.date()),
        time=f"{local:%H:%M}",
        zone=zone_words(zone),
    )


def period_words(first: date, last: date) -> Sentence:
    """Return e.g. "1 to 22 November 2026", without saying anything twice."""
    return bare(Period(first, last))


def duration_words(seconds: int) -> Sentence:
    """Return e.g. "2 minutes"; never less than it takes."""
    if seconds <= MINUTE:
        return counted("{number} second", "{number} seconds", number=seconds)
    if seconds <= HOUR:
        minutes = -(-seconds // MINUTE)
        return counted("{number} minute", "{number} minutes", number=minutes)
    return counted("{number} hour", "{number} hours", number=-(-seconds // HOUR))


def when_words(seconds: int, *, now: datetime) -> Sentence:
    """Return e.g. "at 14:05 UTC (in 2 minutes)", or with seconds where they count."""
    at = (now + timedelta(seconds=seconds)).astimezone(UTC)
    # What is cut off the time must not make it early.
    if at.microsecond:
        at = at.replace(microsecond=0) + timedelta(seconds=1)
    if seconds > MINUTE and at.second:
        at += timedelta(minutes=1)
    return sentence(
        "at {time} UTC (in {duration})",
        time=f"{at:%H:%M:%S}" if seconds <= MINUTE else f"{at:%H:%M}",
        duration=duration_words(seconds),
    )
