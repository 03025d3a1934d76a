"""A poll's schedule and state as sentences that say what will happen, and when."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from pollsvc.domain.polls import PollDraft, PollState
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.schedules import Schedule, Window
from pollsvc.domain.sentences import Sentence, in_a_row, sentence
from pollsvc.domain.spellings import ShortDay
from pollsvc.domain.waves import Standing
from pollsvc.services.authoring import PollSummary
from pollsvc.web.poll_words import retention_words
from pollsvc.web.times import zone_words

NEXT_SHOWN = 2

_STEPWISE = {
    Visibility.ALWAYS: sentence(
        "Everybody sees results, in steps of at least 10 answers."
    ),
    Visibility.ON_VOTE: sentence(
        "Results after answering, in steps of at least 10 answers."
    ),
    Visibility.ON_CLOSE: sentence(
        "Results after the poll closes, in steps of at least 10 answers."
    ),
    Visibility.STAFF_ONLY: sentence(
        "Results for staff only, in steps of at least 10 answers."
    ),
}
_AT_ONCE = {
    Visibility.ALWAYS: sentence("Everybody sees results, at once."),
    Visibility.ON_VOTE: sentence("Results after answering, at once."),
    Visibility.ON_CLOSE: sentence("Results after the poll closes, at once."),
    Visibility.STAFF_ONLY: sentence("Results for staff only, at once."),
}
_RESULTS = {ReleasePolicy.BATCHED: _STEPWISE, ReleasePolicy.LIVE: _AT_ONCE}
STATES = {
    PollState.DRAFT: sentence("Draft"),
    PollState.OPEN: sentence("Open"),
    PollState.CLOSED: sentence("Closed"),
    PollState.ARCHIVED: sentence("Archived"),
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
    window = schedule.window(now=now)
    said = (
        _opening(schedule, window, now),
        _closing(schedule, window, now),
        _repeating(schedule, window),
    )
    return tuple(filter(None, said))


def sites_sentence(draft: PollDraft) -> str:
    """Return whose pages may show a poll."""
    if draft.sites:
        return sentence(
            "These sites may show it, and no others: {sites}.",
            sites=", ".join(draft.sites),
        )
    return sentence(
        "Any site may show it. Where somebody could want another result, name your "
        "sites before a poll is opened."
    )


def results_sentence(draft: PollDraft) -> str:
    """Return who sees results, and in what steps."""
    return _RESULTS[draft.release][draft.results]


def settings_sentence(draft: PollDraft, *, now: datetime) -> str:
    """Return what the settings come to, for an author who leaves them alone."""
    schedule = schedule_sentences(draft.schedule, now=now)
    kept = "" if draft.keep_days is None else retention_words(draft)
    return in_a_row(results_sentence(draft), *schedule, kept)


def state_of(summary: PollSummary) -> tuple[str, str]:
    """Return the word for where a poll stands, and the kind of its tag."""
    poll, standing = summary.poll, summary.standing
    if poll.state is not PollState.OPEN or standing is Standing.OPEN:
        return STATES[poll.state], "open" if poll.state is PollState.OPEN else ""
    if standing is Standing.UPCOMING:
        return sentence("Scheduled"), ""
    if poll.draft.schedule.repeats:
        return sentence("Between waves"), ""
    return STATES[PollState.CLOSED], ""


def closing_words(summary: PollSummary) -> str:
    """Return when a poll closes or closed, for a table's cell."""
    zone, wave = summary.poll.draft.schedule.zone, summary.wave
    if wave is None:
        closes = summary.poll.draft.schedule.closes
        if closes is None:
            return sentence("Not set")
        return sentence(
            "{day}, {time}", day=ShortDay(closes.date()), time=f"{closes:%H:%M}"
        )
    ended = wave.closed_at or wave.window.closes_at
    if ended is None:
        return sentence("When you close it")
    local = ended.astimezone(Schedule(zone=zone).tzinfo)
    return sentence(
        "{day}, {time} ({zone})",
        day=ShortDay(local.date()),
        time=f"{local:%H:%M}",
        zone=zone_words(zone),
    )


def _opening(schedule: Schedule, window: Window, now: datetime) -> str:
    if schedule.opens is None:
        return ""
    if window.opens_at <= now:
        return sentence("Takes answers from the moment you open it.")
    moment = moment_in_both(window.opens_at, schedule.zone)
    return sentence("Opens {moment}.", moment=moment)


def _closing(schedule: Schedule, window: Window, now: datetime) -> str:
    if window.closes_at is None:
        return sentence("Stays open until you close it.")
    moment = moment_in_both(window.closes_at, schedule.zone)
    if window.closes_at <= now and schedule.repeats is None:
        return sentence("The closing time has passed: {moment}.", moment=moment)
    return sentence("Closes {moment}.", moment=moment)


def _repeating(schedule: Schedule, window: Window) -> str:
    moments = [
        moment_in_both(moment, schedule.zone)
        for each in islice(_following(schedule, window), NEXT_SHOWN)
        for moment in (each.opens_at, each.closes_at)
        if moment
    ]
    names = ("opens", "closes", "next_opens", "next_closes")
    if len(moments) < len(names):
        return ""
    return sentence(
        "Asked again from {opens} to {closes}, then from {next_opens} to "
        "{next_closes}, and so on.",
        **dict(zip(names, moments, strict=True)),
    )


def _following(schedule: Schedule, window: Window) -> Iterator[Window]:
    following: Window | None = window
    while following is not None and following.closes_at is not None:
        following = schedule.next_window(now=following.closes_at)
        if following is not None:
            yield following
