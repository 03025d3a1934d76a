"""A poll's schedule and state as sentences that say what will happen, and when."""

from datetime import datetime

from pollsvc.domain.polls import PollDraft, PollState
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.sentences import in_a_row, sentence
from pollsvc.domain.spellings import ShortDay
from pollsvc.domain.waves import Standing
from pollsvc.services.authoring import PollSummary
from pollsvc.web.poll_words import retention_words
from pollsvc.web.schedule_words import (
    closes_after,
    moment_in_both,
    schedule_sentences,
)
from pollsvc.web.times import zone_words

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
    schedule = poll.draft.schedule
    if poll.state is not PollState.OPEN or standing is Standing.OPEN:
        return STATES[poll.state], "open" if poll.state is PollState.OPEN else ""
    if standing is Standing.UPCOMING:
        return sentence("Scheduled"), ""
    if schedule.repeats:
        is_on = not schedule.stopped
        return sentence("Between waves") if is_on else sentence("Stopped"), ""
    return STATES[PollState.CLOSED], ""


def opening_words(schedule: Schedule, *, now: datetime) -> str:
    """Return when a poll opens by itself; nothing where it opens when it is opened."""
    window = schedule.coming_window(now=now)
    if window.opens_at <= now:
        return ""
    opens = moment_in_both(window.opens_at, schedule.zone)
    return sentence("It opens by itself on {moment}.", moment=opens)


def opened_words(schedule: Schedule, *, now: datetime) -> str:
    """Return what is said once a poll has been opened, be it for a later time."""
    if opens := opening_words(schedule, now=now):
        ways = sentence("Hand it out by any of the ways below.")
        return in_a_row(sentence("The poll is scheduled."), opens, ways)
    return sentence("The poll is open. Hand it out by any of the ways below.")


def closing_words(summary: PollSummary, *, now: datetime) -> str:
    """Return when a poll closes or closed, for a table's cell."""
    zone, wave = summary.poll.draft.schedule.zone, summary.wave
    if wave is None:
        return _planned(summary.poll.draft.schedule, now)
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


def _planned(schedule: Schedule, now: datetime) -> str:
    if schedule.lasts is not None and schedule.opens is None:
        return closes_after(schedule.lasts)
    closes_at = schedule.coming_window(now=now).closes_at
    if closes_at is None:
        return sentence("Not set")
    closes = closes_at.astimezone(schedule.tzinfo)
    return sentence(
        "{day}, {time}", day=ShortDay(closes.date()), time=f"{closes:%H:%M}"
    )
