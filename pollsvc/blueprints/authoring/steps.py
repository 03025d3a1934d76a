"""What can be done to a poll, as its page shows it: links, buttons, next times."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Way:
    """A link to go on by."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something the author can do to a poll now, and what it means."""

    label: str
    action: str
    meaning: str
    kind: str = "second"


@dataclass(frozen=True, kw_only=True)
class SeriesPart:
    """When a poll is asked again, and what can be done about it.

    Attributes:
        words: How it repeats, in sentences.
        times: From when until when it is asked next.
        steps: What can be taken back, at one press.
        ways: What asks on a page of its own first.
        endings: The same, of what ends something for good.
    """

    words: tuple[str, ...]
    times: tuple[str, ...]
    steps: tuple[Step, ...]
    ways: tuple[Way, ...]
    endings: tuple[Way, ...]
