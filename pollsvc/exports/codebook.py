"""The codebook: what each column of an exported file means, and each code in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pollsvc.domain.questionnaires import RESERVED_CODES, Question, Questionnaire
from pollsvc.domain.translations import translated
from pollsvc.exports.columns import Code, columns_of

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
class Variable:
    """One column of the file.

    Attributes:
        meaning: The question's exact wording, or what the column holds.
        kind: The kind of question; None for a column that is none.
        question: The question's code; None for a column that is none.
        codes: Every code that can stand in it, besides empty for not asked.
    """

    name: str
    meaning: str
    kind: str | None = None
    question: str | None = None
    codes: tuple[Code, ...] = ()


def codebook_of(questionnaires: Mapping[int, Questionnaire]) -> tuple[Variable, ...]:
    """Return the columns of a poll's file with their codes, in the file's order.

    A question that several versions ask stands there once, as the newest words it.

    Args:
        questionnaires: The poll's questionnaires by version.
    """
    return (
        *(Variable(name=name, meaning=text) for name, text in _MEANINGS.items()),
        *(v for q in questions_of(questionnaires) for v in _variables(q)),
    )


def in_language(
    questionnaires: Mapping[int, Questionnaire], language: str
) -> dict[int, Questionnaire]:
    """Return questionnaires by version with their words in a language.

    What was not translated into it stays in the poll's own.
    """
    return {
        version: translated(each, language) for version, each in questionnaires.items()
    }


def questions_of(questionnaires: Mapping[int, Questionnaire]) -> tuple[Question, ...]:
    """Return every question once, as its newest version words it."""
    found: dict[str, Question] = {}
    for version in sorted(questionnaires, reverse=True):
        for question in questionnaires[version].questions:
            found.setdefault(question.code, question)
    return tuple(found.values())


def _variables(question: Question) -> Iterator[Variable]:
    for column in columns_of(question):
        yield Variable(
            name=column.name,
            meaning=column.meaning,
            kind=question.kind.value,
            question=question.code,
            codes=column.codes,
        )
