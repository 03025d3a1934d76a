"""What pages say of a poll: until when it takes answers, and what becomes of them."""

from datetime import datetime

from pollsvc.domain.polls import Poll, PollDraft
from pollsvc.domain.retention import days_words
from pollsvc.domain.sentences import Sentence, in_a_row, sentence
from pollsvc.domain.series import next_window
from pollsvc.domain.waves import Standing, Wave
from pollsvc.web.times import moment_words

OWN_ASIDE = sentence(
    "Your network had sent very many answers before, so yours was set aside. It is "
    "kept, and the people who run this poll decide whether it is counted."
)


def form_status(poll: Poll, wave: Wave) -> Sentence:
    """Return what is said under a question: as whom it is answered, and until when."""
    closes = wave.window.closes_at
    if closes is None:
        return sentence("Anonymous.")
    moment = moment_words(closes, poll.draft.schedule.zone)
    return sentence("Anonymous. Closes {moment}.", moment=moment)


def state_words(poll: Poll, wave: Wave, *, now: datetime) -> Sentence:
    """Return the sentence that says whether a poll takes answers, and until when."""
    zone = poll.draft.schedule.zone
    match wave.standing(now=now):
        case Standing.UPCOMING:
            opens = moment_words(wave.window.opens_at, zone)
            return sentence("Opens {moment}.", moment=opens)
        case Standing.OPEN:
            return _open(wave, zone)
        case Standing.CLOSED:
            return in_a_row(_closed(wave, zone, now), next_words(poll, wave, now=now))


def next_words(poll: Poll, wave: Wave, *, now: datetime) -> str:
    """Return when a poll is asked next after a wave, or nothing if it is not."""
    window = next_window(poll, wave, now=now)
    if window is None or window.opens_at <= now:
        return ""
    moment = moment_words(window.opens_at, poll.draft.schedule.zone)
    return sentence("Next asked {moment}.", moment=moment)


def retention_words(draft: PollDraft) -> str:
    """Return the sentence that says for how long single answers are kept."""
    if draft.keep_days is None:
        return sentence(
            "Single answers are kept until the people who run this site remove them."
        )
    days = days_words(draft.keep_days)
    if draft.schedule.repeats:
        return sentence(
            "Single answers are deleted {days} after each time the poll closes; the "
            "results stay.",
            days=days,
        )
    return sentence(
        "Single answers are deleted {days} after the poll closes; the results stay.",
        days=days,
    )


def _open(wave: Wave, zone: str) -> Sentence:
    closes = wave.window.closes_at
    if closes is None:
        return sentence("Open, with no closing date yet.")
    return sentence("Open until {moment}.", moment=moment_words(closes, zone))


def _closed(wave: Wave, zone: str, now: datetime) -> Sentence:
    ended = wave.ended_at(now=now)
    if ended is None:
        return sentence("Closed.")
    return sentence("Closed {moment}.", moment=moment_words(ended, zone))
