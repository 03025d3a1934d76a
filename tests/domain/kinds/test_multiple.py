"""Several answers of many: how many, and what stands alone."""

import pytest

from pollsvc.domain.answers import NOT_ANSWERED, Chosen, Selected, field_names
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    Option,
    QuestionKind,
    SelectionLimits,
)
from tests.asking import NONE, OTHER, cells, said, wrong
from tests.factories import options, question

ALL = (*options("Refill", "Advice", "Parking"), OTHER, NONE, DONT_KNOW, REFUSE)


def multiple(**given):
    return question(
        **({"code": "why", "kind": QuestionKind.MULTIPLE, "options": ALL} | given)
    )


def limited(**limits):
    return multiple(limits=SelectionLimits(**limits))


ONE_ALONE = (
    "Select only one of these: \u201cNone of these\u201d, \u201cDon't know\u201d"
)
ANY = multiple()
TWO_TO_THREE = limited(at_least=2, at_most=3)
ONE_AT_MOST = limited(at_most=1)
NEEDED = multiple(required=True, reason="To plan.")


@pytest.mark.parametrize(
    ("asked", "form", "meant"),
    [
        (ANY, {}, NOT_ANSWERED),
        (ANY, {"own": ["0"]}, Selected(("0",))),
        (ANY, {"own": ["2", "0"]}, Selected(("0", "2"))),  # in the shown order
        (ANY, {"own": ["0", "0"]}, Selected(("0",))),
        (ANY, {"own": ["0", "1", "2", "other"]}, Selected(("0", "1", "2", "other"))),
        # None of these, don't know and prefer not to say clear the rest.
        (ANY, {"own": ["none"]}, Selected(("none",))),
        (ANY, {"own": ["0", "1", "none"]}, Selected(("none",))),
        (ANY, {"own": ["none", "other"], "other_text": "A jab"}, Selected(("none",))),
        (ANY, {"own": ["0", "dont_know"]}, Chosen("dont_know")),
        (ANY, {"own": ["refuse", "2"]}, Chosen("refuse")),
        (ANY, {"own": ["refuse"], "other_text": "A jab"}, Chosen("refuse")),
        # Other.
        (ANY, {"other_text": "A jab"}, Selected(("other",), "A jab")),
        (ANY, {"own": ["0"], "other_text": "A jab"}, Selected(("0", "other"), "A jab")),
        (ANY, {"own": ["other"], "other_text": " "}, Selected(("other",))),
        # How many: what stands alone is not counted.
        (TWO_TO_THREE, {"own": ["0", "1"]}, Selected(("0", "1"))),
        (TWO_TO_THREE, {"own": ["0", "1", "2"]}, Selected(("0", "1", "2"))),
        (
            TWO_TO_THREE,
            {"own": ["0"], "other_text": "A jab"},
            Selected(("0", "other"), "A jab"),
        ),
        (TWO_TO_THREE, {"own": ["none"]}, Selected(("none",))),
        (TWO_TO_THREE, {"own": ["0", "1", "2", "other", "none"]}, Selected(("none",))),
        (TWO_TO_THREE, {"own": ["dont_know"]}, Chosen("dont_know")),
        (TWO_TO_THREE, {}, NOT_ANSWERED),
        (ONE_AT_MOST, {"own": ["0"]}, Selected(("0",))),
        (NEEDED, {"own": ["none"]}, Selected(("none",))),
        (NEEDED, {"own": ["refuse"]}, Chosen("refuse")),
    ],
)
def test_what_is_chosen_is_the_answer(asked, form, meant):
    assert said(asked, **form) == meant


@pytest.mark.parametrize(
    ("asked", "form", "sentence"),
    [
        (ANY, {"own": ["9"]}, "Select one of the answers shown"),
        (ANY, {"own": ["0", "9"]}, "Select one of the answers shown"),
        (ANY, {"own": ["none", "9"]}, "Select one of the answers shown"),
        (
            ANY,
            {"own": [str(n) for n in range(9_000)]},
            "Select one of the answers shown",
        ),
        (
            ANY,
            {"own": ["none", "dont_know"]},
            ONE_ALONE,
        ),
        (
            ANY,
            {"own": ["dont_know", "refuse", "none", "0"]},
            f"{ONE_ALONE}, \u201cPrefer not to say\u201d",
        ),
        (TWO_TO_THREE, {"own": ["0"]}, "Select at least 2 answers"),
        (
            TWO_TO_THREE,
            {"own": ["0", "1", "2", "other"]},
            "Select at most 3 answers; 4 are selected",
        ),
        (ONE_AT_MOST, {"own": ["0", "1"]}, "Select at most 1 answer; 2 are selected"),
        (
            ANY,
            {"other_text": "x" * 501},
            "Shorten your answer to 500 characters; it has 501",
        ),
        (NEEDED, {}, "Select an answer"),
    ],
)
def test_what_is_no_answer_is_said_in_a_sentence(asked, form, sentence):
    assert said(asked, **form) == sentence


def test_the_words_beside_other_have_a_field_of_their_own():
    assert field_names(ANY) == ("why", "why__other_text")


@pytest.mark.parametrize(
    ("answer", "counted"),
    [
        (Selected(("0", "2")), ["0", "2"]),
        (Selected(("other",), "A jab"), ["other"]),
        (Selected(("none",)), ["none"]),
        (Chosen("dont_know"), ["!dont_know"]),
        (NOT_ANSWERED, ["!not_answered"]),
    ],
)
def test_each_option_chosen_is_counted(answer, counted):
    answered = ["!answered"] if isinstance(answer, Selected) else []
    assert cells(ANY, answer) == [*answered, *counted]


@pytest.mark.parametrize(
    ("limits", "places"),
    [
        ({"at_least": 1, "at_most": 4}, []),
        ({"at_least": 4}, []),
        ({"at_least": 5}, ["questions[0].limits.at_least"]),  # none stands alone
        ({"at_most": 5}, ["questions[0].limits.at_most"]),
        ({"at_least": 0}, ["questions[0].limits.at_least"]),
        ({"at_most": 0}, ["questions[0].limits.at_most"]),
        ({"at_least": -1}, ["questions[0].limits.at_least"]),
        ({"at_least": 3, "at_most": 2}, ["questions[0].limits.at_most"]),
    ],
)
def test_how_many_are_to_be_chosen_must_be_possible(limits, places):
    assert wrong(limited(**limits)) == places


def test_no_answer_has_the_column_of_the_words_beside_other():
    asked = multiple(options=(*options("A"), Option(code="other_text", label="B")))
    assert wrong(asked) == ["questions[0].options[1]"]
