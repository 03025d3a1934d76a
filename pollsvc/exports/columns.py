"""The columns of a question: what they are called, mean, and hold; one row per kind."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pollsvc.domain.kinds.kind import INSTEAD, OTHER_TEXT, part_name
from pollsvc.domain.kinds.number import limits_of as number_limits_of
from pollsvc.domain.kinds.rank import places_of
from pollsvc.domain.questionnaires import OptionRole, Question, QuestionKind
from pollsvc.domain.sentences import sentence

NOT_ANSWERED, REFUSED, DONT_KNOW = "-99", "-98", "-97"
NOT_ASKED = ""
"""What stands in the file for each way of giving no answer."""

MAX_NAME = 32
"""The longest name of a column that Stata takes."""

CHOSEN, NOT_CHOSEN = "1", "0"
"""What stands in the column of an option of a multiple choice."""

CODE_OF_ROLE = {OptionRole.REFUSE: REFUSED, OptionRole.DONT_KNOW: DONT_KNOW}

_STANDARD_LABELS = {
    NOT_ANSWERED: sentence("Not answered"),
    REFUSED: sentence("Prefer not to say"),
    DONT_KNOW: sentence("Don't know"),
}

Stored = Any
"""What is stored of an answer; None: asked and not answered."""


@dataclass(frozen=True, kw_only=True)
class Code:
    """One code of a column.

    Attributes:
        missing: Whether it is a way of giving no answer.
    """

    code: str
    label: str
    missing: bool = False


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a question.

    Attributes:
        name: At most 32 characters: the question's code, or a part's after `__`.
        question: The question's code.
        meaning: What it holds, in the exact words that were asked.
        codes: Every code that can stand in it, besides empty for not asked.
        said: Returns what stands in it for an answer that was stored.
        unanswered: What stands in it where the question was not answered.
        is_text: Whether people's own words stand in it.
    """

    name: str
    question: str
    meaning: str
    codes: tuple[Code, ...]
    said: Callable[[Stored], str]
    unanswered: str = NOT_ANSWERED
    is_text: bool = False


def columns_of(question: Question) -> tuple[Column, ...]:
    """Return the columns of a question, in the order of the file."""
    return tuple(_COLUMNS[question.kind](question))


def short_name(name: str, ending: str = "") -> str:
    """Return a column's name with an ending, shortened to what programs take.

    What is cut off stays in its hash, so that two names never become one.
    """
    room = MAX_NAME - len(ending)
    if len(name) > room:
        digest = sha256(name.encode()).hexdigest()[:8]
        name = f"{name[: room - len(digest) - 1]}_{digest}"
    return name + ending


def missing_codes(question: Question) -> tuple[Code, ...]:
    """Return the codes of giving no answer, labelled in the question's own words."""
    labels: dict[str, str] = dict(_STANDARD_LABELS)
    for option in reversed(question.options):
        if option.role in CODE_OF_ROLE:
            labels[CODE_OF_ROLE[option.role]] = option.label
    return tuple(Code(code=c, label=t, missing=True) for c, t in labels.items())


def code_of(question: Question, chosen: str) -> str:
    """Return what stands in the file for a chosen option."""
    option = question.option(chosen)
    return CODE_OF_ROLE.get(option.role, chosen) if option else chosen


def _one(question: Question) -> Iterator[Column]:
    """Yield the column of the option chosen, and of the words beside "other"."""
    yield Column(
        name=question.code,
        question=question.code,
        meaning=question.text,
        codes=(*_option_codes(question), *missing_codes(question)),
        said=lambda stored: code_of(question, _code_in(stored)),
    )
    yield from _own_words(question)


def _several(question: Question) -> Iterator[Column]:
    """Yield a column for each option, be it chosen by nobody, and of own words."""
    for option in question.substantive:
        yield Column(
            name=short_name(part_name(question.code, option.code)),
            question=question.code,
            meaning=f"{question.text} [{option.label}]",
            codes=(
                Code(code=NOT_CHOSEN, label=sentence("Not chosen")),
                Code(code=CHOSEN, label=sentence("Chosen")),
                *missing_codes(question),
            ),
            said=_is_chosen(question, option.code),
        )
    yield from _own_words(question)


