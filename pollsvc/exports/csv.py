"""Responses as CSV (RFC 4180): one row a response, written as the rows come."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO

from pollsvc.domain.questionnaires import RESERVED_CODES, Question, Questionnaire
from pollsvc.domain.responses import Response
from pollsvc.exports.cells import harmless
from pollsvc.exports.codebook import (
    NOT_ANSWERED,
    NOT_ASKED,
    code_of,
    codebook_of,
    label_column,
    questions_of,
)

ROWS_AT_ONCE = 500
SEPARATORS = {
    ",": ",",
    ";": ";",
    "|": "|",
    "\t": "\t",
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
}
"""What may separate the columns, as itself or by its name."""


class Values(StrEnum):
    """What stands in the columns of questions with options."""

    CODES = "codes"
    LABELS = "labels"
    BOTH = "both"


@dataclass(frozen=True, kw_only=True)
class CsvOptions:
    """How the file is written.

    Attributes:
        raw: Whether texts that a spreadsheet would run stay as they are.
    """

    values: Values = Values.CODES
    separator: str = ","
    raw: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """A response and the code of its wave."""

    wave: str
    response: Response


Column = tuple[str, Callable[[Response], str]]


def header(
    questionnaires: Mapping[int, Questionnaire], options: CsvOptions
) -> tuple[str, ...]:
    """Return the names of the columns."""
    names = [name for name, _ in _columns(questionnaires, options)]
    return (*RESERVED_CODES, *names)


def rows_of(
    slug: str,
    questionnaires: Mapping[int, Questionnaire],
    rows: Iterable[Row],
    options: CsvOptions,
) -> Iterator[tuple[str, ...]]:
    """Yield each response as the cells of its row.

    Args:
        slug: The poll's address.
        questionnaires: The poll's questionnaires by version.
        rows: The responses, in an order that says nothing.
        options: How to write them.
    """
    cells = [cell for _, cell in _columns(questionnaires, options)]
    for number, row in enumerate(rows, start=1):
        response = row.response
        yield (
            str(number),
            slug,
            str(response.version),
            row.wave,
            response.language,
            *(cell(response) for cell in cells),
        )


def csv_lines(
    slug: str,
    questionnaires: Mapping[int, Questionnaire],
    rows: Iterable[Row],
    options: CsvOptions,
) -> Iterator[str]:
    """Yield the file in pieces of whole lines, the header first."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=options.separator, lineterminator="\r\n")
    writer.writerow(header(questionnaires, options))
    for number, cells in enumerate(rows_of(slug, questionnaires, rows, options)):
        if number % ROWS_AT_ONCE == 0:
            yield _emptied(buffer)
        writer.writerow(cells)
    yield _emptied(buffer)


def _emptied(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _columns(
    questionnaires: Mapping[int, Questionnaire], options: CsvOptions
) -> Iterator[Column]:
    for question in questions_of(questionnaires):
        if options.values is not Values.LABELS:
            yield question.code, _cell(question.code, _codes(question))
        if options.values is not Values.CODES:
            by_label = options.values is Values.LABELS
            name = question.code if by_label else label_column(question.code)
            labels = _labels(question, raw=options.raw)
            yield name, _cell(question.code, labels)


def _cell(code: str, texts: Mapping[str | None, str]) -> Callable[[Response], str]:
    def cell(response: Response) -> str:
        # An empty code stands for a question that this respondent was not asked.
        chosen = response.answers.get(code, NOT_ASKED)
        return texts.get(chosen, chosen or "")

    return cell


def _codes(question: Question) -> dict[str | None, str]:
    return {
        None: NOT_ANSWERED,
        **{option.code: code_of(question, option.code) for option in question.options},
    }


def _labels(question: Question, *, raw: bool) -> dict[str | None, str]:
    variables = codebook_of({0: Questionnaire(questions=(question,))})
    standard = {code.code: code.label for code in variables[-1].codes}
    shown: dict[str | None, str] = {
        None: standard[NOT_ANSWERED],
        **{option.code: option.label for option in question.options},
    }
    return {key: text if raw else harmless(text) for key, text in shown.items()}
