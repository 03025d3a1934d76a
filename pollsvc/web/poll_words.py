"""What pages say of a poll: until when it takes answers, and what becomes of them."""

from datetime import datetime

from pollsvc.domain.polls import Poll, PollDraft
from pollsvc.domain.retention import days_words
from pollsvc.domain.waves import Standing, Wave
from pollsvc.web.times import moment_words

OWN_ASIDE = (
    "Your network had sent very many answers before, so yours was set aside. It is "
    "kept, and the people who run this poll decide whether it is counted."
)


def form_status(poll: Poll, wave: Wave) -> str:
    """Return what is said under a question: as whom it is answered, and until when."""
    closes = wave.window.closes_at
    if closes is None:
        return "Anonymous."
    return f"Anonymous. Closes {moment_words(closes, poll.draft.schedule.zone)}."


def state_words(poll: Poll, wave: Wave, *, now: datetime) -> str:
    """Return the sentence that says whether a poll takes answers, and until when."""
    zone = poll.draft.schedule.zone
    match wave.standing(now=now):
        case Standing.UPCOMING:
            return f"Opens {moment_words(wave.window.opens_at, zone)}."
        case Standing.OPEN:
            return _open(wave, zone)
        case Standing.CLOSED:
            return f"{_closed(wave, zone, now)} {next_words(poll, now=now)}".rstrip()


def next_words(poll: Poll, *, now: datetime) -> str:
    """Return when a poll is asked next, or nothing if it is not."""
    window = poll.draft.schedule.next_window(now=now)
    if window is None or window.opens_at <= now:
        return ""
    return f"Next asked {moment_words(window.opens_at, poll.draft.schedule.zone)}."


def retention_words(draft: PollDraft) -> str:
    """Return the sentence that says for how long single answers are kept."""
    if draft.keep_days is None:
        return "Single answers are kept until the people who run this site remove them."
    end = "each time the poll closes" if draft.schedule.repeats else "the poll closes"
    return (
        f"Single answers are deleted {days_words(draft.keep_days)} after {end}; the "
        "results stay."
    )


def _open(wave: Wave, zone: str) -> str:
    closes = wave.window.closes_at
    if closes is None:
        return "Open, with no closing date yet."
    return f"Open until {moment_words(closes, zone)}."


def _closed(wave: Wave, zone: str, now: datetime) -> str:
    ended = wave.ended_at(now=now)
    return f"Closed {moment_words(ended, zone)}." if ended else "Closed."
