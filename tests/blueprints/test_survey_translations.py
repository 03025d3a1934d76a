"""Translations beside the texts they are of: some at a time, by two at once."""

import pytest

from pollsvc.domain.questionnaires import Translation
from pollsvc.services import authoring
from tests.factories import SLUG, question, questionnaire
from tests.staff import ADDRESS, NOW, drafted, signed_in, stored

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SPANISH = f"/staff/polls/{SLUG}/translations/es"
MULTIPART = "multipart/form-data"
"""How browsers send our forms of texts: a letter of any script in three bytes."""

TEXT, ONCE = "questions.visits.text", "questions.visits.options.1"


@pytest.fixture
def author(app):
    drafted(app, questionnaire=questionnaire(question(text="How often?")))
    return signed_in(app)


def texts(app):
    return {t.language: t.texts for t in stored(app, SLUG).questionnaire.translations}


@on_sqlite
def test_some_texts_are_translated_now_and_some_later(app, author):
    author.open(f"/staff/polls/{SLUG}/questions").follow("Translations")
    author.press("Translate", language="es")
    assert "6 texts are missing." in author.text
    author.press("Save translation", **{TEXT: " ¿Cuántas  veces? ", ONCE: "Una vez"})
    assert texts(app) == {"es": {TEXT: "¿Cuántas veces?", ONCE: "Una vez"}}
    assert "4 texts are missing." in author.text
    author.press("Save translation", **{ONCE: ""})
    assert texts(app) == {"es": {TEXT: "¿Cuántas veces?"}}
    author.press("Save translation", **{TEXT: ""})
    assert texts(app) == {}


@on_sqlite
def test_a_translation_that_breaks_a_rule_is_shown_again(app, author):
    author.open(SPANISH)
    author.press("Save translation", **{TEXT: "¿{visits}?", ONCE: "Una vez"})
    assert author.status == 422
    assert author.problems == [
        "{visits} does not stand in the source; take it out here."
    ]
    assert author.fields_of("form.editor")[ONCE] == "Una vez"
    assert texts(app) == {}


def translated_by_somebody_else(app, **said):
    def change(asked):
        spanish = Translation(language="es", texts=said)
        return questionnaire(*asked.questions, translations=(spanish,))

    with app.app_context():
        authoring.edit_questions(slug=SLUG, change=change, actor=ADDRESS, now=NOW)


@on_sqlite
def test_what_somebody_else_translated_meanwhile_is_shown_first(app, author):
    author.open(SPANISH)
    translated_by_somebody_else(app, **{ONCE: "Suya"})
    author.press("Save translation", **{ONCE: "Mía"})
    assert author.status == 409
    assert "Theirs: Suya" in author.text
    assert texts(app) == {"es": {ONCE: "Suya"}}
    author.press("Save translation")
    assert texts(app) == {"es": {ONCE: "Mía"}}


@on_sqlite
def test_a_long_survey_is_translated_in_parts_that_fit_a_form(app):
    many = [question(code=f"q{n}") for n in range(40)]
    drafted(app, questionnaire=questionnaire(*many))
    author = signed_in(app).open(SPANISH)
    first = {n for n in author.fields_of("form.editor") if "." in n or n == "title"}
    assert len(first) == 25
    author.follow("Part 2 of 12")
    second = {n for n in author.fields_of("form.editor") if "." in n}
    assert len(second) == 25
    assert not first & second
    longest = {name: f"{number} " + "語" * 490 for number, name in enumerate(second)}
    whole = author.fields_of("form.editor") | longest
    sent = author.client.post(author.path, data=whole, content_type=MULTIPART)
    assert sent.status_code == 303
    assert texts(app) == {"es": longest}


@on_sqlite
@pytest.mark.parametrize("address", ["en", "nonsense!", "es?part=9", "es?part=x"])
def test_there_is_no_other_language_or_part(author, address):
    assert author.open(f"/staff/polls/{SLUG}/translations/{address}").status == 404
