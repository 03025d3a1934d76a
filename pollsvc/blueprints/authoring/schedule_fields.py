"""From the fields that say when a poll is open to its schedule, and back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from pollsvc.blueprints.authoring.forms import EditorForm
from pollsvc.domain.repeats import MOST_DAYS, WORDS, Place, Repeat, Weekday, repeat_of
from pollsvc.domain.schedule_rules import MOST_TIMES, problems_of, skips_left
from pollsvc.domain.schedules import Schedule, known_zones
from pollsvc.domain.sentences import in_a_row, sentence
from pollsvc.domain.spans import MOST, Span, Unit
from pollsvc.web.fields import Choice
from pollsvc.web.moments import LAST_MINUTE, local_day, local_moment
from pollsvc.web.schedule_words import PLACES, WEEKDAYS

ON_DATE, AFTER = "date", "after"
EVERY_DAYS, ON_WEEKDAY = "days", "weekday"
OPENS_AT, USUAL_SPAN, USUAL_DAYS = "09:00", "14", "10"
_Value = TypeVar("_Value", bound=str)
_NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)

FIELDS = {
    "schedule.opens": "opens_date",
    "schedule.closes": "closes_date",
    "schedule.lasts": "lasts",
    "schedule.zone": "zone",
    "schedule.every": "every",
    "schedule.times": "times",
    "schedule.until": "until",
    "schedule": "repeats",
}
"""At which field a problem of the schedule is said, by the beginning of its path."""

CLOSING = {
    ON_DATE: sentence("On this day, or when I close it"),
    AFTER: sentence("So long after it opens"),
}
UNITS = {Unit.DAYS: sentence("days"), Unit.HOURS: sentence("hours")}
REPEATS = {
    "": sentence("Once"),
    "weekly": sentence("Every week"),
    "monthly": sentence("Every month"),
    "quarterly": sentence("Every three months"),
    EVERY_DAYS: sentence("Every so many days, as below"),
    ON_WEEKDAY: sentence("On a weekday of each month, as below"),
}


@dataclass(frozen=True, kw_only=True)
class ScheduleChoices:
    """What the fields of a schedule offer.

    Attributes:
        is_special: Whether the less usual fields are unfolded.
    """

    closing: tuple[Choice, ...]
    units: tuple[Choice, ...]
    repeats: tuple[Choice, ...]
    places: tuple[Choice, ...]
    weekdays: tuple[Choice, ...]
    is_special: bool


def choices_for(typed: Mapping[str, str], errors: Mapping[str, str]) -> ScheduleChoices:
    """Return what the fields offer beside what is typed."""
    special = {EVERY_DAYS, ON_WEEKDAY}
    chosen = AFTER if typed["closing"] == AFTER else ON_DATE
    return ScheduleChoices(
        closing=tuple(
            Choice(value=way, label=label, id=f"closing-{way}", checked=way == chosen)
            for way, label in CLOSING.items()
        ),
        units=_options(UNITS),
        repeats=_options(REPEATS),
        places=_options(PLACES),
        weekdays=_options(WEEKDAYS),
        is_special=typed["repeats"] in special
        or bool(typed["times"] or typed["until"])
        or not errors.keys().isdisjoint({"every", "times", "until"}),
    )


def schedule_of(
    form: EditorForm, stored: Schedule | None, problems: dict[str, str]
) -> Schedule:
    """Return the schedule that a form describes; what is wrong goes to the problems.

    What the form does not show of a stored one stays: each day that is left out while
    the poll opens on it, and that it was stopped as long as the dates are its.
    """
    is_span = form.closing.data == AFTER
    schedule = Schedule(
        zone=_zone(form, problems),
        opens=_local(form, "opens", problems),
        closes=None if is_span else _local(form, "closes", problems),
        lasts=_lasts(form, problems) if is_span else None,
        repeats=_repeats(form, problems),
    )
    if schedule.repeats is None:
        return schedule
    schedule = replace(
        schedule,
        times=_number(form, "times", MOST_TIMES, problems),
        until=_until(form, problems),
    )
    return _with_what_is_not_shown(schedule, stored)


def why_no_times(form: EditorForm, stored: Schedule | None) -> str:
    """Return why the schedule as typed cannot be saved; nothing where it can."""
    unreadable: dict[str, str] = {}
    schedule = schedule_of(form, stored, unreadable)
    return in_a_row(*(unreadable or problems_of(schedule)).values())


def values_of_schedule(schedule: Schedule) -> dict[str, object]:
    """Return the form's fields for a stored schedule."""
    opens, closes, lasts = schedule.opens, schedule.closes, schedule.lasts
    repeats = schedule.repeats
    on = repeats.on if repeats else None
    is_usual = repeats is None or repeats in WORDS.values()
    return {
        "opens_date": opens.date().isoformat() if opens else "",
        "opens_time": f"{opens:%H:%M}" if opens else OPENS_AT,
        "closing": AFTER if lasts else ON_DATE,
        "closes_date": closes.date().isoformat() if closes else "",
        "closes_time": f"{closes:%H:%M}" if closes else LAST_MINUTE,
        "lasts": str(lasts.number) if lasts else USUAL_SPAN,
        "lasts_unit": lasts.unit.value if lasts else Unit.DAYS.value,
        "zone": schedule.zone,
        "repeats": _word(repeats),
        "every": USUAL_DAYS if is_usual or repeats is None else str(repeats.days),
        "place": on.place.value if on else Place.FIRST.value,
        "weekday": on.weekday.value if on else Weekday.MONDAY.value,
        "times": str(schedule.times or ""),
        "until": schedule.until.isoformat() if schedule.until else "",
    }


