"""What the pages about a poll's waves are given."""

from dataclasses import dataclass

from pollsvc.web.fields import Choice, HiddenField, Problem


@dataclass(frozen=True, kw_only=True)
class ClosePage:
    """Asks whether a wave should be closed now, and says what that means."""

    heading: str
    meanings: tuple[str, ...]
    button: str
    action: str
    hidden: tuple[HiddenField, ...]
    back_url: str


@dataclass(frozen=True, kw_only=True)
class ExtendPage:
    """Asks until when a wave should be open, and says what that means.

    Attributes:
        follows: When the next wave opens, in a sentence; or nothing.
        zone: The poll's time zone, as people call it.
        day: What stands in the field of the day.
        clock: What stands in that of the time.
    """

    heading: str
    closes: str
    follows: str
    zone: str
    day: str
    clock: str
    times: tuple[Choice, ...]
    problems: tuple[Problem, ...]
    action: str
    hidden: tuple[HiddenField, ...]
    back_url: str
