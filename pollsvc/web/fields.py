"""What any form of ours holds besides its questions, in words."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One line of the error summary, and the field it leads to."""

    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class HiddenField:
    """A value that travels with the form unseen."""

    name: str
    value: str
