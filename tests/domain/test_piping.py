"""Earlier answers in later texts: where they may stand, and what stands there."""

import pytest

from pollsvc.domain.piping import MOST, NOTHING, piped
from pollsvc.domain.question_rules import problems_of
from pollsvc.domain.questionnaires import Page
from pollsvc.domain.rules import Condition, Relation
from tests.factories import question, questionnaire

GOES = Condition(question="visits", relation=Relation.EQUALS, values=("1",))


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("You said {visits}. Why?", {"visits": "Once"}, "You said Once. Why?"),
        ("You said {visits}. Why?", {"visits": NOTHING}, "You said …. Why?"),
        ("Why {nothing_asked}?", {}, "Why {nothing_asked}?"),
        ("Why {a}, {b}?", {"a": "x", "b": "{a}"}, "Why x, {a}?"),
        ("Why {A} { a } {}?", {"a": "x"}, "Why {A} { a } {}?"),
        ("Why {a}?", {"a": "x" * 101}, f"Why {'x' * MOST}…?"),
    ],
)
def test_a_mark_becomes_the_answer(text, words, shown):
    assert piped(question(text=text), words).text == shown


def test_a_hint_may_repeat_an_answer_too():
    assert piped(question(hint="As {a}"), {"a": "x"}).hint == "As x"


@pytest.mark.parametrize(
    ("asked", "paths"),
    [
        ([question(), question(code="why", text="Why {visits}?")], []),
        ([question(text="Why {visits}?")], ["questions[0].text"]),
        ([question(text="{why}"), question(code="why")], ["questions[0].text"]),
        ([question(), question(code="why", hint="{when}")], []),
        (
            [
                question(),
                question(code="wait", show_if=GOES),
                question(code="why", text="{wait}"),
            ],
            ["questions[2].text"],
        ),
        (
            [
                question(),
                question(code="wait", show_if=GOES),
                question(code="why", text="{wait}", show_if=GOES),
            ],
            [],
        ),
    ],
)
def test_only_what_is_known_by_then_can_be_repeated(asked, paths):
    assert list(problems_of(questionnaire(*asked))) == paths


def test_an_answer_on_the_same_page_is_not_known_yet():
    pages = (Page(questions=("visits", "why")),)
    asked = [question(), question(code="why", text="Why {visits}?")]
    assert list(problems_of(questionnaire(*asked, pages=pages))) == [
        "questions[1].text"
    ]
