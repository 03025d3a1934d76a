"""Whether a schedule can be kept, and what is wrong where it cannot."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import takewhile

from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.sentences import Sentence, sentence
from pollsvc.domain.spans import MOST
from pollsvc.domain.spellings import ShortDay

FIRST_YEAR, LAST_YEAR = 2000, 2200
"""Years beyond these are slips of the finger, and near 1 and 9999 cannot be counted."""

MOST_TIMES = 1000
MOST_SKIPS = 100
LOOKED_AT = 50
"""How many dates are compared: after four years every month has had every length."""

_ONCE = sentence("Only a poll that repeats can have this.")


def problems_of(schedule: Schedule) -> dict[str, str]:
    """Return a sentence for each field of a schedule that breaks a rule."""
    problems = _years(schedule)
    if problems:
        return problems
    if schedule.opens and schedule.closes and schedule.closes <= schedule.opens:
        problems["closes"] = sentence("The poll must close after it opens.")
    if schedule.lasts is not None:
        if schedule.closes is not None:
            problems["lasts"] = sentence(
                "Say either when it closes or for how long it is open, not both."
            )
        elif not 0 < schedule.lasts.number <= MOST:
            problems["lasts"] = sentence("Write a number from 1 to {most}.", most=MOST)
    if problems:
        return problems
    if schedule.repeats is None:
        return _without_series(schedule)
    return _series(schedule, schedule.repeats)


def skips_left(skips: Iterable[date], schedule: Schedule) -> tuple[date, ...]:
    """Return those of the days that a schedule can leave out."""
    first, repeats = schedule.opens, schedule.repeats
    if first is None or repeats is None:
        return ()
    return tuple(day for day in skips if _opens_on(day, schedule, first, repeats))


def _years(schedule: Schedule) -> dict[str, str]:
    days: dict[str, date | None] = {
        "opens": schedule.opens,
        "closes": schedule.closes,
        "until": schedule.until,
    }
    return {
        name: sentence(
            "Write a year from {first} to {last}.",
            first=str(FIRST_YEAR),
            last=str(LAST_YEAR),
        )
        for name, day in days.items()
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR
    }


def _without_series(schedule: Schedule) -> dict[str, str]:
    given = {
        "times": schedule.times is not None,
        "until": schedule.until is not None,
        "skips": bool(schedule.skips),
        "stopped": schedule.stopped,
    }
    return {name: _ONCE for name, is_given in given.items() if is_given}


def _series(schedule: Schedule, repeats: Repeat) -> dict[str, str]:
    if schedule.opens is None or not (schedule.closes or schedule.lasts):
        return {
            "repeats": sentence("A poll that repeats needs opening and closing times.")
        }
    problems: dict[str, str] = {}
    if problem := _off_its_weekday(schedule.opens, repeats):
        problems["opens"] = problem
    elif problem := _overlap(schedule, schedule.opens, repeats):
        problems["repeats"] = problem
    if schedule.times is not None and schedule.until is not None:
        problems["until"] = sentence(
            "Say either how many times it is asked or until when, not both."
        )
    elif schedule.times is not None and not 1 <= schedule.times <= MOST_TIMES:
        problems["times"] = sentence(
            "Write a number from 1 to {most}.", most=MOST_TIMES
        )
    elif schedule.until is not None and schedule.until < schedule.opens.date():
        problems["until"] = sentence("This day comes before the first opening.")
    return problems or dict(_skips(schedule, schedule.opens, repeats))


def _off_its_weekday(opens: datetime, repeats: Repeat) -> Sentence | None:
    on = repeats.on
    if on is None or on.in_month_of(opens) == opens:
        return None
    right = on.in_month_of(opens)
    if right < opens:
        right = Repeat.MONTHLY.opening(opens.replace(day=1), 1)
        right = on.in_month_of(right)
    return sentence(
        "This is another day than it repeats on; the first of those is {day}.",
        day=ShortDay(right.date(), weekday=True),
    )


def _overlap(schedule: Schedule, first: datetime, repeats: Repeat) -> Sentence | None:
    """Return a sentence about the first wave that would run into the one after it."""
    for number in range(min(LOOKED_AT, (schedule.times or LOOKED_AT + 1) - 1)):
        opens = repeats.opening(first, number)
        after = repeats.opening(first, number + 1)
        if schedule.lasts is not None:
            closes = opens + schedule.lasts.length
        else:
            closes = repeats.closing(first, schedule.closes or first, number)
        if closes > after:
            return sentence(
                "A wave must close before the next one opens: that of {day} would "
                "still be open on {next}.",
                day=ShortDay(opens.date()),
                next=ShortDay(after.date()),
            )
    return None


def _skips(
    schedule: Schedule, first: datetime, repeats: Repeat
) -> Iterator[tuple[str, Sentence]]:
    if len(schedule.skips) > MOST_SKIPS:
        yield "skips", sentence("Leave out at most {most} dates.", most=MOST_SKIPS)
        return
    for place, day in enumerate(schedule.skips):
        if day == first.date():
            yield (
                f"skips[{place}]",
                sentence("The first wave cannot be left out: let it open later."),
            )
        elif not _opens_on(day, schedule, first, repeats):
            yield f"skips[{place}]", sentence("The poll does not open on this day.")


def _opens_on(day: date, schedule: Schedule, first: datetime, repeats: Repeat) -> bool:
    if not first.date() < day <= date(LAST_YEAR, 12, 31):
        return False
    number = repeats.number_before(first, datetime.combine(day, first.time()))
    openings = (
        repeats.opening(first, later).date()
        for later in range(number, min(number + 5, schedule.times or number + 5))
    )
    until = schedule.until or date.max
    return day in takewhile(lambda opens: opens <= until, openings)