def _is_chosen(question: Question, code: str) -> Callable[[Stored], str]:
    def said(stored: Stored) -> str:
        if isinstance(stored, str):
            return code_of(question, stored)
        codes = stored["codes"] if isinstance(stored, dict) else stored
        return CHOSEN if code in codes else NOT_CHOSEN

    return said


def _number(question: Question) -> Iterator[Column]:
    unit = number_limits_of(question).unit
    yield _written(question, f"{question.text} [{unit}]" if unit else question.text)


def _text(question: Question) -> Iterator[Column]:
    yield _written(question, question.text, is_text=True)


def _date(question: Question) -> Iterator[Column]:
    yield _written(
        question, sentence("{question} [year-month-day]", question=question.text)
    )


def _written(question: Question, meaning: str, *, is_text: bool = False) -> Column:
    return Column(
        name=question.code,
        question=question.code,
        meaning=meaning,
        codes=missing_codes(question),
        said=lambda stored: _way_out(question, stored) or stored,
        is_text=is_text,
    )


def _places(question: Question) -> Iterator[Column]:
    """Yield a column for each item, which holds its place."""
    places = range(1, places_of(question) + 1)
    for option in question.substantive:
        yield Column(
            name=short_name(part_name(question.code, option.code)),
            question=question.code,
            meaning=sentence(
                "{question} [place of: {answer}]",
                question=question.text,
                answer=option.label,
            ),
            codes=(
                *(Code(code=str(place), label=str(place)) for place in places),
                *missing_codes(question),
            ),
            said=_place(question, option.code),
        )


def _place(question: Question, code: str) -> Callable[[Stored], str]:
    def said(stored: Stored) -> str:
        out = _way_out(question, stored)
        if out is not None:
            return out
        return str(stored.index(code) + 1) if code in stored else NOT_ANSWERED

    return said


def _rows(question: Question) -> Iterator[Column]:
    """Yield a column for each row of a matrix."""
    for row in question.rows:
        yield Column(
            name=short_name(part_name(question.code, row.code)),
            question=question.code,
            meaning=f"{question.text} [{row.label}]",
            codes=(*_option_codes(question), *missing_codes(question)),
            said=_rating(question, row.code),
        )


def _rating(question: Question, row: str) -> Callable[[Stored], str]:
    def said(stored: Stored) -> str:
        code = stored.get(row)
        return NOT_ANSWERED if code is None else code_of(question, code)

    return said


def _own_words(question: Question) -> Iterator[Column]:
    if question.other is None:
        return
    yield Column(
        name=short_name(part_name(question.code, OTHER_TEXT)),
        question=question.code,
        meaning=sentence(
            "{question} [{answer}, in their own words]",
            question=question.text,
            answer=question.other.label,
        ),
        codes=(),
        said=lambda stored: (
            (stored["text"] if isinstance(stored, dict) else None) or ""
        ),
        unanswered=NOT_ASKED,
        is_text=True,
    )


def _option_codes(question: Question) -> Iterator[Code]:
    return (Code(code=o.code, label=o.label) for o in question.substantive)


def _code_in(stored: Stored) -> str:
    code: str = stored["code"] if isinstance(stored, dict) else stored
    return code


def _way_out(question: Question, stored: Stored) -> str | None:
    if isinstance(stored, dict) and INSTEAD in stored:
        return code_of(question, stored[INSTEAD])
    return None


_COLUMNS: Mapping[QuestionKind, Callable[[Question], Iterator[Column]]] = {
    QuestionKind.SINGLE: _one,
    QuestionKind.MULTIPLE: _several,
    QuestionKind.SCALE: _one,
    QuestionKind.NUMBER: _number,
    QuestionKind.RANK: _places,
    QuestionKind.MATRIX: _rows,
    QuestionKind.TEXT: _text,
    QuestionKind.DATE: _date,
}
