"""What stands in the columns of each kind of question for what was answered."""

import pytest

from pollsvc.domain.answers import parse_answers, to_stored
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    NumberLimits,
    Option,
    OptionRole,
    Question,
    QuestionKind,
    RankLimits,
    Row,
    TextLimits,
)
from pollsvc.domain.responses import Response
from pollsvc.exports.codebook import codebook_of
from pollsvc.exports.columns import MAX_NAME, columns_of
from pollsvc.exports.csv import CsvOptions, Values, header, rows_of
from pollsvc.exports.csv import Row as FileRow
from tests.factories import options, questionnaire

OTHER = Option(code="other", label="Other", role=OptionRole.OTHER)
NONE = Option(code="none", label="None of these", role=OptionRole.NONE)
OUT = (DONT_KNOW, REFUSE)
ASKED = {
    "one": Question(
        code="one", text="One?", options=(*options("No", "Yes"), OTHER, *OUT)
    ),
    "many": Question(
        code="many",
        text="Many?",
        kind=QuestionKind.MULTIPLE,
        options=(*options("A", "B"), OTHER, NONE, *OUT),
    ),
    "scale": Question(
        code="scale",
        text="How?",
        kind=QuestionKind.SCALE,
        options=(*options("Bad", "So", "Good"), *OUT),
    ),
    "number": Question(
        code="number",
        text="How many?",
        kind=QuestionKind.NUMBER,
        limits=NumberLimits(decimals=1, unit="km"),
        options=OUT,
    ),
    "order": Question(
        code="order",
        text="Order?",
        kind=QuestionKind.RANK,
        limits=RankLimits(places=2),
        options=(*options("A", "B", "C"), *OUT),
    ),
    "pain": Question(
        code="pain",
        text="Pain?",
        kind=QuestionKind.MATRIX,
        rows=(Row(code="hands", label="Hands"), Row(code="feet", label="Feet")),
        options=(*options("None", "Some"), DONT_KNOW),
    ),
    "text": Question(
        code="text",
        text="Say more?",
        kind=QuestionKind.TEXT,
        limits=TextLimits(long=True),
        options=OUT,
    ),
    "day": Question(
        code="day", text="Since when?", kind=QuestionKind.DATE, options=OUT
    ),
}
NAMES = {
    "one": ("one", "one__other_text"),
    "many": ("many__0", "many__1", "many__other", "many__none", "many__other_text"),
    "scale": ("scale",),
    "number": ("number",),
    "order": ("order__0", "order__1", "order__2"),
    "pain": ("pain__hands", "pain__feet"),
    "text": ("text",),
    "day": ("day",),
}


def cells(code, raw, values=Values.CODES):
    """The cells of one question for a form; another question is answered too."""
    first = Question(code="a", text="A?", options=options("x", "y"))
    asked = questionnaire(first, ASKED[code])
    answers = to_stored(asked, parse_answers(asked, {"a": ["0"], **raw}))
    response = Response(id=b"", wave_id="", version=1, answers=answers, language="en")
    rows = rows_of("p", {1: asked}, [FileRow("w", response)], CsvOptions(values=values))
    names = header({1: asked}, CsvOptions(values=values))
    return {n: c for n, c in zip(names, next(rows), strict=True) if n.startswith(code)}


@pytest.mark.parametrize("code", ASKED)
def test_each_kind_has_its_columns_whatever_was_answered(code):
    assert tuple(column.name for column in columns_of(ASKED[code])) == NAMES[code]
    assert tuple(cells(code, {})) == NAMES[code]


@pytest.mark.parametrize(
    ("code", "raw", "shown"),
    [
        ("one", {"one": ["1"]}, ["1", ""]),
        ("one", {"one": ["other"], "one__other_text": ["Mine"]}, ["other", "Mine"]),
        ("one", {"one": ["dont_know"]}, ["-97", ""]),
        ("one", {"one": ["refuse"]}, ["-98", ""]),
        ("one", {}, ["-99", ""]),
        ("many", {"many": ["0", "1"]}, ["1", "1", "0", "0", ""]),
        ("many", {"many__other_text": ["Mine"]}, ["0", "0", "1", "0", "Mine"]),
        ("many", {"many": ["none", "0"]}, ["0", "0", "0", "1", ""]),
        ("many", {"many": ["refuse"]}, ["-98", "-98", "-98", "-98", ""]),
        ("many", {}, ["-99", "-99", "-99", "-99", ""]),
        ("scale", {"scale": ["2"]}, ["2"]),
        ("number", {"number": ["2,5"]}, ["2.5"]),
        ("number", {"number__instead": ["dont_know"]}, ["-97"]),
        ("number", {}, ["-99"]),
        ("order", {"order__2": ["1"], "order__0": ["2"]}, ["2", "-99", "1"]),
        ("order", {"order__instead": ["refuse"]}, ["-98", "-98", "-98"]),
        ("pain", {"pain__hands": ["1"], "pain__feet": ["dont_know"]}, ["1", "-97"]),
        ("pain", {"pain__hands": ["0"]}, ["0", "-99"]),
        ("text", {"text": ["  It\nhurts "]}, ["It\nhurts"]),
        ("text", {"text": ["=1+1"]}, ["'=1+1"]),
        (
            "day",
            {"day__day": ["3"], "day__month": ["2"], "day__year": ["2026"]},
            ["2026-02-03"],
        ),
        ("day", {"day__instead": ["refuse"]}, ["-98"]),
    ],
)
def test_what_stands_there(code, raw, shown):
    assert list(cells(code, raw).values()) == shown


def test_labels_stand_beside_codes_and_own_words_stand_once():
    many = cells("many", {"many": ["0"]}, Values.BOTH)
    assert many["many__0"] == "1"
    assert many["many__0__label"] == "Chosen"
    assert "many__other_text__label" not in many


@pytest.mark.parametrize("code", ASKED)
def test_every_code_that_stands_there_is_in_the_codebook(code):
    variables = {v.name: v for v in codebook_of({1: questionnaire(ASKED[code])})}
    for column in columns_of(ASKED[code]):
        assert variables[column.name].codes == column.codes
        assert variables[column.name].question == code


def test_names_are_short_enough_for_every_program_and_still_differ():
    long = "a" * 30
    rows = tuple(Row(code=f"{'b' * 29}{end}", label=end) for end in "xyz")
    asked = Question(
        code=long,
        text="?",
        kind=QuestionKind.MATRIX,
        rows=rows,
        options=options("No", "Yes"),
    )
    names = [column.name for column in columns_of(asked)]
    assert len(set(names)) == 3
    assert max(map(len, names)) <= MAX_NAME
