"""A poll walked through before anybody answers it; nothing of it is stored."""

from dataclasses import replace

import pytest

from pollsvc.domain.questionnaires import Translation
from pollsvc.extensions import db
from pollsvc.services import authoring
from tests.blueprints.test_surveys import SURVEY, WAIT
from tests.factories import SLUG, draft, question, questionnaire
from tests.faults.dying import contents
from tests.staff import ADDRESS, NOW, drafted, signed_in

PREVIEW = f"/staff/polls/{SLUG}/preview"
BANNER = "Preview: nothing is stored."


@pytest.fixture
def author(app):
    drafted(app, questionnaire=SURVEY)
    return signed_in(app)


@pytest.fixture
def tables(app):
    """Every row of every table."""

    def tables():
        with app.app_context():
            return contents(db.engine.url)

    return tables


def test_a_draft_is_walked_through_to_what_would_be_stored_and_nothing_is(
    author, tables
):
    before = tables()
    page = author.open(f"/staff/polls/{SLUG}").follow(
        "Preview: answer as if, nothing is stored"
    )
    assert BANNER in page.html
    page.press("Continue", visits="1")
    assert page.heading == WAIT.text
    page.press("Back").press("Continue", visits="1")
    page.press("Continue", wait="1").press("Continue", age="many")
    assert (page.status, len(page.problems)) == (422, 1)
    page.press("Finish later")
    assert "In a preview nothing is kept for later." in page.text
    page.press("Continue", age="54")
    assert page.heading == "Check your answers"
    page.press(f"Change the answer to {question().text}")
    page.press("Continue", visits="dont_know").press("Submit answers")
    assert page.heading == "What would have been stored"
    assert "Cleared: “Yes” was given" in page.text
    assert "54" in page.text
    assert BANNER in page.html
    assert tables() == before


def test_a_form_of_a_preview_answers_no_poll(app, publish, tables):
    publish()
    page = signed_in(app).open(PREVIEW)
    before, fields = tables(), page.fields_of("form[action*=preview]")
    answered = app.test_client().post(
        f"/p/{SLUG}?answer=", data={**fields, "visits": "1"},
        headers={"Origin": "http://localhost"},
    )  # fmt: skip
    assert answered.status_code == 400
    assert tables() == before


def test_a_poll_of_one_page_refuses_an_empty_form_and_takes_an_answer(app, publish):
    publish()
    page = signed_in(app).open(PREVIEW).press("Submit answer")
    assert (page.status, len(page.problems)) == (422, 1)
    page.press("Submit answer", visits="2")
    assert page.heading == "What would have been stored"
    assert page.follow("Answer once more").path == PREVIEW


def test_it_stands_in_a_frame_as_wide_as_a_phone(author):
    page = author.open(f"{PREVIEW}/phone")
    frame = page.document.query_one("iframe")
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    page.open(frame.attrs["src"])
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    page.press("Continue", visits="0")
    assert "framed" in page.document.query_one("form").attrs["action"]


def test_it_is_shown_and_answered_in_each_of_the_polls_languages(app):
    spanish = Translation(
        language="es", texts={"questions.visits.text": "¿Cuántas veces?"}
    )
    whole = replace(questionnaire(question()), translations=(spanish,))
    drafted(app, questionnaire=whole)
    page = signed_in(app).open(f"{PREVIEW}?framed=").follow("Español")
    assert ("¿Cuántas veces?" in page.text, "framed" in page.path) == (True, True)
    page.press("Enviar respuesta", visits="2")
    assert "language es" in page.text


def test_a_draft_that_lacks_something_says_what(app):
    with app.app_context():
        lacking = draft(questionnaire=questionnaire(question(options=())))
        authoring.create_poll(draft=lacking, actor=ADDRESS, now=NOW, unfinished=True)
    page = signed_in(app).open(PREVIEW)
    assert page.path == f"/staff/polls/{SLUG}"
    assert "There is no preview yet." in page.said


def test_only_staff_look_at_a_draft(app):
    drafted(app)
    answer = app.test_client().get(PREVIEW)
    assert answer.status_code in {302, 303}
