"""From the bytes of an .lss file to its tables, in one of the survey's languages."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pollsvc.domain.errors import DefinitionRefused

MAX_BYTES = 8 * 1024 * 1024

Line = Mapping[str, str]
"""One row of a table; absent columns are not there."""

_TEXTS = {
    "questions": ("question_l10ns", "qid"),
    "subquestions": ("question_l10ns", "qid"),
    "answers": ("answer_l10ns", "aid"),
    "groups": ("group_l10ns", "gid"),
}
"""Where newer files keep the texts of a table, and how they name its rows."""

_ROWS = {
    "questions": ("qid",),
    "subquestions": ("qid",),
    "answers": ("qid", "code", "scale_id"),
    "groups": ("gid",),
    "question_attributes": ("qid", "attribute"),
    "surveys_languagesettings": (),
}
"""What tells the rows of a table apart that are repeated for each language."""

_SAID = frozenset(
    {"question", "help", "answer", "group_name", "description", "value",
     "surveyls_title"}
)  # fmt: skip
"""The columns that may differ from language to language."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """The tables of a survey.

    Attributes:
        languages: All of them, the survey's own first.
        written: The tables as they stand in the file.
        tables: The same with each row once, and its texts in one language.
    """

    languages: tuple[str, ...]
    written: Mapping[str, tuple[Line, ...]]
    tables: Mapping[str, tuple[Line, ...]]
    _found: dict[tuple[str, str], dict[str, list[Line]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def rows(self, table: str, **wanted: str) -> Iterator[Line]:
        """Yield those rows of a table that have some values."""
        column = next(iter(wanted), "")
        for row in self._by(table, column).get(wanted.get(column, ""), ()):
            if all(row.get(name, "") == value for name, value in wanted.items()):
                yield row

    def spoken(self, language: str) -> "Document":
        """Return the same in another language; what it lacks there stays as it is."""
        tables = {
            name: tuple(_said(rows, [*_in(language, name, self.written)], name))
            for name, rows in self.tables.items()
        }
        return Document(languages=self.languages, written=self.written, tables=tables)

    def _by(self, table: str, column: str) -> Mapping[str, list[Line]]:
        """Return the rows of a table by what stands in a column; "": all together."""
        found = self._found.get((table, column))
        if found is None:
            found = defaultdict(list)
            for row in self.tables.get(table, ()):
                found[row.get(column, "")].append(row)
            self._found[table, column] = found
        return found


def document_in(source: bytes) -> Document:
    """Return what stands in a file, each row once, with texts in its own language.

    Raises:
        DefinitionRefused: It is too large, no XML, or no survey of LimeSurvey.
    """
    root = _root(source)
    tables = {
        section.tag: tuple(_row(row) for row in section.iterfind("./rows/row"))
        for section in root
    }
    survey = next(iter(tables.get("surveys", ())), {})
    listed = [
        (each.text or "").strip() for each in root.iterfind("./languages/language")
    ]
    base = survey.get("language") or next(iter(listed), "en")
    found = {name: tuple(_in(base, name, tables)) for name in tables}
    languages = dict.fromkeys([base, *filter(None, listed)])
    return Document(languages=tuple(languages), written=tables, tables=found)


def _root(source: bytes) -> Element:
    if len(source) > MAX_BYTES:
        raise _refusal(f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.")
    try:
        root: Element = fromstring(source)
    except DefusedXmlException:
        raise _refusal("The file declares entities, which no survey needs.") from None
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise _refusal(f"This is not XML: {error}.") from None
    kind = (root.findtext("LimeSurveyDocType") or "").strip()
    if root.tag != "document" or kind != "Survey":
        raise _refusal("This is no survey structure of LimeSurvey (.lss).")
    return root


def _row(row: Element) -> Line:
    return {cell.tag: (cell.text or "") for cell in row}


def _in(
    language: str, name: str, tables: Mapping[str, tuple[Line, ...]]
) -> Iterator[Line]:
    """Yield the rows of a table with their texts in one language."""
    where, key = _TEXTS.get(name, ("", ""))
    texts = {
        row.get(key): row
        for row in tables.get(where, ())
        if row.get("language") == language
    }
    for row in tables[name]:
        said = texts.get(row.get(key, ""), {})
        # Older files repeat the row for each language.
        spoken = row.get("language") or row.get("surveyls_language") or language
        if not name.endswith("_l10ns") and spoken != language:
            continue
        yield {**row, **{k: v for k, v in said.items() if k not in {"id", "language"}}}


def _said(rows: Sequence[Line], theirs: Sequence[Line], name: str) -> Iterator[Line]:
    """Yield the rows of a table with what the same rows say in another language."""
    key = _ROWS.get(name)
    found = {} if key is None else {_named(row, key): row for row in theirs}
    for row in rows:
        spoken = found.get(_named(row, key or ()), {})
        yield {**row, **{k: spoken[k] for k in _SAID & spoken.keys() if spoken[k]}}


def _named(row: Line, key: Sequence[str]) -> tuple[str, ...]:
    return tuple(row.get(column, "") for column in key)


def _refusal(sentence: str) -> DefinitionRefused:
    return DefinitionRefused({"survey": sentence})
