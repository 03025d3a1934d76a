"""The codebook names every column and every code that can stand in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollsvc.domain.questionnaires import (
    RESERVED_CODES,
    Option,
    OptionRole,
    Translation,
)
from pollsvc.domain.translations import translated
from pollsvc.exports.codebook import codebook_of
from pollsvc.exports.columns import short_name
from pollsvc.exports.csv import LABEL
from tests.factories import options, question, questionnaire


def codes_of(asked):
    *_, last = codebook_of({1: questionnaire(asked)})
    return [(code.code, code.label, code.missing) for code in last.codes]


def test_the_first_columns_are_the_same_in_every_file():
    names = [variable.name for variable in codebook_of({1: questionnaire()})]
    assert names == [*RESERVED_CODES, "visits"]


def test_missing_codes_are_declared_after_the_options():
    assert codes_of(question(options=options("No", "Yes"))) == [
        ("0", "No", False),
        ("1", "Yes", False),
        ("-99", "Not answered", True),
        ("-98", "Prefer not to say", True),
        ("-97", "Don't know", True),
    ]


def test_missing_codes_have_the_polls_own_words():
    unsure = Option(code="dont_know", label="Not sure", role=OptionRole.DONT_KNOW)
    shown = codes_of(question(options=(*options("No", "Yes"), unsure)))
    assert ("-97", "Not sure", True) in shown


def test_a_question_of_an_older_version_keeps_its_column():
    older = questionnaire(question(code="old"), question(code="visits", text="Before?"))
    newer = questionnaire(question(code="visits", text="Now?"), version=2)
    shown = codebook_of({1: older, 2: newer})
    assert [(v.name, v.meaning) for v in shown[len(RESERVED_CODES) :]] == [
        ("old", question().text),
        ("visits", "Now?"),
    ]


@pytest.mark.parametrize("code", ["visits", "a" * 25, "a" * 26, "a" * 32])
def test_columns_of_labels_are_no_longer_than_stata_allows(code):
    assert len(short_name(code, LABEL)) <= 32
    assert short_name(code, LABEL).endswith("__label")


@given(st.sets(st.from_regex(r"aaaaaaaaaaaaaaaaaaaaaa[a-c]{1,9}", fullmatch=True)))
def test_columns_of_labels_never_share_a_name(codes):
    names = {short_name(code, LABEL) for code in codes}
    assert len(names) == len(codes)
    assert not names & codes


def test_each_version_is_explained_in_the_language_asked_for():
    texts = {
        "questions.visits.text": "¿Cuántas veces?",
        "questions.visits.options.1": "Una vez",
        "questions.visits.options.refuse": "Prefiero no decirlo",
    }
    spanish = Translation(language="es", texts=texts)
    both = {1: questionnaire(), 2: questionnaire(version=2, translations=(spanish,))}
    spoken = {number: translated(each, "es") for number, each in both.items()}
    (column,) = codebook_of(spoken)[len(RESERVED_CODES) :]
    assert column.meaning == "¿Cuántas veces?"
    labels = {code.code: code.label for code in column.codes}
    assert (labels["1"], labels["2"]) == ("Una vez", "Twice")
    assert labels["-98"] == "Prefiero no decirlo"
