"""A survey written as text: stored, refused by line, never lost, never overwritten."""

import pytest

from pollsvc.blueprints.authoring.first_definition import STARTER
from pollsvc.definitions.reading import read_definition
from pollsvc.definitions.writing import write_definition
from pollsvc.services import authoring, lifecycle
from tests.factories import draft, question, questionnaire
from tests.page import words
from tests.publishing import AUTHOR, NOW
from tests.staff import signed_in

NEW = "/staff/polls/new/survey"


@pytest.fixture
def writer(app):
    return signed_in(app).open(NEW)


def kinds(app, slug):
    with app.app_context():
        asked = authoring.find_poll(slug=slug).questionnaire.questions
    return [each.kind.value for each in asked]


def test_a_new_survey_begins_with_one_that_works(app, writer):
    writer.press("Save draft")
    assert writer.path == "/staff/polls/my-survey"
    assert kinds(app, "my-survey") == ["single", "multiple", "text"]


def test_what_is_wrong_is_said_with_its_line_and_nothing_is_lost(writer):
    wrong = STARTER.replace("kind: multiple", "kind: several")
    writer.press("Save draft", definition=wrong)
    assert writer.status == 422
    assert any("ine 11" in problem for problem in writer.problems)
    assert "kind: several" in writer.html
    writer.press("Save draft", definition=STARTER)
    assert writer.path == "/staff/polls/my-survey"


def test_an_address_in_use_is_refused(writer):
    writer.press("Save draft")
    again = writer.open(NEW).press("Save draft")
    assert again.status == 422
    assert "my-survey" in again.problems[0]


def test_a_draft_is_changed_as_text(app, writer):
    writer.press("Save draft")
    writer.open("/staff/polls/my-survey/survey")
    changed = STARTER.replace("title: My survey", "title: Ours")
    writer.press("Save draft", definition=changed)
    with app.app_context():
        assert authoring.find_poll(slug="my-survey").title == "Ours"


def test_what_somebody_else_saved_is_not_overwritten_unseen(app, writer):
    writer.press("Save draft")
    writer.open("/staff/polls/my-survey/survey")
    with app.app_context():
        theirs = read_definition(STARTER.replace("My survey", "Theirs"))
        authoring.save_poll(slug="my-survey", draft=theirs, actor=AUTHOR, now=NOW)
    mine = write_definition(read_definition(STARTER.replace("My survey", "Mine")))
    writer.press("Save draft", definition=mine)
    assert writer.status == 409
    assert "Mine" in writer.html
    (row,) = writer.document.query("#conflict tbody tr")
    cells = [words(cell) for cell in row.query("th, td")]
    assert cells == ["Line 2 Differs", "title: Theirs", "title: Mine"]
    writer.press("Save draft", definition=mine)
    with app.app_context():
        assert authoring.find_poll(slug="my-survey").title == "Mine"


def test_a_closed_poll_is_not_changed(app, writer):
    writer.press("Save draft")
    with app.app_context():
        lifecycle.open_poll(slug="my-survey", actor=AUTHOR, now=NOW)
        lifecycle.close_poll(slug="my-survey", actor=AUTHOR, now=NOW)
    page = writer.open("/staff/polls/my-survey/survey")
    assert page.path == "/staff/polls/my-survey"
    assert "A poll that has closed stays as it is." in page.said


def test_the_quick_box_leads_to_the_survey_editor_and_that_to_the_text(app, writer):
    two = questionnaire(question(), question(code="again"))
    with app.app_context():
        authoring.create_poll(draft=draft(questionnaire=two), actor=AUTHOR, now=NOW)
    page = writer.open("/staff/polls/pharmacy-visits/edit")
    page.follow("change them in the survey editor").follow("As text")
    assert page.path == "/staff/polls/pharmacy-visits/survey"
