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


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One radio or checkbox of a group, or one option of a select.

    Attributes:
        id: What its label refers to; a select's options need none.
        apart: Whether a divider "or" stands before it: the first of don't know
            and prefer not to say.
    """

    value: str
    label: str
    id: str = ""
    checked: bool = False
    apart: bool = False
