"""Surveys of many long texts: all of what is allowed arrives, and more is told so."""

import random

import pytest

from pollsvc.domain.kinds.words import MAX_LONG
from pollsvc.domain.questionnaires import Question, QuestionKind, TextLimits
from tests.counting import stored
from tests.factories import SLUG, questionnaire

POLL, TEXTS = f"/p/{SLUG}", 14
LONG = TextLimits(long=True)


@pytest.fixture(autouse=True)
def survey(publish):
    asked = (
        Question(code=f"t{n}", text=f"And {n}?", kind=QuestionKind.TEXT, limits=LONG)
        for n in range(TEXTS)
    )
    publish(questionnaire=questionnaire(*asked))


def words(number, letters="abcdefghijklmnopqrstuvwxyzäéß"):
    """As long as a text may be, of words that hardly come twice."""
    lot = random.Random(number)  # noqa: S311 -- the same at every run
    made = " ".join("".join(lot.choices(letters, k=6)) for _ in range(MAX_LONG))
    return made[: MAX_LONG - 1] + "."


def test_past_what_can_be_carried_the_field_says_so_and_nothing_is_lost(visitor, app):
    page, said = visitor.open(POLL), {}
    for number in range(TEXTS):
        text = words(number)
        sent = page.press("Continue", **{f"t{number}": text})
        assert sent.status in {200, 422}, sent.status
        if sent.status == 422:
            break
        said[f"t{number}"], page = text, sent
    assert 4 <= number < TEXTS - 1
    assert any("longer than we can take" in problem for problem in sent.problems)
    assert text in sent.html
    page = sent.press("Continue", **{f"t{number}": "Short"})
    while "Continue" in page.buttons():
        page = page.press("Continue")
        assert page.status == 200
    page.press("Submit answers")
    with app.app_context():
        (answers,) = stored()
    assert answers[f"t{number}"] == "Short"
    assert {code: answers[code] for code in said} == said


def test_other_answers_are_asked_about_with_all_of_them_in_the_form(visitor, app):
    page = visitor.open(POLL)
    for number in range(3):
        page = page.press("Continue", **{f"t{number}": words(number)})
    while "Continue" in page.buttons():
        page = page.press("Continue")
    before, page = page, page.press("Submit answers")
    other = before.press("Back").press("Continue", t13="Other")
    asked = other.press("Submit answers")
    assert asked.heading == "Change your answer?"
    asked.press("Count my new answer")
    with app.app_context():
        (answers,) = stored()
    assert (answers["t13"], answers["t2"]) == ("Other", words(2))
