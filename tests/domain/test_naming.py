"""Names for a poll whose author gave it none."""

import pytest

from pollsvc.domain.naming import question_code, suggested_slug, suggested_title
from pollsvc.domain.polls import MAX_SLUG, SLUG
from pollsvc.domain.questionnaires import QUESTION_CODE

SAMPLE = (
    "On average, how many times per month do you (or your caretaker) go to the "
    "pharmacy?"
)


@pytest.mark.parametrize(
    ("question", "title", "slug", "code"),
    [
        ("Do you sleep well?", "Do you sleep well", "sleep-well", "sleep_well"),
        ("How are you?", "How are you", "how-are-you", "how_are_you"),
        ("5 a day?", "5 a day", "5-day", "q_5_day"),
        ("Poll?", "Poll", "poll", "q_poll"),
        ("Café à côté?", "Café à côté", "cafe-cote", "cafe_cote"),
    ],
)
def test_names_follow_from_the_question(question, title, slug, code):
    assert suggested_title(question) == title
    assert suggested_slug(title) == slug
    assert question_code(slug) == code


def test_a_long_question_is_cut_between_words():
    title = suggested_title(f"{SAMPLE} Count every visit and every delivery")
    assert title.endswith("Count every\u2026")


def test_the_address_names_what_is_asked_about():
    assert suggested_slug(suggested_title(SAMPLE)) == "pharmacy"


@pytest.mark.parametrize("text", ["Как дела?", "x" * 300, "- - -", "a-b " * 40])
def test_every_name_fits(text):
    slug = suggested_slug(suggested_title(text))
    assert SLUG.fullmatch(slug)
    assert len(slug) <= MAX_SLUG
    assert QUESTION_CODE.fullmatch(question_code(slug))


def test_nothing_has_no_name():
    assert suggested_slug(suggested_title("")) == ""
