"""Files of other tools as tests need them, of our own making."""

import json
from io import BytesIO
from xml.sax.saxutils import escape

from openpyxl import Workbook


def workbook(survey, choices=(), settings=()):
    """An XLSForm; each sheet as rows in which cells are parted by "|"."""
    book = Workbook()
    for name, rows in (
        ("survey", survey),
        ("choices", choices),
        ("settings", settings),
    ):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell.strip() or None for cell in row.split("|")])
    del book["Sheet"]
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def surveyjs(*elements, **more):
    return json.dumps({"title": "A survey", "elements": elements, **more}).encode()


def limesurvey(questions, languages=(), **tables):
    """An .lss file; each table is a list of rows, each a dict."""
    tables = {
        "groups": [{"gid": "1", "group_order": "1"}],
        "questions": [{"gid": "1", "parent_qid": "0", **q} for q in questions],
        "surveys": [{"sid": "1", "language": "en", "format": "G"}],
        "surveys_languagesettings": [
            {"surveyls_language": "en", "surveyls_title": "A survey"}
        ],
        **tables,
    }
    sections = "".join(
        f"<{name}><rows>{''.join(map(_row, rows))}</rows></{name}>"
        for name, rows in tables.items()
    )
    head = "<LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>600</DBVersion>"
    listed = "".join(f"<language>{each}</language>" for each in languages)
    head += f"<languages>{listed}</languages>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><document>{head}{sections}</document>'
    ).encode()


def _row(row):
    cells = (f"<{name}>{escape(value)}</{name}>" for name, value in row.items())
    return f"<row>{''.join(cells)}</row>"
