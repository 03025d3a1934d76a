"""One answer of several, with words of one's own beside "other"."""

import pytest

from pollsvc.domain.answers import NOT_ANSWERED, Chosen, field_names
from pollsvc.domain.questionnaires import DONT_KNOW, REFUSE
from tests.asking import OTHER, cells, said, wrong
from tests.factories import options, question

PLAIN = question(code="why", options=(*options("Refill", "Advice"), DONT_KNOW))
OPEN = question(
    code="why", options=(*options("Refill", "Advice"), OTHER, DONT_KNOW, REFUSE)
)
NEEDED = question(code="why", options=OPEN.options, required=True, reason="To plan.")


@pytest.mark.parametrize(
    ("asked", "form", "meant"),
    [
        (OPEN, {"own": "0"}, Chosen("0")),
        (OPEN, {"own": "dont_know"}, Chosen("dont_know")),
        (OPEN, {"own": "refuse"}, Chosen("refuse")),
        (OPEN, {}, NOT_ANSWERED),
        (OPEN, {"own": ["", "1"]}, Chosen("1")),
        # Other: what is written beside it is kept; the words alone choose it.
        (
            OPEN,
            {"own": "other", "other_text": "A flu jab"},
            Chosen("other", "A flu jab"),
        ),
        (OPEN, {"other_text": "A flu jab"}, Chosen("other", "A flu jab")),
        (OPEN, {"own": "other"}, Chosen("other")),
        (OPEN, {"own": "other", "other_text": " \u200b\n"}, Chosen("other")),
        (OPEN, {"own": "0", "other_text": "   "}, Chosen("0")),
        (OPEN, {"own": "other", "other_text": "a\r\nb"}, Chosen("other", "a\nb")),
        (OPEN, {"own": "other", "other_text": "e\u0301"}, Chosen("other", "\u00e9")),
        # Words where nobody was asked for any are not looked at.
        (PLAIN, {"own": "0", "other_text": "A flu jab"}, Chosen("0")),
        (PLAIN, {"other_text": "A flu jab"}, NOT_ANSWERED),
        # Required: a way of giving no answer is an answer.
        (NEEDED, {"own": "dont_know"}, Chosen("dont_know")),
        (NEEDED, {"own": "refuse"}, Chosen("refuse")),
        (NEEDED, {"other_text": "A flu jab"}, Chosen("other", "A flu jab")),
    ],
)
def test_what_is_chosen_or_written_is_the_answer(asked, form, meant):
    assert said(asked, **form) == meant


@pytest.mark.parametrize(
    ("asked", "form", "sentence"),
    [
        (OPEN, {"own": ["0", "1"]}, "Select one answer only"),
        (OPEN, {"own": "2"}, "Select one of the answers shown"),
        (OPEN, {"own": "x" * 100_000}, "Select one of the answers shown"),
        (
            OPEN,
            {"own": "0", "other_text": "A flu jab"},
            "Select \u201cOther\u201d for what you wrote there, or clear it",
        ),
        (
            OPEN,
            {"own": "dont_know", "other_text": "A flu jab"},
            "Select \u201cOther\u201d for what you wrote there, or clear it",
        ),
        (
            OPEN,
            {"other_text": "x" * 501},
            "Shorten your answer to 500 characters; it has 501",
        ),
        (
            OPEN,
            {"other_text": "a\0"},
            "Character 2 is U+0000, which cannot be shown; take it out.",
        ),
        (OPEN, {"other_text": ["a", "b"]}, "Give one answer only"),
        (NEEDED, {}, "Select an answer"),
        (NEEDED, {"other_text": " "}, "Select an answer"),
    ],
)
def test_what_is_no_answer_is_said_in_a_sentence(asked, form, sentence):
    assert said(asked, **form) == sentence


def test_the_words_beside_other_have_a_field_of_their_own():
    assert field_names(PLAIN) == ("why",)
    assert field_names(OPEN) == ("why", "why__other_text")


@pytest.mark.parametrize(
    ("answer", "counted"),
    [
        (Chosen("0"), ["0"]),
        (Chosen("other", "A flu jab"), ["other"]),
        (Chosen("refuse"), ["!refused"]),
        (Chosen("dont_know"), ["!dont_know"]),
        (NOT_ANSWERED, ["!not_answered"]),
    ],
)
def test_words_of_ones_own_are_not_counted_apart(answer, counted):
    assert cells(OPEN, answer) == counted


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ({"options": (*options("A", "B"), OTHER)}, []),
        ({"options": (*options("A"), OTHER)}, []),
        ({"options": (*options("A"), DONT_KNOW)}, ["questions[0].options"]),
        ({"shuffled": True}, []),
        ({"required": True, "reason": "To plan."}, []),
        ({"required": True}, ["questions[0].reason"]),
        ({"required": True, "reason": " \u200b"}, ["questions[0].reason"]),
        ({"required": True, "reason": "x" * 501}, ["questions[0].reason"]),
        (
            {"required": True, "reason": "To plan.", "options": options("A", "B")},
            ["questions[0].required"],
        ),
    ],
)
def test_an_answer_is_required_only_with_a_reason_and_a_way_out(given, places):
    assert wrong(question(**given)) == places


def test_one_other_is_enough():
    two = (OTHER, OTHER.__class__(code="else", label="Else", role=OTHER.role))
    asked = question(options=(*options("A"), *two))
    assert wrong(asked) == ["questions[0].options"]
