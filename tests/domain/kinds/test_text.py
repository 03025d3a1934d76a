"""Words of one's own, short or long: a suggested length refuses nobody."""

import pytest

from pollsvc.domain.answers import NOT_ANSWERED, Chosen, Written, field_names
from pollsvc.domain.questionnaires import DONT_KNOW, REFUSE, QuestionKind, TextLimits
from tests.asking import OTHER, cells, said, wrong
from tests.factories import question


def text(**given):
    return question(
        **({"code": "why", "kind": QuestionKind.TEXT, "options": ()} | given)
    )


SHORT, LONG = text(), text(limits=TextLimits(long=True))
ABOUT = text(limits=TextLimits(about=10))
OUT = text(options=(DONT_KNOW, REFUSE))
NEEDED = text(options=(REFUSE,), required=True, reason="To plan.")


@pytest.mark.parametrize(
    ("asked", "form", "meant"),
    [
        (SHORT, {"own": "Because"}, Written("Because")),
        (SHORT, {"own": "  Because \n"}, Written("Because")),
        (SHORT, {"own": "a\r\nb\rc"}, Written("a\nb\nc")),
        (SHORT, {"own": "e\u0301"}, Written("\u00e9")),
        (SHORT, {"own": "\u0644\u0623\u0646"}, Written("\u0644\u0623\u0646")),
        (SHORT, {"own": "\u202eabc"}, Written("abc")),
        (SHORT, {"own": "=1+1"}, Written("=1+1")),
        (SHORT, {"own": "<b>"}, Written("<b>")),
        (SHORT, {"own": "x" * 500}, Written("x" * 500)),
        (LONG, {"own": "x" * 5_000}, Written("x" * 5_000)),
        (ABOUT, {"own": "x" * 500}, Written("x" * 500)),
        # What nobody can see is no answer.
        (SHORT, {}, NOT_ANSWERED),
        (SHORT, {"own": " \n\t"}, NOT_ANSWERED),
        (SHORT, {"own": "\u200b\u2800"}, NOT_ANSWERED),
        (OUT, {"instead": "dont_know"}, Chosen("dont_know")),
        (OUT, {"own": " ", "instead": "dont_know"}, Chosen("dont_know")),
        (NEEDED, {"instead": "refuse"}, Chosen("refuse")),
    ],
)
def test_what_is_written_is_the_answer(asked, form, meant):
    assert said(asked, **form) == meant


@pytest.mark.parametrize(
    ("asked", "form", "sentence"),
    [
        (
            SHORT,
            {"own": "x" * 501},
            "Shorten your answer to 500 characters; it has 501",
        ),
        (
            LONG,
            {"own": "x" * 100_000},
            "Shorten your answer to 5,000 characters; it has 100,000",
        ),
        (
            SHORT,
            {"own": "a\0"},
            "Character 2 is U+0000, which cannot be shown; take it out.",
        ),
        (SHORT, {"own": ["a", "b"]}, "Give one answer only"),
        (
            OUT,
            {"own": "a", "instead": "refuse"},
            "Answer the question or select \u201cPrefer not to say\u201d, not both",
        ),
        (NEEDED, {}, "Write an answer"),
        (NEEDED, {"own": "\u200b"}, "Write an answer"),
    ],
)
def test_what_cannot_be_kept_is_said_in_a_sentence(asked, form, sentence):
    assert said(asked, **form) == sentence


def test_words_are_not_counted_only_what_is_missing():
    assert cells(OUT, Written("Because")) == ["!answered"]
    assert cells(OUT, Chosen("refuse")) == ["!refused"]
    assert cells(OUT, NOT_ANSWERED) == ["!not_answered"]


def test_a_way_of_giving_no_answer_has_a_field_of_its_own():
    assert field_names(SHORT) == ("why",)
    assert field_names(OUT) == ("why", "why__instead")


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ({"limits": TextLimits(about=500)}, []),
        ({"limits": TextLimits(about=501)}, ["questions[0].limits.about"]),
        ({"limits": TextLimits(about=0)}, ["questions[0].limits.about"]),
        ({"limits": TextLimits(about=5_000, long=True)}, []),
        ({"options": (OTHER,)}, ["questions[0].options"]),
        ({"shuffled": True}, ["questions[0].shuffled"]),
    ],
)
def test_a_text_keeps_the_rules(given, places):
    assert wrong(text(**given)) == places
