"""For how long single responses are kept, and when they are to be deleted."""

from datetime import datetime, timedelta

from pollsvc.domain.sentences import Sentence, counted, sentence
from pollsvc.domain.waves import Wave

MOST_DAYS = 3_650


def problem_of(keep_days: int | None) -> str | None:
    """Return what is wrong with a number of days, or None."""
    if keep_days is None or 1 <= keep_days <= MOST_DAYS:
        return None
    return sentence(
        "Write a whole number of days from 1 to {most:,}, or leave it empty.",
        most=MOST_DAYS,
    )


def purge_at(wave: Wave, keep_days: int | None) -> datetime | None:
    """Return when a wave's responses are to be deleted; None: not by themselves."""
    if keep_days is None or wave.closed_at is None or wave.purged_at is not None:
        return None
    return wave.closed_at + timedelta(days=keep_days)


def days_words(days: int) -> Sentence:
    """Return e.g. "1 day", "365 days"."""
    return counted("{number:,} day", "{number:,} days", number=days)
