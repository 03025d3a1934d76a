"""Exported files read back as what was answered, in pandas and by the standard."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    Option,
    Question,
    QuestionKind,
)
from pollsvc.domain.responses import Response
from pollsvc.exports.csv import CsvFile, CsvOptions, Row, Values, numbered
from tests.factories import options, question, questionnaire

FIRST = ["response", "poll", "version", "wave", "language"]
DANGEROUS = [
    "=1+1",
    "+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=2",
    " =1",
    "\u00a0=1",
    "\ufeff=1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20A1",
    "=cmd|' /C calc'!A0",
]


def row(wave="2026-11", **answers):
    made = Response(id=b"", wave_id="w", version=1, answers=answers, language="en")
    return Row(wave=wave, response=made)


def written(asked, rows, **given):
    file = CsvFile("poll-a", {1: asked}, CsvOptions(**given))
    return file.header + numbered((file.row(*each) for each in rows), first=1)


def read_back(text, **given):
    frame = pd.read_csv(
        io.StringIO(text),
        dtype="string",
        keep_default_na=False,
        na_values=[""],
        **given,
    )
    return frame.astype(object).where(frame.notna(), None)


def test_the_file_is_as_the_contract_says():
    rows = [row(visits="1"), row(visits=None), row(visits="refuse")]
    rows += [row(visits="dont_know"), row()]
    assert written(questionnaire(), rows) == (
        "response,poll,version,wave,language,visits\r\n"
        "1,poll-a,1,2026-11,en,1\r\n"
        "2,poll-a,1,2026-11,en,-99\r\n"
        "3,poll-a,1,2026-11,en,-98\r\n"
        "4,poll-a,1,2026-11,en,-97\r\n"
        "5,poll-a,1,2026-11,en,\r\n"
    )


def test_without_responses_there_is_the_header_alone():
    assert written(questionnaire(), []) == f"{','.join([*FIRST, 'visits'])}\r\n"


def test_labels_stand_where_codes_would():
    text = written(
        questionnaire(), [row(visits="1"), row(visits=None)], values=Values.LABELS
    )
    assert [*read_back(text)["visits"]] == ["Once", "Not answered"]


def test_words_of_ours_in_labels_are_in_the_files_language():
    text = written(
        questionnaire(), [row(visits=None)], values=Values.LABELS, language="es"
    )
    assert [*read_back(text)["visits"]] == ["No respondida"]


def test_our_own_code_of_no_answer_is_no_formula_in_a_column_of_texts():
    asked = questionnaire(Question(code="tip", text="Tip?", kind=QuestionKind.TEXT))
    text = written(asked, [row(tip=None), row(tip="-99")])
    assert [line.rpartition(",")[2] for line in text.split()[1:]] == ["-99", "'-99"]


def test_both_stand_side_by_side():
    rows = [row(visits="1"), row(visits="refuse"), row()]
    frame = read_back(written(questionnaire(), rows, values=Values.BOTH))
    assert [*frame.columns] == [*FIRST, "visits", "visits__label"]
    assert [*frame["visits"]] == ["1", "-98", None]
    assert [*frame["visits__label"]] == ["Once", "Prefer not to say", None]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_columns_can_be_separated_otherwise(separator):
    asked = questionnaire(question(options=options(f"a{separator}b", 'say "c"')))
    text = written(
        asked,
        [row(visits="0"), row(visits="1")],
        separator=separator,
        values=Values.LABELS,
    )
    assert [*read_back(text, sep=separator)["visits"]] == [f"a{separator}b", 'say "c"']


@pytest.mark.parametrize("label", DANGEROUS)
def test_what_a_spreadsheet_would_run_is_made_harmless_unless_raw(label):
    asked = questionnaire(question(options=options(label, "other")))
    for raw, shown in ((False, f"'{label}"), (True, label)):
        text = written(asked, [row(visits="0")], values=Values.LABELS, raw=raw)
        cells = [*csv.reader(io.StringIO(text, newline=""))][1]
        assert cells[-1] == shown


def test_missing_codes_stay_numbers_in_a_safe_file():
    assert read_back(written(questionnaire(), [row(visits=None)]))["visits"][0] == "-99"


def test_an_option_that_the_newest_version_dropped_stays_its_code():
    for values in Values:
        text = written(questionnaire(), [row(visits="many;")], values=values)
        assert {*read_back(text).iloc[0, len(FIRST) :]} == {"many;"}


def test_the_numbers_of_a_later_piece_go_on():
    file = CsvFile("poll-a", {1: questionnaire()}, CsvOptions())
    told = [file.row(*row(visits=code)) for code in "01"]
    assert numbered(told, first=41) == (
        "41,poll-a,1,2026-11,en,0\r\n42,poll-a,1,2026-11,en,1\r\n"
    )


texts = st.text(min_size=1, max_size=20).filter(lambda t: t.strip() and "\0" not in t)
codes = st.sampled_from(
    ["0", "1", "01", "na", "null", "nan", "none", "true", "1e3", "0x1"]
)


@given(
    st.lists(codes, min_size=2, unique=True),
    st.lists(texts, min_size=10, max_size=10, unique=True),
    st.data(),
)
def test_any_file_reads_back_equal(option_codes, labels, data):
    plain = [
        Option(code=c, label=t) for c, t in zip(option_codes, labels, strict=False)
    ]
    asked = questionnaire(question(options=(*plain, DONT_KNOW, REFUSE)))
    chosen = data.draw(st.lists(st.sampled_from(option_codes), max_size=30))
    rows = [row(visits=code) for code in chosen]
    text = written(asked, rows, values=Values.BOTH, raw=True)
    cells = [*csv.reader(io.StringIO(text, newline=""), strict=True)][1:]
    by_code = {option.code: option.label for option in plain}
    assert [line[-2] for line in cells] == chosen
    assert [line[-1] for line in cells] == [by_code[code] for code in chosen]
    assert [*read_back(written(asked, rows))["visits"]] == chosen
