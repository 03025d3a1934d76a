"""What staff can do to the waves of an open poll, and why not where they cannot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pollsvc.domain.errors import MoveNotAllowed
from pollsvc.domain.polls import PollState
from pollsvc.domain.sentences import Sentence, sentence
from pollsvc.domain.waves import Standing


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
