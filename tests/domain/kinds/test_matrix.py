"""Rows that share a scale: each is answered, or left out, on its own."""

import pytest

from pollsvc.domain.answers import NOT_ANSWERED, Rated, field_names
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    QuestionKind,
    Row,
)
from tests.asking import NONE, OTHER, cells, said, wrong
from tests.factories import options, question

ROWS = (Row(code="hands", label="Hands"), Row(code="feet", label="Feet"))
SCALE = (*options("None", "Some", "Much"), DONT_KNOW, REFUSE)


def matrix(**given):
    whole = {
        "code": "pain",
        "kind": QuestionKind.MATRIX,
        "options": SCALE,
        "rows": ROWS,
    }
    return question(**(whole | given))


PAIN = matrix()
NEEDED = matrix(required=True, reason="To plan.")


@pytest.mark.parametrize(
    ("asked", "form", "meant"),
    [
        (PAIN, {"hands": "0", "feet": "2"}, Rated({"hands": "0", "feet": "2"})),
        # A part of a matrix is kept; nothing at all is no answer.
        (PAIN, {"feet": "2"}, Rated({"hands": None, "feet": "2"})),
        (PAIN, {"hands": " ", "feet": "2"}, Rated({"hands": None, "feet": "2"})),
        (PAIN, {}, NOT_ANSWERED),
        # Each row has its own way of giving no answer.
        (
            PAIN,
            {"hands": "dont_know", "feet": "refuse"},
            Rated({"hands": "dont_know", "feet": "refuse"}),
        ),
        (
            NEEDED,
            {"hands": "dont_know", "feet": "0"},
            Rated({"hands": "dont_know", "feet": "0"}),
        ),
        # Rows that there are not are not looked at.
        (PAIN, {"hands": "0", "head": "9"}, Rated({"hands": "0", "feet": None})),
    ],
)
def test_each_row_is_an_answer(asked, form, meant):
    assert said(asked, **form) == meant


@pytest.mark.parametrize(
    ("asked", "form", "sentence"),
    [
        (PAIN, {"hands": "3"}, "Select one of the answers shown"),
        (PAIN, {"hands": ["0", "1"]}, "Give one answer only"),
        (PAIN, {"hands": "x" * 100_000}, "Select one of the answers shown"),
        (NEEDED, {}, "Select an answer for \u201cHands\u201d"),
        (NEEDED, {"hands": "0"}, "Select an answer for \u201cFeet\u201d"),
    ],
)
def test_what_is_no_answer_is_said_in_a_sentence(asked, form, sentence):
    assert said(asked, **form) == sentence


def test_each_row_has_a_field_of_its_own():
    assert field_names(PAIN) == ("pain__hands", "pain__feet")


@pytest.mark.parametrize(
    ("answer", "counted"),
    [
        (Rated({"hands": "0", "feet": "2"}), ["feet@2", "hands@0"]),
        (Rated({"hands": None, "feet": "2"}), ["feet@2", "hands@!not_answered"]),
        (
            Rated({"hands": "dont_know", "feet": "refuse"}),
            ["feet@!refused", "hands@!dont_know"],
        ),
        (NOT_ANSWERED, ["!not_answered"]),
    ],
)
def test_each_row_counts_with_its_answer_or_its_way_of_giving_none(answer, counted):
    answered = [] if answer is NOT_ANSWERED else ["!answered"]
    assert cells(PAIN, answer) == [*answered, *counted]


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ({}, []),
        ({"rows": ROWS[:1]}, []),
        ({"rows": ()}, ["questions[0].rows"]),
        ({"shuffled": True}, []),  # the rows are, never the scale
        (
            {"rows": tuple(Row(code=f"r{n}", label=f"{n}") for n in range(31))},
            ["questions[0].rows"],
        ),
        (
            {"rows": (*ROWS, Row(code="feet", label="Toes"))},
            ["questions[0].rows[1]", "questions[0].rows[2]"],
        ),
        ({"rows": (*ROWS, Row(code="Head", label="Head"))}, ["questions[0].rows[2]"]),
        ({"rows": (*ROWS, Row(code="head", label=" "))}, ["questions[0].rows[2]"]),
        ({"options": (*options("A", "B"), OTHER)}, ["questions[0].options"]),
        ({"options": (*options("A", "B"), NONE)}, ["questions[0].options"]),
        ({"options": options("A")}, ["questions[0].options"]),
    ],
)
def test_a_matrix_keeps_the_rules(given, places):
    assert wrong(matrix(**given)) == places


def test_only_a_matrix_has_rows():
    assert wrong(question(rows=ROWS)) == ["questions[0].rows"]
