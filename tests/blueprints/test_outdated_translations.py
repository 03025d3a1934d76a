"""Whoever reads another language is never asked what a poll no longer asks."""

import pytest

from tests.staff import signed_in, stored

COFFEE = "How many coffees do you drink a day?\n0: None\n1: One\n2: Two to four"
POLL = "pharmacy-visits"
SAME = ("questions.visits.options.0",)
LOST = "is said in the poll’s own words in these languages"


@pytest.fixture
def editor(app):
    """The editor of a ready-made poll that has translations."""
    member = signed_in(app)
    member.open("/staff/polls/new/ready-made").press("Begin with “Pharmacy visits”")
    return member.open(f"/staff/polls/{POLL}/edit")


def test_other_words_are_shown_as_they_are_until_they_are_translated(app, editor):
    page = editor.press("Open now", text=COFFEE)
    assert LOST in page.said
    assert "Español" in page.said
    shown = app.test_client().get(f"/p/{POLL}?lang=es").text
    assert "How many coffees" in shown
    assert "Dos veces" not in shown
    spanish, *_ = stored(app, POLL).questionnaire.translations
    assert {*spanish.texts} == {"title", "questions.visits.hint", *SAME}


def test_what_is_not_touched_stays_translated(app, editor):
    before = stored(app, POLL).questionnaire.translations
    page = editor.press("Save draft", keep_days="30")
    assert LOST not in page.said
    assert stored(app, POLL).questionnaire.translations == before
