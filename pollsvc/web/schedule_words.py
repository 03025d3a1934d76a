"""A schedule in words: when it opens and closes, how it repeats, which dates come."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from pollsvc.domain.repeats import Place, Repeat, Weekday
from pollsvc.domain.schedules import Schedule, Turn, Window
from pollsvc.domain.sentences import Sentence, counted, sentence
from pollsvc.domain.spans import Span, Unit
from pollsvc.domain.spellings import Day, ShortDay
from pollsvc.web.times import zone_words

PLACES = {
    Place.FIRST: sentence("first"),
    Place.SECOND: sentence("second"),
    Place.THIRD: sentence("third"),
    Place.FOURTH: sentence("fourth"),
    Place.LAST: sentence("last"),
}
WEEKDAYS = {
    Weekday.MONDAY: sentence("Monday"),
    Weekday.TUESDAY: sentence("Tuesday"),
    Weekday.WEDNESDAY: sentence("Wednesday"),
    Weekday.THURSDAY: sentence("Thursday"),
    Weekday.FRIDAY: sentence("Friday"),
    Weekday.SATURDAY: sentence("Saturday"),
    Weekday.SUNDAY: sentence("Sunday"),
}
_USUAL = {
    Repeat.WEEKLY: sentence("Asked every week."),
    Repeat.MONTHLY: sentence("Asked every month."),
    Repeat.QUARTERLY: sentence("Asked every three months."),
}


def moment_in_both(moment: datetime, zone: str) -> Sentence:
    """Return e.g. "Mon 7 Dec 2026, 23:59 in New York (Tue 8 Dec, 04:59 UTC)"."""
    local = moment.astimezone(Schedule(zone=zone).tzinfo)
    utc = moment.astimezone(UTC)
    values = {
        "day": ShortDay(local.date(), weekday=True),
        "time": f"{local:%H:%M}",
        "zone": zone_words(zone),
        "utc": f"{utc:%H:%M}",
    }
    if zone == "UTC":
        return sentence("{day}, {utc} UTC", **values)
    if utc.date() == local.date():
        return sentence("{day}, {time} in {zone} ({utc} UTC)", **values)
    other = ShortDay(utc.date(), weekday=True, year=False)
    return sentence(
        "{day}, {time} in {zone} ({other}, {utc} UTC)", other=other, **values
    )


def schedule_sentences(schedule: Schedule, *, now: datetime) -> tuple[str, ...]:
    """Return when a draft will open, close and be asked again."""
    window = schedule.coming_window(now=now)
    said = (*_first(schedule, window, now), *repeat_sentences(schedule))
    return tuple(filter(None, said))


def repeat_sentences(schedule: Schedule) -> tuple[Sentence, ...]:
    """Return how a series repeats, and until when; nothing where nothing does."""
    if schedule.repeats is None:
        return ()
    rhythm = _USUAL.get(schedule.repeats) or _rhythm(schedule.repeats)
    if schedule.times is not None:
        ends = counted(
            "{number} wave in all.", "{number} waves in all.", number=schedule.times
        )
    elif schedule.until is not None:
        ends = sentence(
            "The last opens on {day} at the latest.", day=Day(schedule.until)
        )
    else:
        ends = sentence("Until somebody stops it.")
    return rhythm, ends


def window_words(schedule: Schedule, *, now: datetime, most: int) -> tuple[str, ...]:
    """Return the next windows of a draft that repeats; none where nothing does."""
    if schedule.repeats is None or schedule.opens is None:
        return ()
    return tuple(islice(_windows(schedule, now), most))


def turn_words(turn: Turn, zone: str) -> Sentence:
    """Return from when until when a date is asked, or that it is left out."""
    if turn.left_out:
        opens = moment_in_both(turn.window.opens_at, zone)
        return sentence("{moment}: left out", moment=opens)
    return _period(turn.window, zone)


def closes_after(lasts: Span) -> Sentence:
    """Return how long after its opening a poll closes."""
    if lasts.unit is Unit.DAYS:
        return counted(
            "Closes {number} day after you open it.",
            "Closes {number} days after you open it.",
            number=lasts.number,
        )
    return counted(
        "Closes {number} hour after you open it.",
        "Closes {number} hours after you open it.",
        number=lasts.number,
    )


def _windows(schedule: Schedule, now: datetime) -> Iterator[Sentence]:
    first = schedule.window(now=now)
    if first.closes_at is None or first.closes_at > now:
        yield _period(first, schedule.zone)
    if not schedule.stopped:
        for turn in schedule.turns(now=now):
            yield turn_words(turn, schedule.zone)


def _period(window: Window, zone: str) -> Sentence:
    opens = moment_in_both(window.opens_at, zone)
    if window.closes_at is None:
        return sentence("From {moment}", moment=opens)
    return sentence(
        "{opens} to {closes}",
        opens=opens,
        closes=moment_in_both(window.closes_at, zone),
    )


def _first(schedule: Schedule, window: Window, now: datetime) -> Iterator[str]:
    """Yield when the first window opens and closes, as its author says it."""
    if schedule.opens is not None and window.opens_at <= now:
        yield sentence("Takes answers from the moment you open it.")
    elif schedule.opens is not None:
        opens = moment_in_both(window.opens_at, schedule.zone)
        if schedule.lasts is not None and window.closes_at is not None:
            closes = moment_in_both(window.closes_at, schedule.zone)
            yield _opens_for(schedule.lasts, opens, closes)
            return
        yield sentence("Opens {moment}.", moment=opens)
    elif schedule.lasts is not None:
        yield closes_after(schedule.lasts)
        return
    yield _closing(schedule, window, now)


def _opens_for(lasts: Span, opens: Sentence, closes: Sentence) -> Sentence:
    if lasts.unit is Unit.DAYS:
        return counted(
            "Opens {opens}, closes in {number} day: {closes}.",
            "Opens {opens}, closes in {number} days: {closes}.",
            number=lasts.number,
            opens=opens,
            closes=closes,
        )
    return counted(
        "Opens {opens}, closes in {number} hour: {closes}.",
        "Opens {opens}, closes in {number} hours: {closes}.",
        number=lasts.number,
        opens=opens,
        closes=closes,
    )


def _closing(schedule: Schedule, window: Window, now: datetime) -> Sentence:
    if window.closes_at is None:
        return sentence("Stays open until you close it.")
    moment = moment_in_both(window.closes_at, schedule.zone)
    if window.closes_at <= now and schedule.repeats is None:
        return sentence("The closing time has passed: {moment}.", moment=moment)
    return sentence("Closes {moment}.", moment=moment)


def _rhythm(repeats: Repeat) -> Sentence:
    if repeats.on is not None:
        return sentence(
            "Asked on the {place} {weekday} of each month.",
            place=PLACES[repeats.on.place],
            weekday=WEEKDAYS[repeats.on.weekday],
        )
    return counted(
        "Asked every {number} day.", "Asked every {number} days.", number=repeats.days
    )
