"""Definitions of the shapes that other tools' own tests have, in all combinations.

Each comes with whether something in it is lost: then the import has to say so. The
question "asked" is asked in Spanish too; there its text begins with "¿".
"""

from itertools import product

from tests.foreign_files import limesurvey, surveyjs, workbook

AB = ["a", {"value": "b", "text": "Bee"}]

# --- XLSForm: a type, whether it is lost, and what may be said about it --------------

XLSFORM_TYPES = {
    "select_one yn": False,
    "select_one yn or_other": False,
    "select_multiple yn": False,
    "rank yn": False,
    "integer": False,
    "decimal": False,
    "text": False,
    "date": False,
    "range": False,
    "time": False,
    "image": True,
    "geopoint": True,
    "barcode": True,
    "file": True,
    "acknowledge": True,
}
XLSFORM_COLUMNS = (
    "type", "name", "label", "hint", "appearance", "required", "relevant", "constraint",
    "default", "choice_filter", "label::Español (es)",
)  # fmt: skip
XLSFORM_SETTINGS = [
    ({}, False),
    ({"hint": "Think.", "appearance": "minimal"}, False),
    ({"required": "yes"}, True),
    ({"relevant": "${first} = 'y'"}, False),
    ({"relevant": "selected(${first}, 'y') or ${first} = 'n'"}, False),
    ({"relevant": "pulldata('a', 'b', 'c', ${first}) = 'y'"}, True),
    ({"constraint": "regex(., '^[a-z]$')"}, True),
    ({"default": "y"}, True),
]
CHOICE_FILTER = ({"choice_filter": "name = ${first}"}, True)
XLSFORM_GROUPS = [
    (None, False),
    ("begin_group | g | | | | | | | | |", False),
    ("begin_group | g | Title | | field-list | | | | | |", False),
    ("begin_group | g | Heading | | | | | | | |", True),
]
CHOICES = ("list_name | name | label", "yn | y | Yes", "yn | n | No")


