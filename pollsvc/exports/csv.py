"""Responses as CSV (RFC 4180): one row a response, written as the rows come."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, partial
from io import StringIO
from typing import NamedTuple

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

END_OF_LINE = "\r\n"
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


class Row(NamedTuple):
    """A response and the code of its wave."""

    wave: str
    response: Response


@dataclass(frozen=True)
class _Column:
    """One column of a question.

    Attributes:
        question: The question's code.
        texts: What stands in the column for each thing that can be stored.
    """

    name: str
    question: str
    texts: Mapping[str | None, str]


Write = Callable[[str], str]


def header(
    questionnaires: Mapping[int, Questionnaire], options: CsvOptions
) -> tuple[str, ...]:
    """Return the names of the columns."""
    names = [column.name for column in _columns(questionnaires, options)]
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
    answers_of = _Answers(_columns(questionnaires, options), str)
    for number, (wave, response) in enumerate(rows, start=1):
        first = (str(number), slug, str(response.version), wave, response.language)
        yield *first, *answers_of(response)


class CsvFile:
    """Gives the lines of a poll's file.

    Attributes:
        header: The first of them.
    """

    def __init__(
        self,
        slug: str,
        questionnaires: Mapping[int, Questionnaire],
        options: CsvOptions,
    ) -> None:
        """Write once what can stand in the file's cells.

        Args:
            slug: The poll's address.
            questionnaires: The poll's questionnaires by version.
            options: How to write them.
        """
        # What comes again and again is put into quotes, or not, only once.
        write = lru_cache(maxsize=1_000)(partial(_cell, separator=options.separator))
        self._join, self._write, self._slug = options.separator.join, write, slug
        self._answers_of = _Answers(_columns(questionnaires, options), write)
        self.header = self._line(header(questionnaires, options))

    def row(self, wave: str, response: Response) -> str:
        """Return a response's line, all but the number that it begins with."""
        about = ("", self._slug, str(response.version), wave, response.language)
        return self._join((*map(self._write, about), *self._answers_of(response)))

    def _line(self, cells: Iterable[str]) -> str:
        return self._join(map(self._write, cells)) + END_OF_LINE


def numbered(rows: Iterable[str], *, first: int) -> str:
    """Return a piece of a file: lines, each with its number.

    Args:
        rows: What `CsvFile.row` made.
        first: The number of the first.
    """
    return "".join([f"{n}{row}{END_OF_LINE}" for n, row in enumerate(rows, first)])


class _Answers:
    """Gives the cells of a response's answers."""

    def __init__(self, columns: Iterable[_Column], write: Write) -> None:
        self._columns = [(c.question, _Texts(c.texts, write)) for c in columns]

    def __call__(self, response: Response) -> list[str]:
        """Return the cells of one response."""
        stored = response.answers.get
        return [texts[stored(code, NOT_ASKED)] for code, texts in self._columns]


class _Texts(dict[str | None, str]):
    """What stands in the file for what is stored."""

    def __init__(self, texts: Mapping[str | None, str], write: Write) -> None:
        super().__init__({stored: write(text) for stored, text in texts.items()})
        self._write = write

    def __missing__(self, stored: str | None) -> str:
        """Return the code of an option that the newest version no longer has."""
        return self._write(stored or NOT_ASKED)


def _cell(text: str, *, separator: str) -> str:
    """Return a text as it stands in a line: in quotes where it must be."""
    line = StringIO()
    # A line's only cell would be written in quotes if it is empty.
    writer = csv.writer(line, delimiter=separator, lineterminator=END_OF_LINE)
    writer.writerow(["", text])
    return line.getvalue()[len(separator) : -len(END_OF_LINE)]


def _columns(
    questionnaires: Mapping[int, Questionnaire], options: CsvOptions
) -> Iterator[_Column]:
    for question in questions_of(questionnaires):
        code = question.code
        if options.values is not Values.LABELS:
            yield _Column(code, code, _codes(question))
        if options.values is not Values.CODES:
            by_label = options.values is Values.LABELS
            name = code if by_label else label_column(code)
            yield _Column(name, code, _labels(question, raw=options.raw))


def _codes(question: Question) -> dict[str | None, str]:
    return {
        NOT_ASKED: NOT_ASKED,
        None: NOT_ANSWERED,
        **{option.code: code_of(question, option.code) for option in question.options},
    }


def _labels(question: Question, *, raw: bool) -> dict[str | None, str]:
    variables = codebook_of({0: Questionnaire(questions=(question,))})
    standard = {code.code: code.label for code in variables[-1].codes}
    shown: dict[str | None, str] = {
        NOT_ASKED: NOT_ASKED,
        None: standard[NOT_ANSWERED],
        **{option.code: option.label for option in question.options},
    }
    return {key: text if raw else harmless(text) for key, text in shown.items()}
