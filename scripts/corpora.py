"""Which definitions of other tools a folder holds, in files and in the tests of tools.

XLSForms stand in workbooks, and in the tests of its compiler as tables in strings;
surveys of SurveyJS in JSON, and in its tests as object literals; those of LimeSurvey in
.lss files. The same definition is taken once.
"""

import ast
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from literals import objects_in
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from pyxform.xls2json_backends import get_xlsform

_SURVEYJS = frozenset({"pages", "elements", "questions"})
_SHEETS = frozenset({"survey", "choices", "settings"})


@dataclass(frozen=True, kw_only=True)
class Found:
    """A definition: where it stands, and the bytes that somebody would upload."""

    name: str
    kind: str
    source: bytes


def definitions_in(folder: Path) -> Iterator[Found]:
    """Yields each definition below a folder once, in the order of names."""
    seen: set[bytes] = set()
    for path in sorted(folder.rglob("*")):
        read = _READERS.get(path.suffix.lower())
        if read is None or not path.is_file():
            continue
        kind, found = read
        for number, (content, source) in enumerate(found(path), start=1):
            mark = sha256(content).digest()
            if mark not in seen:
                seen.add(mark)
                name = f"{path.relative_to(folder)}:{number}"
                yield Found(name=name, kind=kind, source=source)


_Sources = Iterator[tuple[bytes, bytes]]
"""What tells a definition from others, and its bytes."""


def _whole(path: Path) -> _Sources:
    source = path.read_bytes()
    yield source, source


def _old_workbook(path: Path) -> _Sources:
    """Yields an .xls as the .xlsx that its owner would save it as."""
    try:
        book = get_xlsform(path, file_type=".xls")
    except Exception as error:  # noqa: BLE001 -- whatever a reader of old files raises
        print(f"Not an .xls that can be read: {path} ({error})", file=sys.stderr)
        return
    sheets = {}
    for name in _SHEETS:
        lines = getattr(book, name, None) or ()
        columns = [*dict.fromkeys(column for line in lines for column in line)]
        rows = [[str(line.get(column, "")) for column in columns] for line in lines]
        sheets[name] = [columns, *rows]
    source = workbook(sheets)
    yield repr(sheets).encode(), source


def _json(path: Path) -> _Sources:
    try:
        found = json.loads(path.read_bytes())
    except ValueError:
        return
    if isinstance(found, dict) and _SURVEYJS & found.keys():
        yield from _whole(path)


def _table(path: Path) -> _Sources:
    yield from _of_table(path.read_text("utf-8", "replace"))


def _tables_in_code(path: Path) -> _Sources:
    try:
        tree = ast.parse(path.read_text("utf-8"))
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _of_table(node.value)


def _of_table(text: str) -> _Sources:
    sheets = tables_in(text)
    if len(sheets.get("survey", ())) > 1:
        yield repr(sheets).encode(), workbook(sheets)


def _objects_in_code(path: Path) -> _Sources:
    for found in objects_in(path.read_text("utf-8", "replace")):
        listed = [found[name] for name in _SURVEYJS & found.keys()]
        if any(isinstance(each, list) and each for each in listed):
            source = json.dumps(found).encode()
            yield source, source


def tables_in(text: str) -> dict[str, list[list[str]]]:
    """Returns the sheets in a text: a row with its first cell filled begins one."""
    sheets: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in text.splitlines():
        if not line.strip().startswith("|"):
            continue
        held = line.strip().strip("|").replace("\\|", "\0")
        name, *cells = (c.strip().replace("\0", "|") for c in held.split("|"))
        if name:
            rows = sheets.setdefault(name.casefold(), [])
        if any(cells):
            rows.append(cells)
    return sheets


def workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    """Returns an .xlsx workbook of some sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name[:31])
        for row in rows:
            sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) or None for cell in row])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


_READERS: dict[str, tuple[str, Callable[[Path], _Sources]]] = {
    ".xlsx": ("XLSForm", _whole),
    ".xls": ("XLSForm", _old_workbook),
    ".md": ("XLSForm", _table),
    ".py": ("XLSForm", _tables_in_code),
    ".json": ("SurveyJS", _json),
    ".ts": ("SurveyJS", _objects_in_code),
    ".lss": ("LimeSurvey", _whole),
}
