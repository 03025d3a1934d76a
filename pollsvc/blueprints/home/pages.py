"""What the front page's template is given: the polls to answer and to read."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PollLine:
    """One poll in a list.

    Attributes:
        language: The tag of the language of its title and question.
        question: The wording of a poll of one question; None for a longer one.
        state: When it closes or closed, in a sentence.
        answers: How many have answered, as far as that may be shown; or None.
    """

    language: str
    title: str
    url: str
    state: str
    question: str | None = None
    answers: str | None = None
    is_example: bool = False


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """Open polls, the one that closes first at the top, then recently closed ones."""

    open_polls: tuple[PollLine, ...]
    closed_polls: tuple[PollLine, ...]
