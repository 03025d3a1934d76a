"""From the bytes of a workbook to what XLSForm's own compiler makes of it."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from pyxform.errors import PyXFormError
from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import get_xlsform

from pollsvc.domain.errors import DefinitionRefused

MAX_BYTES = 2 * 1024 * 1024
MAX_UNPACKED = 32 * 1024 * 1024
_SHEETS = "xl/"


def compiled(source: bytes) -> tuple[dict[str, Any], dict[str, int]]:
    """Return an XLSForm as the compiler describes it, and on which row each name is.

    Raises:
        DefinitionRefused: It is too large, no workbook, or no XLSForm.
    """
    _require_small(source)
    try:
        workbook = get_xlsform(BytesIO(source), file_type=".xlsx")
        rows = _rows(workbook.survey)
        form: dict[str, Any] = workbook_to_json(
            workbook, form_name="form", fallback_form_name="form", warnings=[]
        )
    except PyXFormError as error:
        raise _refusal(f"This is no XLSForm: {' '.join(str(error).split())}") from None
    except Exception as error:  # noqa: BLE001 -- what openpyxl and the compiler trip over has no common name
        sentence = f"This workbook cannot be read as an XLSForm ({error})."
        raise _refusal(" ".join(sentence.split())) from None
    return form, rows


def _rows(survey: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return the row of each name in the sheet "survey", below its head."""
    return {
        str(value): number
        for number, line in enumerate(survey or (), start=2)
        for column, value in line.items()
        if str(column).strip().casefold() == "name"
    }


def _require_small(source: bytes) -> None:
    if len(source) > MAX_BYTES:
        raise _refusal(f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.")
    try:
        with ZipFile(BytesIO(source)) as packed:
            size = sum(part.file_size for part in packed.infolist())
            is_workbook = any(n.startswith(_SHEETS) for n in packed.namelist())
    except (BadZipFile, ValueError, NotImplementedError):
        raise _refusal("This is no .xlsx workbook, or it is damaged.") from None
    if not is_workbook:
        raise _refusal("This is no .xlsx workbook.")
    if size > MAX_UNPACKED:
        raise _refusal(f"Unpacked it has over {MAX_UNPACKED // 1024 // 1024} MB.")


def _refusal(sentence: str) -> DefinitionRefused:
    return DefinitionRefused({"workbook": sentence})
