"""A day, given in three fields."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pollsvc.domain.kinds.kind import (
    NOT_ANSWERED,
    Chosen,
    Given,
    Kind,
    NoAnswer,
    Problem,
    Stored,
    Unacceptable,
    no_cells,
    only_ways_out,
    or_instead,
    restored_way_out,
    stored_way_out,
    ways_out_part,
)
from pollsvc.domain.questionnaires import DateLimits, Question
from pollsvc.domain.sentences import sentence
from pollsvc.domain.spellings import Day, Month

FIELDS = ("day", "month", "year")
_MOST_DIGITS = 4
_RANGES = {"day": range(1, 32), "month": range(1, 13), "year": range(1000, 10_000)}
_MISSING = {
    "day": sentence("The date has no day"),
    "month": sentence("The date has no month"),
    "year": sentence("The date has no year"),
}
_RIGHT = {
    "day": sentence("Write the day as a number from 1 to 31"),
    "month": sentence("Write the month as a number from 1 to 12"),
    "year": sentence("Write the year with four digits, such as 2026"),
}


@dataclass(frozen=True)
class Dated:
    """The day given."""

    day: dt.date


def parts(question: Question) -> tuple[str | None, ...]:
    """Return the names of the form's fields."""
    return (*FIELDS, *ways_out_part(question))


def parse(question: Question, given: Given) -> Dated | Chosen | NoAnswer:
    """Return the day given."""
    answer = or_instead(question, given, _read(given), wanted=sentence("Write a date"))
    if isinstance(answer, Dated):
        _require_in_range(answer.day, limits_of(question))
    return answer


def _read(given: Given) -> Dated | NoAnswer:
    written = {part: given.one(part) for part in FIELDS}
    if not any(written.values()):
        return NOT_ANSWERED
    day, month, year = (_read_part(part, text) for part, text in written.items())
    try:
        return Dated(dt.date(year, month, day))
    except ValueError:
        msg = sentence(
            "There is no {day} {month} {year}", day=day, month=Month(month), year=year
        )
        raise Unacceptable(msg) from None


def _read_part(part: str, written: str) -> int:
    if not written:
        raise Unacceptable(_MISSING[part])
    is_short = written.isdecimal() and len(written) <= _MOST_DIGITS
    if not is_short or int(written) not in _RANGES[part]:
        raise Unacceptable(_RIGHT[part])
    return int(written)


def _require_in_range(day: dt.date, limits: DateLimits) -> None:
    if limits.earliest and day < limits.earliest:
        msg = sentence("Write a date from {day} on", day=Day(limits.earliest))
        raise Unacceptable(msg)
    if limits.latest and day > limits.latest:
        msg = sentence("Write a date up to {day}", day=Day(limits.latest))
        raise Unacceptable(msg)


def limits_of(question: Question) -> DateLimits:
    """Return between which days it is to lie."""
    return question.limits if isinstance(question.limits, DateLimits) else DateLimits()


def stored(answer: Dated | Chosen) -> Stored:
    """Return the day as ISO 8601 writes it."""
    if isinstance(answer, Chosen):
        return stored_way_out(answer)
    return answer.day.isoformat()


def restored(question: Question, stored: Stored) -> Dated | Chosen:
    """Return what `stored` made."""
    del question
    return restored_way_out(stored) or Dated(dt.date.fromisoformat(stored))


def problems(question: Question) -> Iterator[Problem]:
    """Yield what is wrong with such a question."""
    yield from only_ways_out(question)
    limits = limits_of(question)
    if limits.earliest and limits.latest and limits.earliest > limits.latest:
        yield (
            ".limits.latest",
            sentence("The earliest date comes after the latest one."),
        )


KIND = Kind(
    parts=parts,
    parse=parse,
    stored=stored,
    restored=restored,
    cells=no_cells,
    all_cells=no_cells,
    problems=problems,
)
