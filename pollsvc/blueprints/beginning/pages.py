"""What the pages of beginning with what is there are given."""

from dataclasses import dataclass

from pollsvc.web.fields import Choice, HiddenField


@dataclass(frozen=True, kw_only=True)
class StarterCard:
    """One ready-made poll.

    Attributes:
        purpose: What it is good for.
        language: The tag of the language that its words are shown in.
        questions: What it asks.
        action: Where a press makes a draft of it.
    """

    name: str
    language: str
    title: str
    purpose: str
    count: str
    questions: tuple[str, ...]
    action: str


@dataclass(frozen=True, kw_only=True)
class StartersPage:
    """The ready-made polls."""

    starters: tuple[StarterCard, ...]
    hidden: tuple[HiddenField, ...]


@dataclass(frozen=True, kw_only=True)
class LibraryRow:
    """A question that can be taken.

    Attributes:
        id: Of its checkbox.
        value: What is sent where it is ticked: its poll's address and its code.
        kind: How it is answered, in words.
        asked: How often it was asked, in a sentence.
        answers: What can be answered; empty where people write.
    """

    id: str
    value: str
    text: str
    kind: str
    source: str
    asked: str
    answers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LibraryPage:
    """The questions of other polls.

    Attributes:
        words: What was searched for.
        polls: From which poll they may come.
        of: The poll chosen, by its address; empty: any.
        found: How many there are, in a sentence.
        is_searched: Whether only some are shown because of what was asked for.
    """

    title: str
    poll_url: str
    action: str
    all_url: str
    hidden: tuple[HiddenField, ...]
    notices: tuple[str, ...]
    words: str
    polls: tuple[Choice, ...]
    of: str
    found: str
    is_searched: bool
    rows: tuple[LibraryRow, ...]
