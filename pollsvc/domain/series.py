"""What staff can do to the waves of an open poll, and why not where they cannot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import takewhile

from pollsvc.domain.errors import MoveNotAllowed
from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.schedules import Schedule, Turn, Window
from pollsvc.domain.sentences import Sentence, sentence
from pollsvc.domain.waves import Standing, Wave, wave_at


class SeriesMove(StrEnum):
    """What staff can do to a poll's waves."""

    SKIP = "skip_next"
    TAKE_BACK = "take_back_skips"
    EXTEND = "extend_wave"
    CLOSE_WAVE = "close_wave"
    STOP = "stop_repeating"
    BEGIN_AGAIN = "begin_again"


@dataclass(frozen=True, kw_only=True)
class Series:
    """A poll's waves at one moment, as far as it decides what can be done.

    Attributes:
        state: The poll's state.
        repeats: Whether it is asked again at all.
        stopped: Whether somebody has stopped that.
        standing: Where the wave stands that it shows; None before the first.
        ends: Whether that wave has a closing time.
        follows: Whether a date is to come that is not left out, stopped or not.
        left_out: Whether a date is to come that is.
    """

    state: PollState
    repeats: bool
    stopped: bool
    standing: Standing | None
    ends: bool
    follows: bool
    left_out: bool


_NOT_OPEN = sentence("Only an open poll has waves that can change.")
_ONCE = sentence("This poll is asked once.")
_NONE_FOLLOWS = sentence("No other wave follows.")
_NOT_RUNNING = sentence("No wave takes answers now.")
_ANOTHER = sentence(
    "Nothing was changed: the page was about a wave that takes no answers any more."
)

_Rule = tuple[Callable[[Series], bool], Sentence]

_IS_OPEN: _Rule = (lambda s: s.state is PollState.OPEN, _NOT_OPEN)
_REPEATS: _Rule = (lambda s: s.repeats, _ONCE)
_RUNS: _Rule = (lambda s: s.standing is Standing.OPEN, _NOT_RUNNING)
_FOLLOWS: _Rule = (lambda s: s.follows, _NONE_FOLLOWS)
_GOES_ON: _Rule = (
    lambda s: not s.stopped,
    sentence("It was stopped: no wave follows until somebody begins again."),
)
_HAS_BEGUN: _Rule = (
    lambda s: s.standing is not Standing.UPCOMING,
    sentence("The first wave has not opened yet: the poll can still be a draft again."),
)

RULES: dict[SeriesMove, tuple[_Rule, ...]] = {
    SeriesMove.SKIP: (_IS_OPEN, _REPEATS, _HAS_BEGUN, _GOES_ON, _FOLLOWS),
    SeriesMove.TAKE_BACK: (
        _IS_OPEN,
        _REPEATS,
        (lambda s: s.left_out, sentence("No date to come is left out.")),
    ),
    SeriesMove.EXTEND: (
        _IS_OPEN,
        _RUNS,
        (lambda s: s.ends, sentence("It stays open until you close it.")),
    ),
    SeriesMove.CLOSE_WAVE: (_IS_OPEN, _REPEATS, _RUNS),
    SeriesMove.STOP: (_IS_OPEN, _REPEATS, _GOES_ON, _FOLLOWS),
    SeriesMove.BEGIN_AGAIN: (
        _IS_OPEN,
        _REPEATS,
        (lambda s: s.stopped, sentence("It was not stopped.")),
        (lambda s: s.follows, sentence("All its dates have passed.")),
    ),
}
"""What must hold for a move, in order, and what is said where it does not."""


def obstacle(move: SeriesMove, series: Series) -> Sentence | None:
    """Return why a move is not possible now; None where it is."""
    return next((why for holds, why in RULES[move] if not holds(series)), None)


def require(move: SeriesMove, series: Series) -> None:
    """Refuse a move that is not possible now.

    Raises:
        MoveNotAllowed: Saying why.
    """
    why_not = obstacle(move, series)
    if why_not is not None:
        raise MoveNotAllowed(why_not)


def require_wave(running: Wave, wanted: str) -> None:
    """Refuse to change the running wave for somebody who means another one.

    Args:
        running: The wave that takes answers.
        wanted: The code of the one that was shown to whoever asks.

    Raises:
        MoveNotAllowed: They differ.
    """
    if running.code != wanted:
        raise MoveNotAllowed(_ANOTHER)


def extension_problem(
    until: datetime, *, closes_at: datetime, next_opens_at: datetime | None
) -> Sentence | None:
    """Return why a wave cannot be open until a moment instead; None where it can.

    Args:
        until: When it is to close, UTC.
        closes_at: When it closes so far, UTC.
        next_opens_at: When the wave after it opens, UTC; None: none follows.
    """
    if until <= closes_at:
        return sentence("Choose a time after the one at which it closes now.")
    if next_opens_at is not None and until > next_opens_at:
        return sentence("The next wave opens before that. Skip it first, or stop.")
    return None


def series_of(poll: Poll, waves: Sequence[Wave], *, now: datetime) -> Series:
    """Return where a poll's waves stand.

    Args:
        poll: The poll.
        waves: All of its waves, the newest first.
        now: The moment, UTC.
    """
    schedule, shown = poll.draft.schedule, wave_at(waves, now=now)
    after = shown.window.opens_at if shown else None
    latest = max(schedule.skips, default=None)
    turns = schedule.turns(now=now, after=after)
    skipped = takewhile(lambda turn: latest is not None and turn.day <= latest, turns)
    return Series(
        state=poll.state,
        repeats=schedule.repeats is not None,
        stopped=schedule.stopped,
        standing=shown.standing(now=now) if shown else None,
        ends=shown is not None and shown.window.closes_at is not None,
        follows=next_turn(poll, shown, now=now) is not None,
        left_out=any(turn.left_out for turn in skipped),
    )


def next_turn(poll: Poll, wave: Wave | None, *, now: datetime) -> Turn | None:
    """Return the first date after a wave that is not left out, stopped or not."""
    after = wave.window.opens_at if wave else None
    turns = poll.draft.schedule.turns(now=now, after=after)
    return next((turn for turn in turns if not turn.left_out), None)


def next_window(poll: Poll, wave: Wave, *, now: datetime) -> Window | None:
    """Return when an open poll is asked again after a wave; None where it is not."""
    if poll.state is not PollState.OPEN:
        return None
    return poll.draft.schedule.next_window(now=now, after=wave.window.opens_at)


def is_over(poll: Poll, waves: Sequence[Wave], *, now: datetime) -> bool:
    """Return whether an open poll has nothing more to wait for.

    A date that is left out is waited for: until it has passed, it can be taken back.

    Args:
        poll: The poll.
        waves: All of its waves, the newest first.
        now: The moment, UTC.
    """
    if not waves or any(wave.closed_at is None for wave in waves):
        return False
    after = waves[0].window.opens_at
    return next(poll.draft.schedule.turns(now=now, after=after), None) is None


def as_it_runs(stored: Schedule, wished: Schedule) -> Schedule:
    """Return a schedule with what was left out or stopped since it was written.

    Staff do both by buttons, and a file of an open poll may be older than that. One
    that says something about it itself stays as it is.
    """
    if wished.skips or wished.stopped:
        return wished
    return replace(wished, skips=stored.skips, stopped=stored.stopped)