def xlsforms():
    said_of = [*XLSFORM_SETTINGS, CHOICE_FILTER]
    several = product(XLSFORM_TYPES.items(), said_of, (0, 1))
    for number, ((type_, is_lost), said, half) in enumerate(several):
        settings, lost_by = said
        # Workbooks take long: each in half of the groups, in turn.
        group, lost_with = XLSFORM_GROUPS[(number // 2 + 2 * half) % 4]
        if said is CHOICE_FILTER and type_ not in {"select_one yn", "rank yn"}:
            continue
        if "constraint" in settings and type_ in {"range", "time"}:
            continue
        line = {"type": type_, "name": "asked", "label": "Asked?"} | settings
        line |= {"label::Español (es)": "¿Preguntado?"}
        rows = [
            " | ".join(XLSFORM_COLUMNS),
            "select_one yn | first | First? | | | | | | | |",
            *([group] if group else []),
            " | ".join(line.get(column, "") for column in XLSFORM_COLUMNS),
            *(["end_group | | | | | | | | | |"] if group else []),
        ]
        yield (
            f"{line} in {group}",
            workbook(rows, CHOICES),
            is_lost or lost_by or lost_with,
        )


# --- SurveyJS ------------------------------------------------------------------------

SURVEYJS_ELEMENTS = [
    ({"type": "radiogroup", "choices": AB}, False),
    ({"type": "dropdown", "choicesMin": 1, "choicesMax": 5}, False),
    ({"type": "dropdown", "choicesFromQuestion": "first"}, False),
    ({"type": "dropdown", "choicesByUrl": {"url": "x"}}, True),
    ({"type": "buttongroup", "choices": AB}, False),
    ({"type": "checkbox", "choices": AB, "maxSelectedChoices": 1}, False),
    ({"type": "tagbox", "choices": AB}, False),
    ({"type": "imagepicker", "choices": AB}, True),
    ({"type": "ranking", "choices": AB}, False),
    ({"type": "rating", "rateMax": 7}, False),
    ({"type": "boolean"}, False),
    ({"type": "text"}, False),
    ({"type": "text", "inputType": "number", "min": 1, "max": 9}, False),
    ({"type": "text", "inputType": "date", "min": "2026-01-01"}, False),
    ({"type": "text", "maskType": "pattern"}, True),
    ({"type": "comment", "rows": 4}, False),
    ({"type": "slider", "min": 0, "max": 100}, False),
    ({"type": "multipletext", "items": [{"name": "i"}, {"name": "j"}]}, False),
    ({"type": "matrix", "columns": [1, 2], "rows": ["x", "y"]}, False),
    ({"type": "matrix", "columns": [1, 2], "rows": ["x"],
      "cellType": "checkbox"}, True),
    ({"type": "matrixdropdown", "columns": [{"name": "c"}], "choices": AB,
      "rows": ["x"]}, False),
    ({"type": "matrixdropdown", "rows": ["x"],
      "columns": [{"name": "c", "cellType": "text"}]}, False),
    ({"type": "matrixdropdown", "rows": ["x"],
      "columns": [{"name": "c", "cellType": "file"}]}, True),
    ({"type": "matrixdynamic", "columns": [{"name": "c"}], "choices": AB}, True),
    ({"type": "paneldynamic", "templateElements": []}, True),
    ({"type": "file"}, True),
    ({"type": "signaturepad"}, True),
    ({"type": "imagemap"}, True),
    ({"type": "expression", "expression": "1 + 1"}, True),
]  # fmt: skip
SURVEYJS_SETTINGS = [
    ({}, False),
    ({"description": "Think.", "width": "50%"}, False),
    ({"isRequired": True}, True),
    ({"visibleIf": "{first} = 'a'"}, False),
    ({"visibleIf": "{first} anyof ['a', 'b'] and {first} notempty"}, False),
    ({"visibleIf": "iif({first} = 'a', 1, 2) > 1"}, True),
    ({"visible": False}, True),
    ({"enableIf": "{first} = 'a'"}, True),
    ({"defaultValue": "a"}, True),
    ({"title": {"default": "After {first}", "es": "¿Tras {first}?"}}, False),
    ({"title": {"default": "After {nobody}", "es": "¿Tras {nobody}?"}}, True),
    ({"validators": [{"type": "expression", "expression": "{first} = 1"}]}, True),
    ({"minSelectedChoices": 0, "colCount": 2}, False),
]


def in_page(element):
    return element


def in_panel(element):
    return {"type": "panel", "name": "p", "elements": [element]}


def in_titled_panel(element):
    return {"type": "panel", "name": "p", "title": "Heading", "elements": [element]}


def surveys():
    holders = [(in_page, False), (in_panel, False), (in_titled_panel, True)]
    several = product(SURVEYJS_ELEMENTS, SURVEYJS_SETTINGS)
    for number, ((element, is_lost), (settings, lost_by)) in enumerate(several):
        holder, lost_with = holders[number % 3]
        title = {"default": "Asked?", "es": "¿Preguntado?"}
        asked = {"name": "asked", "title": title} | element | settings
        first = {"type": "radiogroup", "name": "first", "choices": AB}
        pages = [{"elements": [first]}, {"elements": [holder(asked)]}]
        source = surveyjs(pages=pages)
        yield f"{asked} {holder.__name__}", source, is_lost or lost_by or lost_with


# --- LimeSurvey ----------------------------------------------------------------------

LIMESURVEY_TYPES = {
    **dict.fromkeys("L!MNKSTUYGQ5ABCEFHRDX", False),
    **dict.fromkeys("OP1:;|*I", True),
}
LIMESURVEY_SETTINGS = [
    ({}, {}, False),
    ({"help": "<b>Think.</b>"}, {"random_order": "0"}, False),
    ({"mandatory": "Y"}, {}, True),
    ({"relevance": 'first == "Y"'}, {}, False),
    ({"relevance": '((first.NAOK == "Y" or first.NAOK == "N"))'}, {}, False),
    ({"relevance": "rand(1, 2) == 1"}, {}, True),
    ({"preg": "/[a-z]/"}, {}, True),
    ({}, {"hidden": "1"}, True),
    ({}, {"array_filter": "first"}, True),
]


def limesurveys():
    parts = [
        {"qid": f"2{n}", "parent_qid": "2", "title": f"SQ{n}", "question": f"Row {n}"}
        for n in (1, 2)
    ]
    answers = [{"qid": "2", "code": f"A{n}", "answer": f"Answer {n}"} for n in (1, 2)]
    for (type_, is_lost), (cells, attributes, lost_by) in product(
        LIMESURVEY_TYPES.items(), LIMESURVEY_SETTINGS
    ):
        is_text = type_ == "X"
        if is_text and (attributes or lost_by or "relevance" in cells):
            continue
        asked = {"qid": "2", "title": "asked", "type": type_, "question": "<p>A?</p>"}
        questions = [
            {"qid": "1", "title": "first", "type": "Y", "question_order": "1"},
            asked | cells | {"question_order": "2", "language": "en"},
            asked | {"question": "<p>¿Eh?</p>", "language": "es"},
            {"qid": "3", "title": "last", "type": "S", "question_order": "3"},
        ]
        told = [
            {"qid": "2", "attribute": name, "value": value}
            for name, value in attributes.items()
        ]
        tables = {
            "subquestions": parts, "answers": answers, "question_attributes": told
        }  # fmt: skip
        source = limesurvey(questions, languages=("en", "es"), **tables)
        yield f"{asked} {cells} {attributes}", source, is_lost or lost_by
