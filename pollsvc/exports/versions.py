"""The columns of a file over all versions of a questionnaire: none ever moves."""

from collections.abc import Mapping
from dataclasses import dataclass

from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.versions import together
from pollsvc.exports.columns import Column, columns_of


@dataclass(frozen=True, kw_only=True)
class LastingColumn:
    """One column of the file, and what it was in each version.

    Attributes:
        column: What it means now, with every code that ever stood in it.
        by_version: The column in each version that has it, by the version's number.
    """

    column: Column
    by_version: Mapping[int, Column]


def columns_over(
    questionnaires: Mapping[int, Questionnaire],
) -> tuple[LastingColumn, ...]:
    """Return every column of a file, in the file's order.

    The columns of the first version come first, as they always did; each later version
    adds its new ones behind them.

    Args:
        questionnaires: At least one, by the version's number.
    """
    found: dict[str, dict[int, Column]] = {}
    for number in sorted(questionnaires):
        for column in _columns(questionnaires[number]):
            found.setdefault(column.name, {})[number] = column
    whole = together([questionnaires[number] for number in sorted(questionnaires)])
    meant = {column.name: column for column in _columns(whole)}
    return tuple(
        LastingColumn(column=meant[name], by_version=by_version)
        for name, by_version in found.items()
    )


def _columns(questionnaire: Questionnaire) -> list[Column]:
    return [c for question in questionnaire.questions for c in columns_of(question)]
