"""From the bytes of an .lss file to its tables, in the survey's own language."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
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


@dataclass(frozen=True, kw_only=True)
class Document:
    """The tables of a survey.

    Attributes:
        languages: All of them; the first is the one in which the tables are.
    """

    languages: tuple[str, ...]
    tables: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    _found: dict[tuple[str, str], dict[str, list[Line]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def rows(self, table: str, **wanted: str) -> Iterator[Line]:
        """Yield those rows of a table that have some values."""
        column = next(iter(wanted), "")
        for row in self._by(table, column).get(wanted.get(column, ""), ()):
            if all(row.get(name, "") == value for name, value in wanted.items()):
                yield row

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
    """Return what stands in a file, each row once, with texts in one language.

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
    return Document(languages=tuple(languages), tables=found)


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
        if not name.endswith("_l10ns") and row.get("language", language) != language:
            continue
        yield {**row, **{k: v for k, v in said.items() if k not in {"id", "language"}}}


def _refusal(sentence: str) -> DefinitionRefused:
    return DefinitionRefused({"survey": sentence})
