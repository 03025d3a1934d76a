"""The codebook: what each column of an exported file means, and each code in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pollsvc.domain.questionnaires import (
    RESERVED_CODES,
    QuestionKind,
    Questionnaire,
)
from pollsvc.domain.sentences import sentence
from pollsvc.exports.columns import Code, Column
from pollsvc.exports.versions import LastingColumn, columns_over

_MEANINGS = dict(
    zip(
        RESERVED_CODES,
        (
            sentence("Number of the row in this file; another file numbers them anew"),
            sentence("The poll's address"),
            sentence(
                "Version of the questionnaire answered; empty where rows do not tell it"
            ),
            sentence("When the wave opened: its month, week or day"),
            sentence("Language in which the poll was answered"),
        ),
        strict=True,
    )
)


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One column of the file.

    Attributes:
        meaning: The question's exact wording, or what the column holds.
        kind: The kind of question; None for a column that is none.
        question: The question's code; None for a column that is none.
        codes: Every code that can stand in it, besides empty for not asked.
        versions: The numbers of the versions that have it; none: every one.
        wordings: What it was in each of them where that differs, by their numbers.
        code_versions: The numbers of the versions that offer a code, where not all do.
    """

    name: str
    meaning: str
    kind: str | None = None
    question: str | None = None
    codes: tuple[Code, ...] = ()
    versions: tuple[int, ...] = ()
    wordings: Mapping[int, str] = field(default_factory=dict)
    code_versions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def codebook_of(questionnaires: Mapping[int, Questionnaire]) -> tuple[Variable, ...]:
    """Return the columns of a poll's file with their codes, in the file's order.

    What several versions ask stands there once, as the newest of them words it.

    Args:
        questionnaires: The poll's questionnaires by version.
    """
    return (
        *(Variable(name=name, meaning=text) for name, text in _MEANINGS.items()),
        *(_variable(each, questionnaires) for each in columns_over(questionnaires)),
    )


def _variable(
    lasting: LastingColumn, questionnaires: Mapping[int, Questionnaire]
) -> Variable:
    column, asked = lasting.column, lasting.by_version
    meanings = {number: each.meaning for number, each in asked.items()}
    return Variable(
        name=column.name,
        meaning=column.meaning,
        kind=_kind(column, questionnaires).value,
        question=column.question,
        codes=column.codes,
        versions=() if len(asked) == len(questionnaires) else tuple(asked),
        wordings=meanings if len({*meanings.values()}) > 1 else {},
        code_versions=dict(_code_versions(lasting)),
    )


def _code_versions(lasting: LastingColumn) -> Iterator[tuple[str, tuple[int, ...]]]:
    for code in lasting.column.codes:
        offering = tuple(
            number
            for number, column in lasting.by_version.items()
            if code.code in {each.code for each in column.codes}
        )
        if len(offering) < len(lasting.by_version):
            yield code.code, offering


def _kind(column: Column, questionnaires: Mapping[int, Questionnaire]) -> QuestionKind:
    # A code keeps its kind in all versions.
    asked = (each.question(column.question) for each in questionnaires.values())
    return next(question.kind for question in asked if question)
