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
        name: The form field; a select's options need none.
        apart: Whether a divider "or" stands before it: the first of don't know
            and prefer not to say.
        alone: Whether choosing it clears the others.
    """

    value: str
    label: str
    id: str = ""
    name: str = ""
    checked: bool = False
    apart: bool = False
    alone: bool = False


@dataclass(frozen=True, kw_only=True)
class Input:
    """One field to write in.

    Attributes:
        inputmode: Which keys a phone offers; None: all.
        size: "" for the whole width, or how many characters are expected.
        maxlength: How many characters are taken; None: as many as a form holds.
        about: How many characters are meant to be written; None: nothing is said.
    """

    id: str
    name: str
    label: str
    value: str = ""
    inputmode: str | None = None
    size: str = ""
    maxlength: int | None = None
    about: int | None = None


@dataclass(frozen=True, kw_only=True)
class Select:
    """One field in which one of several values is picked from a list."""

    id: str
    name: str
    label: str
    options: tuple[Choice, ...]
    value: str = ""
