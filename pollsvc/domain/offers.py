"""Which figures are of what is no longer asked or offered."""

from dataclasses import replace

from pollsvc.domain.figures import (
    MatrixFigures,
    OptionFigures,
    QuestionFigures,
    RowFigures,
)
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.versions import is_asked_in


def with_offers(figures: QuestionFigures, newest: Questionnaire) -> QuestionFigures:
    """Return a question's figures with what is of the past marked.

    Args:
        figures: The figures over all versions.
        newest: What is asked now.
    """
    marked = replace(
        figures,
        offered=is_asked_in(newest, figures.code),
        options=_options(figures.options, figures, newest),
    )
    match figures.further:
        case MatrixFigures(rows=rows):
            told = tuple(_row(row, figures, newest) for row in rows)
            return replace(marked, further=MatrixFigures(rows=told))
        case _:
            return marked


def _row(
    row: RowFigures, figures: QuestionFigures, newest: Questionnaire
) -> RowFigures:
    return replace(
        row,
        offered=_is_offered(row.code, figures, newest),
        options=_options(row.options, figures, newest),
    )


def _options(
    options: tuple[OptionFigures, ...], figures: QuestionFigures, newest: Questionnaire
) -> tuple[OptionFigures, ...]:
    return tuple(
        replace(option, offered=_is_offered(option.code, figures, newest))
        for option in options
    )


def _is_offered(code: str, figures: QuestionFigures, newest: Questionnaire) -> bool:
    question = newest.question(figures.code)
    # The bins of a number are no options, and stay as they are.
    if question is None or not (question.substantive or question.rows):
        return True
    return is_asked_in(newest, figures.code, code)
