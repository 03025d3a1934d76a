"""Whom people answer for: added by its author, met by members, a column like all."""

import pytest

from pollsvc.definitions.rule_text import read_rule_text
from pollsvc.domain.answered_for import beginning_with_it, ready_made
from pollsvc.domain.questionnaires import Translation
from pollsvc.exports.codebook import codebook_of
from tests.counting import stored as answers
from tests.factories import SLUG, question, questionnaire
from tests.staff import drafted, signed_in, stored

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OUTLINE = f"/staff/polls/{SLUG}/questions"
READY = "Whom they answer for (ready-made, asked first)"
SPANISH = (Translation(language="es", texts={"title": "La farmacia"}),)


@on_sqlite
def test_it_is_added_first_and_met_in_each_language(app, visitor):
    drafted(app, questionnaire=questionnaire(question(), translations=SPANISH))
    author = signed_in(app)
    author.open(OUTLINE).press("Add question", new_kind="answered_for")
    assert (author.status, author.fields_of("form.editor")["text"]) == (
        200,
        ready_made("en").text,
    )
    # Saving the form as it is changes nothing.
    author.press("Save, then all questions")
    asked = stored(app, SLUG).questionnaire.questions
    assert asked == (ready_made("en"), question())
    assert READY not in author.html
    author.open(f"/staff/polls/{SLUG}/translations/es")
    shown = author.fields_of("form.editor")["questions.answered_for.text"]
    assert shown == ready_made("es").text
    author.press("Save translation")
    assert stored(app, SLUG).questionnaire.translations == SPANISH
    author.open(OUTLINE).follow("Preview and open").press("Open now")
    page = visitor.open(f"/p/{SLUG}?lang=es")
    assert page.heading == ready_made("es").text
    page = visitor.open(f"/p/{SLUG}").press("Continue", answered_for="cared_for")
    page.press("Submit answers", visits="1")
    with app.app_context():
        assert answers() == [{"answered_for": "cared_for", "visits": "1"}]


@on_sqlite
def test_words_typed_beside_it_take_the_place_of_the_ready_made_ones(app):
    drafted(app)
    author = signed_in(app).open(OUTLINE)
    author.press("Add question", new_kind="answered_for", new_text="For whom?")
    first = stored(app, SLUG).questionnaire.questions[0]
    assert (first.code, first.text) == ("answered_for", "For whom?")


@on_sqlite
def test_it_is_asked_once(app):
    drafted(app)
    author = signed_in(app).open(OUTLINE)
    other = signed_in(app, "ben@example.org").open(OUTLINE)
    author.press("Add question", new_kind="answered_for")
    other.press("Add question", new_kind="answered_for")
    assert (other.status, other.problems) == (
        422,
        ["The survey asks already whom people answer for."],
    )


THEIRS = question(
    code="theirs",
    text="You answer “{answered_for}”. How often do they go?",
    show_if=read_rule_text("answered_for = cared_for"),
)
DEPENDING = beginning_with_it(questionnaire(THEIRS, question()))


@on_sqlite
@pytest.mark.parametrize(
    ("said", "heading"),
    [
        ("cared_for", "You answer “For someone I care for”. How often do they go?"),
        ("self", question().text),
    ],
)
def test_what_comes_later_depends_on_it_and_repeats_it(publish, visitor, said, heading):
    publish(questionnaire=DEPENDING)
    page = visitor.open(f"/p/{SLUG}").press("Continue", answered_for=said)
    assert page.heading == heading


def test_it_is_a_column_of_the_data_with_its_codes():
    (column,) = (
        each for each in codebook_of({1: DEPENDING}) if each.name == "answered_for"
    )
    assert [(code.code, code.label) for code in column.codes[:2]] == [
        ("self", "For myself"),
        ("cared_for", "For someone I care for"),
    ]
