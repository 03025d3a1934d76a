"""The codebook: what each column of an exported file means, and each code in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from pollsvc.domain.questionnaires import (
    RESERVED_CODES,
    OptionRole,
    Question,
    Questionnaire,
)

NOT_ANSWERED, REFUSED, DONT_KNOW = "-99", "-98", "-97"
NOT_ASKED = ""
"""What stands in the file for each way of giving no answer."""

CODE_OF_ROLE = {OptionRole.REFUSE: REFUSED, OptionRole.DONT_KNOW: DONT_KNOW}

_STANDARD_LABELS = {
    NOT_ANSWERED: "Not answered",
    REFUSED: "Prefer not to say",
    DONT_KNOW: "Don't know",
}

MAX_NAME = 32
"""The longest name of a column that Stata takes."""

_MEANINGS = dict(
    zip(
        RESERVED_CODES,
        (
            "Number of the row in this file; another file numbers them anew",
            "The poll's address",
            "Version of the questionnaire that was answered",
            "The month in which the wave opened",
            "Language in which the poll was answered",
        ),
        strict=True,
    )
)


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
class Variable:
    """One column of the file.

    Attributes:
        meaning: The question's exact wording, or what the column holds.
        kind: The kind of question; None for a column that is none.
        codes: Every code that can stand in it, besides empty for not asked.
    """

    name: str
    meaning: str
    kind: str | None = None
    codes: tuple[Code, ...] = ()


def codebook_of(questionnaires: Mapping[int, Questionnaire]) -> tuple[Variable, ...]:
    """Return the columns of a poll's file with their codes, in the file's order.

    A question that several versions ask stands there once, as the newest words it.

    Args:
        questionnaires: The poll's questionnaires by version.
    """
    return (
        *(Variable(name=name, meaning=text) for name, text in _MEANINGS.items()),
        *(_variable(question) for question in questions_of(questionnaires)),
    )


def questions_of(questionnaires: Mapping[int, Questionnaire]) -> tuple[Question, ...]:
    """Return every question once, as its newest version words it."""
    found: dict[str, Question] = {}
    for version in sorted(questionnaires, reverse=True):
        for question in questionnaires[version].questions:
            found.setdefault(question.code, question)
    return tuple(found.values())


def code_of(question: Question, chosen: str) -> str:
    """Return what stands in the file for a chosen option."""
    option = question.option(chosen)
    return CODE_OF_ROLE.get(option.role, chosen) if option else chosen


def label_column(code: str) -> str:
    """Return the name of the column of a question's labels: at most 32 characters."""
    ending = "__label"
    room = MAX_NAME - len(ending)
    if len(code) > room:
        digest = sha256(code.encode()).hexdigest()[:8]
        code = f"{code[: room - len(digest) - 1]}_{digest}"
    return code + ending


def _variable(question: Question) -> Variable:
    return Variable(
        name=question.code,
        meaning=question.text,
        kind=question.kind.value,
        codes=(
            *(Code(code=o.code, label=o.label) for o in question.substantive),
            *_missing_codes(question),
        ),
    )


def _missing_codes(question: Question) -> tuple[Code, ...]:
    labels = dict(_STANDARD_LABELS)
    for option in reversed(question.options):
        if option.role in CODE_OF_ROLE:
            labels[CODE_OF_ROLE[option.role]] = option.label
    return tuple(Code(code=c, label=t, missing=True) for c, t in labels.items())
