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
from pollsvc.exports.columns import NOT_ASKED, Column, Stored, short_name
from pollsvc.exports.own_words import own_words
from pollsvc.exports.versions import LastingColumn, columns_over

LABEL = "__label"
ANY_VERSION = 0
"""The version of a row that stands for no single one; none has this number."""

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
        language: The tag of the language of words of ours in labels; None: English.
    """

    values: Values = Values.CODES
    separator: str = ","
    raw: bool = False
    language: str | None = None


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
    names = [c.name for c in _columns(columns_over(questionnaires), options, None)]
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
    answers_of = _Answers(questionnaires, options, str)
    for number, (wave, response) in enumerate(rows, start=1):
        first = (str(number), slug, _version(response), wave, response.language)
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
        self._answers_of = _Answers(questionnaires, options, write)
        self.header = self._line(header(questionnaires, options))

    def row(self, wave: str, response: Response) -> str:
        """Return a response's line, all but the number that it begins with."""
        about = ("", self._slug, _version(response), wave, response.language)
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


Cells = list[tuple[str, "_Texts"]]
"""For each column its question's code, and what stands there for what is stored."""


class _Answers:
    """Gives the cells of a response's answers."""

    def __init__(
        self,
        questionnaires: Mapping[int, Questionnaire],
        options: CsvOptions,
        write: Write,
    ) -> None:
        lasting = columns_over(questionnaires)
        # A row that stands for no single version may hold anything of any of them.
        self._any, *each = (
            [
                (c.question, _Texts(c.text, write))
                for c in _columns(lasting, options, version)
            ]
            for version in (None, *questionnaires)
        )
        self._by_version: dict[int, Cells] = dict(
            zip(questionnaires, each, strict=True)
        )

    def __call__(self, response: Response) -> list[str]:
        """Return the cells of one response."""
        stored = response.answers.get
        return [
            texts[said]
            if (said := stored(code, NOT_ASKED)).__class__ in _PLAIN
            else texts.of(said)
            for code, texts in self._by_version.get(response.version, self._any)
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


def _version(response: Response) -> str:
    return "" if response.version == ANY_VERSION else str(response.version)


def _columns(
    lasting: Iterable[LastingColumn], options: CsvOptions, version: int | None
) -> Iterator[_Column]:
    """Yield the file's columns as a version has them; None: as all have together."""
    for each in lasting:
        held = each.column if version is None else each.by_version.get(version)
        yield from _written_columns(each.column, held, options)


def _written_columns(
    column: Column, held: Column | None, options: CsvOptions
) -> Iterator[_Column]:
    """Yield a column as codes, labels or both.

    Args:
        column: What it is called.
        held: What it is in one version; None: that version did not ask it.
        options: How to write it.
    """
    plain = partial(_Column, column.name, column.question)
    labels = _labels(held, options)
    if options.values is Values.LABELS and not column.is_text:
        yield plain(labels)
        return
    yield plain(_codes(held, raw=options.raw))
    if options.values is Values.BOTH and not column.is_text:
        yield _Column(short_name(column.name, LABEL), column.question, labels)


def _not_asked(stored: Stored) -> str:
    del stored
    return NOT_ASKED


def _codes(column: Column | None, *, raw: bool) -> Callable[[Stored], str]:
    if column is None:
        return _not_asked

    ours = {code.code for code in column.codes}

    def text(stored: Stored) -> str:
        if stored is None:
            return column.unanswered
        code = column.said(stored)
        # A code of ours is no formula; the same written by a person is their text.
        is_ours = code in ours and code != stored
        return harmless(code) if column.is_text and not raw and not is_ours else code

    return text


def _labels(column: Column | None, options: CsvOptions) -> Callable[[Stored], str]:
    if column is None:
        return _not_asked
    labels = {c.code: own_words(c.label, options.language) for c in column.codes}

    def text(stored: Stored) -> str:
        code = column.unanswered if stored is None else column.said(stored)
        label = labels.get(code, code)
        return label if options.raw else harmless(label)

    return text
