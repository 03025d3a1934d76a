"""One point of a scale: its points keep their order, its ends have names."""

import pytest

from pollsvc.domain.answers import NOT_ANSWERED, Chosen, field_names
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    Option,
    QuestionKind,
    ScaleEnds,
)
from tests.asking import NONE, OTHER, cells, said, wrong
from tests.factories import options, question

ELEVEN = options(*map(str, range(11)))
LIKERT = options("Never", "Sometimes", "Always")


def scale(**given):
    whole = {"code": "pain", "kind": QuestionKind.SCALE, "options": ELEVEN}
    return question(**(whole | given))


OPEN = scale(options=(*ELEVEN, DONT_KNOW, REFUSE))


@pytest.mark.parametrize(
    ("form", "meant"),
    [
        ({"own": "0"}, Chosen("0")),
        ({"own": "10"}, Chosen("10")),
        ({"own": "dont_know"}, Chosen("dont_know")),
        ({}, NOT_ANSWERED),
        ({"own": "11"}, "Select one of the answers shown"),
        ({"own": "\u0663"}, "Select one of the answers shown"),
        ({"own": ["1", "2"]}, "Select one answer only"),
    ],
)
def test_one_point_is_the_answer(form, meant):
    assert said(OPEN, **form) == meant


def test_a_required_scale_can_be_left_by_a_way_out():
    needed = scale(options=OPEN.options, required=True, reason="To plan.")
    assert said(needed) == "Select an answer"
    assert said(needed, own="refuse") == Chosen("refuse")


def test_a_scale_has_one_field_and_a_cell_for_each_point():
    assert field_names(OPEN) == ("pain",)
    assert cells(OPEN, Chosen("10")) == ["10"]


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ({}, []),
        ({"options": LIKERT}, []),
        ({"limits": ScaleEnds(low="Not at all", high="Very", promoter=True)}, []),
        ({"limits": ScaleEnds(low="x" * 501)}, ["questions[0].limits.low"]),
        ({"limits": ScaleEnds(high="a\0")}, ["questions[0].limits.high"]),
        # A net promoter score has its eleven points, in order.
        (
            {"options": LIKERT, "limits": ScaleEnds(promoter=True)},
            ["questions[0].limits.promoter"],
        ),
        (
            {"options": ELEVEN[::-1], "limits": ScaleEnds(promoter=True)},
            ["questions[0].limits.promoter"],
        ),
        (
            {"options": (*ELEVEN, DONT_KNOW), "limits": ScaleEnds(promoter=True)},
            [],
        ),
        ({"options": (*LIKERT, OTHER)}, ["questions[0].options"]),
        ({"options": (*LIKERT, NONE)}, ["questions[0].options"]),
        ({"options": (Option(code="0", label="0"),)}, ["questions[0].options"]),
        ({"shuffled": True}, ["questions[0].shuffled"]),
    ],
)
def test_a_scale_keeps_the_rules_of_scales(given, places):
    assert wrong(scale(**given)) == places
