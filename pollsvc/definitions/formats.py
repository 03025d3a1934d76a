"""Which format a definition is in, told by its content, and what reads it."""

import json
from collections.abc import Callable
from enum import StrEnum
from importlib import import_module
from typing import Any

from pollsvc.definitions.reading import read_definition
from pollsvc.definitions.reports import ImportReport
from pollsvc.definitions.writing import write_definition
from pollsvc.domain.errors import DefinitionRefused
from pollsvc.domain.polls import PollDraft

_BOM = b"\xef\xbb\xbf"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_SURVEYJS = frozenset({"pages", "elements"})
_OLD = "This is an old .xls workbook; save it as .xlsx."


class Format(StrEnum):
    """What a poll can be written as."""

    YAML = "yaml"
    XLSFORM = "xlsform"
    SURVEYJS = "surveyjs"


def read_any(source: bytes) -> tuple[PollDraft, ImportReport | None]:
    """Return the draft in a file of any format that is known.

    Returns:
        The draft, and what became of the file's content; None for our own format,
        which is read as it is or not at all.

    Raises:
        DefinitionRefused: It cannot be read.
    """
    start = source.removeprefix(_BOM).lstrip()
    if start.startswith(_OLD_WORKBOOK):
        raise DefinitionRefused({"workbook": _OLD})
    for is_it, module, name in _READERS:
        if is_it(start):
            draft, report = _found(module, name)(source)
            return draft, report
    return read_definition(source), None


def write_any(draft: PollDraft, format_: Format) -> tuple[bytes, ImportReport | None]:
    """Return a poll in a format, and what has no place in it; None: all has."""
    if format_ is Format.YAML:
        return write_definition(draft).encode(), None
    written, report = _found(f"pollsvc.definitions.{format_}", f"write_{format_}")(
        draft
    )
    return written, report


def _is_surveyjs(start: bytes) -> bool:
    if not start.startswith(b"{"):
        return False
    try:
        document = json.loads(start)
    except (ValueError, RecursionError):
        # Our own format may begin like this; but nobody writes it so.
        return b'"elements"' in start
    # A poll of ours, written as JSON, has its address.
    return "poll" not in document and bool(_SURVEYJS & document.keys() or document)


_READERS: tuple[tuple[Callable[[bytes], bool], str, str], ...] = (
    (
        lambda start: start.startswith(b"PK"),
        "pollsvc.definitions.xlsform",
        "read_xlsform",
    ),
    (_is_surveyjs, "pollsvc.definitions.surveyjs", "read_surveyjs"),
    (
        lambda start: start.startswith(b"<"),
        "pollsvc.definitions.limesurvey",
        "read_limesurvey",
    ),
)


def _found(module: str, name: str) -> Callable[..., Any]:
    # Imported only when needed: workbooks bring a compiler along.
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function
