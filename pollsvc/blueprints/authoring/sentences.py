"""A poll's schedule and state as sentences that say what will happen, and when."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from pollsvc.domain.polls import PollDraft, PollState
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.schedules import Schedule, Window
from pollsvc.domain.waves import Standing
from pollsvc.services.authoring import PollSummary
from pollsvc.web.poll_words import retention_words
from pollsvc.web.times import zone_words

NEXT_SHOWN = 2

_RESULTS = {
    Visibility.ALWAYS: "Everybody sees results",
    Visibility.ON_VOTE: "Results after answering",
    Visibility.ON_CLOSE: "Results after the poll closes",
    Visibility.STAFF_ONLY: "Results for staff only",
}
_STEPS = {
    ReleasePolicy.BATCHED: "in steps of at least 10 answers",
    ReleasePolicy.LIVE: "at once",
}
_STATES = {
    PollState.DRAFT: "Draft",
    PollState.OPEN: "Open",
    PollState.CLOSED: "Closed",
    PollState.ARCHIVED: "Archived",
}


def moment_in_both(moment: datetime, zone: str) -> str:
    """Return e.g. "Mon 7 Dec 2026, 23:59 in New York (Tue 8 Dec, 04:59 UTC)"."""
    local = moment.astimezone(Schedule(zone=zone).tzinfo)
    utc = moment.astimezone(UTC)
    day = f"{local:%a} {local.day} {local:%b %Y}, {local:%H:%M}"
    if zone == "UTC":
        return f"{day} UTC"
    other = "" if utc.date() == local.date() else f"{utc:%a} {utc.day} {utc:%b}, "
    return f"{day} in {zone_words(zone)} ({other}{utc:%H:%M} UTC)"


def schedule_sentences(schedule: Schedule, *, now: datetime) -> tuple[str, ...]:
    """Return when a draft will open, close and be asked again."""
    window = schedule.window(now=now)
    return tuple(
        sentence
        for sentence in (
            _opening(schedule, window, now),
            _closing(schedule, window, now),
            _repeating(schedule, window),
        )
        if sentence
    )


def sites_sentence(draft: PollDraft) -> str:
    """Return whose pages may show a poll."""
    if draft.sites:
        return f"These sites may show it, and no others: {', '.join(draft.sites)}."
    return (
        "Any site may show it. Where somebody could want another result, name your "
        "sites before a poll is opened."
    )


def results_sentence(draft: PollDraft) -> str:
    """Return who sees results, and in what steps."""
    return f"{_RESULTS[draft.results]}, {_STEPS[draft.release]}."


def settings_sentence(draft: PollDraft, *, now: datetime) -> str:
    """Return what the settings come to, for an author who leaves them alone."""
    sentences = schedule_sentences(draft.schedule, now=now)
    kept = [retention_words(draft)] if draft.keep_days is not None else []
    return " ".join([results_sentence(draft), *sentences, *kept])


def state_of(summary: PollSummary) -> tuple[str, str]:
    """Return the word for where a poll stands, and the kind of its tag."""
    poll, standing = summary.poll, summary.standing
    if poll.state is not PollState.OPEN or standing is Standing.OPEN:
        return _STATES[poll.state], "open" if poll.state is PollState.OPEN else ""
    if standing is Standing.UPCOMING:
        return "Scheduled", ""
    return ("Between waves" if poll.draft.schedule.repeats else "Closed"), ""


def closing_words(summary: PollSummary) -> str:
    """Return when a poll closes or closed, for a table's cell."""
    zone, wave = summary.poll.draft.schedule.zone, summary.wave
    if wave is None:
        closes = summary.poll.draft.schedule.closes
        return f"{closes.day} {closes:%b %Y, %H:%M}" if closes else "Not set"
    ended = wave.closed_at or wave.window.closes_at
    if ended is None:
        return "When you close it"
    local = ended.astimezone(Schedule(zone=zone).tzinfo)
    return f"{local.day} {local:%b %Y, %H:%M} ({zone_words(zone)})"


def _opening(schedule: Schedule, window: Window, now: datetime) -> str:
    if schedule.opens is None:
        return ""
    if window.opens_at <= now:
        return "Takes answers from the moment you open it."
    return f"Opens {moment_in_both(window.opens_at, schedule.zone)}."


def _closing(schedule: Schedule, window: Window, now: datetime) -> str:
    if window.closes_at is None:
        return "Stays open until you close it."
    past = window.closes_at <= now and schedule.repeats is None
    verb = "The closing time has passed:" if past else "Closes"
    return f"{verb} {moment_in_both(window.closes_at, schedule.zone)}."


def _repeating(schedule: Schedule, window: Window) -> str:
    waves = [
        f"from {moment_in_both(w.opens_at, schedule.zone)} "
        f"to {moment_in_both(w.closes_at, schedule.zone)}"
        for w in islice(_following(schedule, window), NEXT_SHOWN)
        if w.closes_at
    ]
    return f"Asked again {', then '.join(waves)}, and so on." if waves else ""


def _following(schedule: Schedule, window: Window) -> Iterator[Window]:
    following: Window | None = window
    while following is not None and following.closes_at is not None:
        following = schedule.next_window(now=following.closes_at)
        if following is not None:
            yield following