def _word(repeats: Repeat | None) -> str:
    if repeats is None:
        return ""
    if repeats.on is not None:
        return ON_WEEKDAY
    return str(repeats) if repeats in WORDS.values() else EVERY_DAYS


def _options(labels: Mapping[_Value, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value=str(v), label=label) for v, label in labels.items())


def _with_what_is_not_shown(schedule: Schedule, stored: Schedule | None) -> Schedule:
    if stored is None:
        return schedule
    kept = replace(schedule, skips=skips_left(stored.skips, schedule))
    return replace(kept, stopped=stored.stopped and _dates(stored) == _dates(schedule))


def _dates(schedule: Schedule) -> tuple[object, ...]:
    """Return what decides on which days it opens: the time of day does not."""
    first = schedule.opens.date() if schedule.opens else None
    return first, schedule.repeats, schedule.times, schedule.until


def _zone(form: EditorForm, problems: dict[str, str]) -> str:
    zone = (form.zone.data or "UTC").strip()
    if zone in known_zones():
        return zone
    problems["schedule.zone"] = sentence("Select a time zone.")
    return "UTC"


def _local(form: EditorForm, name: str, problems: dict[str, str]) -> datetime | None:
    day, clock = form[f"{name}_date"].data or "", form[f"{name}_time"].data or ""
    if not day.strip():
        return None
    moment = local_moment(day, clock)
    if moment is None:
        problems[f"schedule.{name}"] = sentence("Write the date like 2026-11-30.")
    return moment


def _lasts(form: EditorForm, problems: dict[str, str]) -> Span | None:
    number = _number(form, "lasts", MOST, problems)
    if number is None:
        problems.setdefault(
            "schedule.lasts", sentence("Write a number from 1 to {most}.", most=MOST)
        )
        return None
    unit = Unit.HOURS if form.lasts_unit.data == Unit.HOURS else Unit.DAYS
    return Span(number, unit)


def _repeats(form: EditorForm, problems: dict[str, str]) -> Repeat | None:
    wanted = form.repeats.data or ""
    if wanted == EVERY_DAYS:
        days = _number(form, "every", MOST_DAYS, problems)
        if days is None:
            problems.setdefault(
                "schedule.every",
                sentence("Write a number from 1 to {most}.", most=MOST_DAYS),
            )
        return Repeat(days=days) if days else None
    if wanted == ON_WEEKDAY:
        wanted = f"{form.place.data} {form.weekday.data}"
    repeats = repeat_of(wanted)
    if wanted and repeats is None:
        problems["schedule.repeats"] = sentence("Select one of the answers shown.")
    return repeats


def _until(form: EditorForm, problems: dict[str, str]) -> date | None:
    typed = (form.until.data or "").strip()
    day = local_day(typed)
    if typed and day is None:
        problems["schedule.until"] = sentence("Write the date like 2026-11-30.")
    return day


def _number(
    form: EditorForm, name: str, most: int, problems: dict[str, str]
) -> int | None:
    """Return a number from 1, or None where nothing, or no such number, is typed."""
    typed = (form[name].data or "").strip()
    number = int(typed) if _NUMBER.fullmatch(typed) else 0
    if 1 <= number <= most:
        return number
    if typed:
        problems[f"schedule.{name}"] = sentence(
            "Write a number from 1 to {most}.", most=most
        )
    return None
