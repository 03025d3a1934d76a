"""What may stand in a text, how it is spelled, and when it says nothing."""

import pytest

from pollsvc.domain.texts import is_blank, isolated, spelled, text_problem

ARABIC, FAMILY = "\u0645\u0631\u0629", "\U0001f469\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Cafe\u0301", "Caf\u00e9"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        ("\u212b", "\u00c5"),
        ("On\u202ece", "Once"),
        (f"\u2067{ARABIC}\u2069", ARABIC),
        ("a\u200fb", "a\u200fb"),
        (FAMILY, FAMILY),
        ("\u01c6 \ufb01 \u00b2", "\u01c6 \ufb01 \u00b2"),
        ("\ud83d\ude00", "\U0001f600"),
        ("\ud800", "\ud800"),
    ],
)
def test_a_text_has_one_spelling_and_no_sign_that_turns_it_around(typed, stored):
    assert spelled(typed) == stored
    assert spelled(stored) == stored


@pytest.mark.parametrize(
    "text",
    ["", " \u00a0\u3000", "\u200b\u200d\ufeff", "\n\t", "\u3164", "\u2800", "\u00ad"],
)
def test_what_cannot_be_seen_is_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize(
    "text", ["a", "\u200bx", ".", "\0", "\u0301", "\U0001f600", "0"]
)
def test_what_can_be_seen_is_not_blank(text):
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\0", "Character 2 is U+0000"),
        ("\x1b[31m", "Character 1 is U+001B"),
        ("ab\x85", "Character 3 is U+0085"),
        ("a\r\nb", "Character 2 is U+000D"),
        ("\ud800", "Character 1 is U+D800"),
        ("\U0001f600\udc00", "Character 2 is U+DC00"),
        ("\u202e", "Character 1 is U+202E"),
        ("\u2066", "Character 1 is U+2066"),
        ("\ufffe", "Character 1 is U+FFFE"),
        ("\ufdd0", "Character 1 is U+FDD0"),
        ("\U0010ffff", "Character 1 is U+10FFFF"),
        ("Caf\ufffd", "Character 4 was lost"),
    ],
)
def test_a_character_that_must_not_be_there_is_named_with_its_place(text, said):
    assert text_problem(text).startswith(said)


@pytest.mark.parametrize(
    "text",
    ["a\n\tb", FAMILY, ARABIC, "\u200b", "\ufeff", "e" + "\u0301" * 400, "\ue000"],
)
def test_every_other_character_may_be_there(text):
    assert text_problem(text) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Once", "Once"),
        (
            "\u00c9t\u00e9 \u65e5\u672c \U0001f600",
            "\u00c9t\u00e9 \u65e5\u672c \U0001f600",
        ),
        (ARABIC, f"\u2068{ARABIC}\u2069"),
        ("a \u05d0", "\u2068a \u05d0\u2069"),
    ],
)
def test_only_a_text_that_may_run_the_other_way_is_set_apart(text, shown):
    assert isolated(text) == shown
