"""Responses as CSV (RFC 4180): one row a response, written as the rows come."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, partial
from io import StringIO
from typing import NamedTuple

from pollsvc.domain.questionnaires import RESERVED_CODES, Questionnaire
from pollsvc.domain.responses import Response
from pollsvc.exports.cells import harmless
from pollsvc.exports.codebook import questions_of
from pollsvc.exports.columns import (
    NOT_ASKED,
    Column,
    Stored,
    columns_of,
    short_name,
)

LABEL = "__label"
KEPT_TEXTS = 1_000
"""So many different answers of a column are kept written out."""

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
    """One column of the file.

    Attributes:
        text: Returns what stands in it for an answer that was stored, None for one
            that was not given.
    """

    name: str
    question: str
    text: Callable[[Stored], str]


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


_PLAIN = frozenset({str, type(None)})
"""What can be remembered; the rest has several parts."""


class _Answers:
    """Gives the cells of a response's answers."""

    def __init__(self, columns: Iterable[_Column], write: Write) -> None:
        self._columns = [(c.question, _Texts(c.text, write)) for c in columns]

    def __call__(self, response: Response) -> list[str]:
        """Return the cells of one response."""
        stored = response.answers.get
        return [
            texts[said]
            if (said := stored(code, NOT_ASKED)).__class__ in _PLAIN
            else texts.of(said)
            for code, texts in self._columns
        ]


class _Texts(dict[str | None, str]):
    """What stands in a column for what is stored, written out once where it can be."""

    def __init__(self, text: Callable[[Stored], str], write: Write) -> None:
        super().__init__({NOT_ASKED: write(NOT_ASKED)})
        self._text, self._write = text, write

    def of(self, stored: Stored) -> str:
        """Return what stands there for what has several parts."""
        return self._write(self._text(stored))

    def __missing__(self, stored: str | None) -> str:
        """Return it for what was not met before."""
        text = self._write(self._text(stored))
        if len(self) < KEPT_TEXTS:
            self[stored] = text
        return text


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
        for column in columns_of(question):
            if options.values is not Values.LABELS:
                text = _codes(column, raw=options.raw)
                yield _Column(column.name, column.question, text)
            if options.values is not Values.CODES and not column.is_text:
                by_label = options.values is Values.LABELS
                name = column.name if by_label else short_name(column.name, LABEL)
                text = _labels(column, raw=options.raw)
                yield _Column(name, column.question, text)
            elif options.values is Values.LABELS:
                text = _codes(column, raw=options.raw)
                yield _Column(column.name, column.question, text)


def _codes(column: Column, *, raw: bool) -> Callable[[Stored], str]:
    def text(stored: Stored) -> str:
        code = column.unanswered if stored is None else column.said(stored)
        return harmless(code) if column.is_text and not raw else code

    return text


def _labels(column: Column, *, raw: bool) -> Callable[[Stored], str]:
    labels = {code.code: code.label for code in column.codes}

    def text(stored: Stored) -> str:
        code = column.unanswered if stored is None else column.said(stored)
        label = labels.get(code, code)
        return label if raw else harmless(label)

    return text
