"""Files that were made to harm, or came to harm: refused with a sentence, or read."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollsvc.definitions.formats import read_any
from pollsvc.domain.errors import DefinitionRefused
from pollsvc.domain.polls import check_draft
from tests.foreign_files import limesurvey, surveyjs, workbook

FORM = workbook(
    (
        "type | name | label | relevant | constraint | appearance",
        "select_one yn | a | A? | | |",
        "begin_group | g | G | | | field-list",
        "integer | n | N? | ${a} = 'y' | . < 9 |",
        "end_group | | | | |",
    ),
    ("list_name | name | label", "yn | y | Yes", "yn | n | No"),
)
SURVEY = surveyjs(
    {"type": "radiogroup", "name": "a", "choices": ["y", {"value": 1, "text": "N"}]},
    {"type": "matrixdropdown", "name": "m", "rows": ["r"], "choices": [1, 2],
     "columns": [{"name": "c"}, {"name": "d", "cellType": "rating"}]},
    {"type": "panel", "name": "p", "visibleIf": "{a} = 'y'", "elements": [
        {"type": "text", "name": "n", "inputType": "number", "min": 1},
        {"type": "dropdown", "name": "s", "choicesMin": 1, "choicesMax": 9}]},
)  # fmt: skip
LSS = limesurvey(
    [
        {"qid": "1", "title": "a", "type": "L", "question": "A?", "other": "Y"},
        {"qid": "2", "title": "n", "type": "N", "relevance": 'a == "A1"'},
    ],
    answers=[{"qid": "1", "code": f"A{n}", "answer": f"{n}"} for n in (1, 2)],
)
ENTITIES = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def repacked(part, content):
    """The form, with one file in it replaced."""
    written = BytesIO()
    with ZipFile(BytesIO(FORM)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return written.getvalue()


def panels(deep):
    inside = {"type": "text", "name": "a"}
    for _ in range(deep):
        inside = {"type": "panel", "elements": [inside]}
    return surveyjs(inside)


SHEET = "xl/worksheets/sheet1.xml"
HUGE_TABLE = {"type": "matrixdropdown", "name": "m", "choices": [1, 2]} | {
    "columns": [{"name": f"c{n}"} for n in range(3000)],
    "rows": [*range(3000)],
}


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (repacked(SHEET, b" " * 40_000_000), "Unpacked it has over 32 MB."),
        (repacked(SHEET, ENTITIES + b"<worksheet>&b;</worksheet>"), "cannot be read"),
        (repacked(SHEET, b"<worksheet"), "cannot be read"),
        (repacked("[Content_Types].xml", b""), "cannot be read"),
        (FORM[:-200], "This is no .xlsx workbook, or it is damaged."),
        (b'{"elements":' + b"[" * 99_999, "Parts stand too deep in each other."),
        (b'{"elements": [' + b"9" * 5_000 + b"]}", "This is not JSON"),
        (panels(300), "Panels stand more than 30 deep in each other."),
        (surveyjs(HUGE_TABLE), "It is a table of 9000000 fields"),
        (
            surveyjs(*({"type": "text", "name": "q"} for _ in range(20_000))),
            "The survey has more than 500 questions",
        ),
        (b"<document>" * 99_999, "This is not XML"),
        (
            b"<document>" + b"<a>" * 9_999 + b"</a>" * 9_999 + b"</document>",
            "no survey",
        ),
        (ENTITIES + b"<document>&b;</document>", "declares entities"),
        (b'<?xml version="1.0" encoding="latin-7x"?><document/>', "unknown encoding"),
        (b"\xff" + SURVEY, "not in UTF-8"),
        (SURVEY.decode().encode("utf-16"), "not in UTF-8"),
        (surveyjs({"type": "file", "name": "\ud800"}), "Questions of the type 'file'"),
    ],
)
def test_what_would_do_harm_is_refused_with_a_sentence(source, sentence):
    with pytest.raises(DefinitionRefused) as refused:
        read_any(source)
    assert sentence in str(refused.value)
    assert str(refused.value).encode()


def test_a_long_chain_of_rules_is_kept_as_far_as_rules_may_be_long():
    asked = [{"type": "boolean", "name": "q0"}]
    asked += [
        {"type": "boolean", "name": f"q{n}", "visibleIf": f"{{q{n - 1}}} = true"}
        for n in range(1, 80)
    ]
    draft, report = read_any(surveyjs(*asked))
    check_draft(draft)
    assert [r.where for r in report.remarks] == ["q51"]


def tame(source):
    """It is read or refused, and what is said of it can be written down."""
    try:
        draft, report = read_any(source)
    except DefinitionRefused as refused:
        said = str(refused)
    else:
        check_draft(draft)
        said = "\n".join(report.lines() if report else ())
    assert said.encode() is not None


@settings(max_examples=60, deadline=None)
@given(
    source=st.sampled_from([LSS, SURVEY]),
    place=st.floats(0, 1, exclude_max=True),
    cut=st.integers(0, 12),
    put=st.binary(max_size=4)
    | st.sampled_from([b"<", b"&#0;", b"]]>", b'"', b"1e999"]),
)
def test_bytes_gone_or_put_in_anywhere(source, place, cut, put):
    at = int(place * len(source))
    tame(source[:at] + put + source[at + cut :])


ODD = st.sampled_from(
    [None, True, -1, 10**30, 1e300, "", "\x00", "\ud800", "${a}", "{a}", "a" * 9_000,
     [], {}, [[]], {"default": {}}, "=", "none", "(" * 99]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(data=st.data(), odd=ODD)
def test_any_value_of_a_survey_replaced_by_something_odd(data, odd):
    document = json.loads(SURVEY)
    spots = [*places(document)]
    holder, key = data.draw(st.sampled_from(spots))
    holder[key] = odd
    tame(json.dumps(document).encode())


def places(node):
    """Every list and object in it, with each of their keys."""
    for key in node if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], dict | list):
            yield from places(node[key])


CELLS = ["survey", "begin_group", "end_group", "begin_repeat", "", "-", "${a", "${n}",
         "select_one", "select_one yn or_other", "range", "1" * 400, "a" * 2000, "=1+1",
         "yes", "not(", ". >", "label::", "#N/A", "note", "calculate"]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(row=st.integers(0, 4), column=st.integers(0, 5), said=st.sampled_from(CELLS))
def test_any_cell_of_a_form_replaced_by_something_odd(row, column, said):
    rows = [
        ["type", "name", "label", "relevant", "constraint", "parameters"],
        ["select_one yn", "a", "A?", "", "", ""],
        ["begin_group", "g", "G", "", "", ""],
        ["integer", "n", "N?", "${a} = 'y'", ". < 9", ""],
        ["end_group", "", "", "", "", ""],
    ]
    rows[row][column] = said
    tame(workbook([" | ".join(line) for line in rows], ("list_name | name | label",
                  "yn | y | Yes", "yn | n | No")))  # fmt: skip
