"""Answers put in order: ties and gaps are explained."""

import pytest

from pollsvc.domain.answers import NOT_ANSWERED, Chosen, Ranked, field_names
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    Option,
    QuestionKind,
    RankLimits,
)
from tests.asking import NONE, OTHER, cells, said, wrong
from tests.factories import options, question

ITEMS = tuple(
    Option(code=code, label=label)
    for code, label in (("walk", "Walk"), ("swim", "Swim"), ("ride", "Ride"))
)


def rank(**given):
    return question(
        **({"code": "prefs", "kind": QuestionKind.RANK, "options": ITEMS} | given)
    )


WALK, SWIM, RIDE = "\u201cWalk\u201d", "\u201cSwim\u201d", "\u201cRide\u201d"
OWN_PLACE = "give each a place of its own"
ALL = rank()
OUT = rank(options=(*ITEMS, DONT_KNOW, REFUSE))
TOP_TWO = rank(limits=RankLimits(places=2))
NEEDED = rank(options=(*ITEMS, REFUSE), required=True, reason="To plan.")
TOP_NEEDED = rank(
    options=(*ITEMS, REFUSE),
    required=True,
    reason="To plan.",
    limits=RankLimits(places=2),
)


@pytest.mark.parametrize(
    ("asked", "form", "meant"),
    [
        (ALL, {}, NOT_ANSWERED),
        (
            ALL,
            {"walk": "2", "swim": "1", "ride": "3"},
            Ranked(("swim", "walk", "ride")),
        ),
        # Whoever gives the first places and no more has said something.
        (ALL, {"walk": "1"}, Ranked(("walk",))),
        (ALL, {"walk": "2", "ride": "1"}, Ranked(("ride", "walk"))),
        (TOP_TWO, {"walk": "2", "ride": "1"}, Ranked(("ride", "walk"))),
        (ALL, {"walk": "\u0661"}, Ranked(("walk",))),
        (OUT, {"instead": "refuse"}, Chosen("refuse")),
        (OUT, {"walk": "", "instead": "dont_know"}, Chosen("dont_know")),
        (NEEDED, {"instead": "refuse"}, Chosen("refuse")),
        (
            NEEDED,
            {"walk": "3", "swim": "2", "ride": "1"},
            Ranked(("ride", "swim", "walk")),
        ),
        (TOP_NEEDED, {"walk": "2", "ride": "1"}, Ranked(("ride", "walk"))),
    ],
)
def test_the_places_given_are_the_order(asked, form, meant):
    assert said(asked, **form) == meant


@pytest.mark.parametrize(
    ("asked", "form", "sentence"),
    [
        # Ties.
        (
            ALL,
            {"walk": "1", "swim": "1"},
            f"{WALK} and {SWIM} both have place 1; {OWN_PLACE}",
        ),
        (
            ALL,
            {"walk": "2", "swim": "2", "ride": "2"},
            f"{WALK}, {SWIM} and {RIDE} all have place 2; {OWN_PLACE}",
        ),
        # Gaps.
        (
            ALL,
            {"walk": "1", "swim": "3"},
            "Nothing has place 2; give the places in turn from 1",
        ),
        (ALL, {"walk": "2"}, "Nothing has place 1; give the places in turn from 1"),
        # Places that there are not.
        (ALL, {"walk": "4"}, "Choose a place from 1 to 3"),
        (ALL, {"walk": "0"}, "Choose a place from 1 to 3"),
        (ALL, {"walk": "-1"}, "Choose a place from 1 to 3"),
        (ALL, {"walk": "first"}, "Choose a place from 1 to 3"),
        (ALL, {"walk": "\u00b2"}, "Choose a place from 1 to 3"),
        (ALL, {"walk": "9" * 100_000}, "Choose a place from 1 to 3"),
        (TOP_TWO, {"walk": "3"}, "Choose a place from 1 to 2"),
        (ALL, {"walk": ["1", "2"]}, "Give one answer only"),
        # Required: every place that is asked for.
        (NEEDED, {}, "Give each answer a place"),
        (NEEDED, {"walk": "1"}, "Give the places 1 to 3"),
        (TOP_NEEDED, {"walk": "1"}, "Give the places 1 to 2"),
        (
            OUT,
            {"walk": "1", "instead": "refuse"},
            "Answer the question or select \u201cPrefer not to say\u201d, not both",
        ),
    ],
)
def test_what_is_no_order_is_explained(asked, form, sentence):
    assert said(asked, **form) == sentence


def test_each_item_has_a_field_of_its_own():
    assert field_names(OUT) == (
        "prefs__walk",
        "prefs__swim",
        "prefs__ride",
        "prefs__instead",
    )


def test_each_item_counts_at_its_place():
    assert cells(ALL, Ranked(("swim", "walk"))) == [
        "!answered",
        "swim@1",
        "walk@2",
    ]
    assert cells(OUT, Chosen("refuse")) == ["!refused"]


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ({}, []),
        ({"shuffled": True}, []),
        ({"limits": RankLimits(places=3)}, []),
        ({"limits": RankLimits(places=4)}, ["questions[0].limits.places"]),
        ({"limits": RankLimits(places=0)}, ["questions[0].limits.places"]),
        ({"options": options(*map(str, range(13)))}, ["questions[0].options"]),
        ({"options": (*ITEMS, OTHER)}, ["questions[0].options"]),
        ({"options": (*ITEMS, NONE)}, ["questions[0].options"]),
        (
            {"options": (*ITEMS, Option(code="instead", label="Run"))},
            ["questions[0].options[3]"],
        ),
    ],
)
def test_what_is_put_in_order_keeps_the_rules(given, places):
    assert wrong(rank(**given)) == places
