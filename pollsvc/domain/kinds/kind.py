"""What every kind of question says of itself, and what kinds have in common."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, TypeVar

from pollsvc.domain.questionnaires import OptionRole, Question
from pollsvc.domain.sentences import sentence
from pollsvc.domain.spellings import quote

INSTEAD, OTHER_TEXT, SURE = "instead", "other_text", "sure"
"""Parts of a question's form: giving no answer, words of one's own, being sure."""

Said = TypeVar("Said")
"""An answer of whatever kind."""

Problem = tuple[str, str]
"""Where in a question something is wrong, e.g. ".options[2]", and a sentence."""

Stored = Any
"""What is stored of an answer: what JSON can hold; None: asked and not answered."""


class NoAnswer(Enum):
    """The two ways of a question having no answer at all."""

    NOT_ASKED = "not_asked"
    NOT_ANSWERED = "not_answered"


NOT_ASKED = NoAnswer.NOT_ASKED
NOT_ANSWERED = NoAnswer.NOT_ANSWERED


class Missing(StrEnum):
    """The four ways of giving no substantive answer, as cells of a tally.

    Their names begin with a sign that no option's code can have.
    """

    NOT_ASKED = "!not_asked"
    NOT_ANSWERED = "!not_answered"
    REFUSED = "!refused"
    DONT_KNOW = "!dont_know"


ANSWERED = "!answered"
"""The cell that counts those who gave a substantive answer, where an answer counts in
several other cells or in none, so that those do not add up to people."""

MISSING_BY_ROLE = {
    OptionRole.DONT_KNOW: Missing.DONT_KNOW,
    OptionRole.REFUSE: Missing.REFUSED,
}


@dataclass(frozen=True)
class Chosen:
    """One option chosen, by its code.

    In a question of any kind it may be one that gives no answer.

    Attributes:
        text: What was written beside it; None where nothing was.
    """

    code: str
    text: str | None = None


class Unacceptable(ValueError):
    """One answer breaks its question's rule; the text says how to mend it."""

    @property
    def text(self) -> str:
        """How to mend it, as a sentence that can be translated."""
        said: str = self.args[0]
        return said


@dataclass(frozen=True)
class Given:
    """What a form sent for one question.

    Attributes:
        code: The question's code.
        raw: Every value sent, by the name of its field.
    """

    code: str
    raw: Mapping[str, Sequence[str]]

    def values(self, part: str | None = None) -> list[str]:
        """Return what was sent for the question or a part of it, empty values aside."""
        sent = self.raw.get(part_name(self.code, part), ())
        return [value for value in sent if value.strip()]

    def one(self, part: str | None = None) -> str:
        """Return the one value of a field that has no more; "" where there is none."""
        values = self.values(part)
        if len(values) > 1:
            msg = sentence("Give one answer only")
            raise Unacceptable(msg)
        return values[0].strip() if values else ""


def nothing_written(question: Question) -> None:
    """Return that a kind's main field holds a choice, and nothing that is written."""
    del question


@dataclass(frozen=True, kw_only=True)
class Kind:
    """All that the domain says of one kind of question.

    Attributes:
        parts: The names of its form's fields, without the question's code; None is
            the field that has the code as its name.
        parse: Returns the answer that a form gives; raises Unacceptable.
        stored: Returns what is stored of an answer that is one.
        restored: Returns the answer that was stored.
        cells: Yields the cells of its tally in which an answer counts, those of
            giving none aside.
        all_cells: Yields every such cell.
        problems: Yields what is wrong with such a question.
        is_ordered: Whether its options stand in an order that must be kept.
        adds_up: Whether an answer counts in exactly one cell, so that cells add up to
            people.
        written: Returns how many characters may be written in the field that has the
            question's code as its name; None where something is chosen in it.
    """

    parts: Callable[[Question], tuple[str | None, ...]]
    parse: Callable[[Question, Given], Any]
    stored: Callable[[Any], Stored]
    restored: Callable[[Question, Stored], Any]
    cells: Callable[[Question, Any], Iterator[str]]
    all_cells: Callable[[Question], Iterator[str]]
    problems: Callable[[Question], Iterator[Problem]]
    is_ordered: bool = False
    adds_up: bool = False
    written: Callable[[Question], int | None] = nothing_written


def part_name(code: str, part: str | None) -> str:
    """Return the name of the form field of a question, or of a part of it."""
    return code if part is None else f"{code}__{part}"


def missing_kind(question: Question, answer: object) -> Missing | None:
    """Return which kind of missing an answer is, or None if it is substantive."""
    if isinstance(answer, NoAnswer):
        not_asked = answer is NOT_ASKED
        return Missing.NOT_ASKED if not_asked else Missing.NOT_ANSWERED
    option = question.option(answer.code) if isinstance(answer, Chosen) else None
    return MISSING_BY_ROLE.get(option.role) if option else None


def ways_out_part(question: Question) -> tuple[str, ...]:
    """Return the part in which a question without choices offers to give no answer."""
    return (INSTEAD,) if question.ways_out else ()


def or_instead(
    question: Question, given: Given, answer: Said, *, wanted: str
) -> Said | Chosen:
    """Return an answer, or the way of giving none that was chosen instead.

    Args:
        question: What was asked.
        given: What was sent.
        answer: What was read from it.
        wanted: What to say where an answer is required and there is none.

    Raises:
        Unacceptable: There are both, or a required answer is missing.
    """
    code = given.one(INSTEAD)
    if not code:
        if answer is NOT_ANSWERED and question.required:
            raise Unacceptable(wanted)
        return answer
    option = question.option(code)
    if option is None or option not in question.ways_out:
        msg = sentence("Select one of the answers shown")
        raise Unacceptable(msg)
    if answer is not NOT_ANSWERED:
        msg = sentence(
            "Answer the question or select {option}, not both",
            option=quote(option.label),
        )
        raise Unacceptable(msg)
    return Chosen(code)


def stored_way_out(answer: Chosen) -> Stored:
    """Return what is stored of a way of giving no answer, of kinds without choices."""
    return {INSTEAD: answer.code}


def restored_way_out(stored: Stored) -> Chosen | None:
    """Return the way of giving no answer that was stored, or None."""
    is_one = isinstance(stored, dict) and INSTEAD in stored
    return Chosen(stored[INSTEAD]) if is_one else None


def no_cells(*_: object) -> Iterator[str]:
    """Yield nothing: answers of this kind are not counted by what they say."""
    yield from ()


def only_ways_out(question: Question) -> Iterator[Problem]:
    """Yield a problem where a kind without choices has options that are answers."""
    if question.substantive:
        yield (
            ".options",
            sentence("A question of this kind has no answers to choose from."),
        )
