"""Two people write one survey: each sees what the other wrote, and nothing is lost."""

import pytest

from pollsvc.services import authoring
from tests.blueprints.test_survey_editor import OFTEN
from tests.factories import SLUG, draft, question, questionnaire
from tests.page import words
from tests.staff import ADDRESS, NOW, drafted, signed_in, stored

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OUTLINE = f"/staff/polls/{SLUG}/questions"


@pytest.fixture
def author(app):
    return signed_in(app)


def elsewhere(app, **parts):
    """Somebody else saves the first question with other parts, meanwhile."""
    with app.app_context():
        authoring.save_poll(
            slug=SLUG,
            draft=draft(questionnaire=questionnaire(question(**parts))),
            actor="bob@example.org",
            now=NOW,
        )


def test_two_versions_stand_side_by_side_until_one_is_kept(app, author):
    drafted(app)
    author.open(f"{OUTLINE}/visits")
    elsewhere(app, hint="Theirs")
    author.press("Save question", hint="Mine")
    assert author.status == 409
    (row,) = [r for r in rows_of(author) if r[0].startswith("Hint")]
    assert row == ["Hint Differs", "Theirs", "Mine"]
    assert [r[0] for r in rows_of(author) if "Differs" in r[0]] == ["Hint Differs"]
    assert stored(app, SLUG).questionnaire.questions[0].hint == "Theirs"
    author.press("Keep mine")
    assert stored(app, SLUG).questionnaire.questions[0].hint == "Mine"


def test_two_versions_of_a_page_stand_side_by_side_above_its_form(app, author):
    drafted(app, questionnaire=questionnaire(question(), question(code="more")))
    path = f"/staff/polls/{SLUG}/pages/2"
    author.open(path).press("Add condition")
    other = signed_in(app, "ben@example.org").open(path)
    other.press("Save page", title="Ben's")
    author.press("Save page", title="Ana's", if0_value="0")
    assert author.status == 409
    rows = {row[0]: row[1:] for row in rows_of(author)}
    assert rows["Title above its questions Differs"] == ["Ben's", "Ana's"]
    theirs, mine = rows["Who is shown this page? Differs"]
    assert (theirs, "None" in mine) == ("Everybody", True)
    author.press("Save page")
    assert stored(app, SLUG).questionnaire.pages[1].title == "Ana's"


def test_what_was_written_for_a_page_that_is_gone_is_said(app, author):
    drafted(app, questionnaire=questionnaire(question(), question(code="more")))
    author.open(f"/staff/polls/{SLUG}/pages/2")
    signed_in(app, "ben@example.org").open(OUTLINE).press("Join to the page before")
    author.press("Save page", title="Ana's")
    assert (author.status, author.heading) == (409, stored(app, SLUG).title)
    assert "Its title was: “Ana's”." in author.text


def test_a_question_that_somebody_has_just_changed_is_deleted_after_asking_again(
    app, author
):
    drafted(app, questionnaire=questionnaire(question(), OFTEN))
    author.open(f"{OUTLINE}/often/delete")
    other = signed_in(app, "ben@example.org").open(f"{OUTLINE}/often")
    other.press("Save question", hint="Ben's")
    author.press("Delete question")
    assert (author.status, "Ben's" in author.text) == (409, True)
    assert stored(app, SLUG).questionnaire.question("often")
    author.press("Delete question")
    assert stored(app, SLUG).questionnaire.question("often") is None


def test_pages_are_joined_as_their_author_saw_them(app, author):
    asked = questionnaire(question(), OFTEN, question(code="more"))
    drafted(app, questionnaire=asked)
    author.open(OUTLINE)
    signed_in(app, "ben@example.org").open(OUTLINE).press("Join to the page before")
    author.press("Join to the page before")
    assert (author.status, "Somebody else changed this" in author.text) == (422, True)


def test_who_changed_another_question_is_in_nobodys_way(app, author):
    drafted(app, questionnaire=questionnaire(question(), OFTEN))
    author.open(f"{OUTLINE}/often")
    with app.app_context():
        authoring.edit_questions(
            slug=SLUG,
            change=lambda asked: questionnaire(
                question(hint="New"), *asked.questions[1:]
            ),
            actor=ADDRESS,
            now=NOW,
        )
    author.press("Save question", hint="Mine")
    hints = [q.hint for q in stored(app, SLUG).questionnaire.questions]
    assert (author.status, hints) == (200, ["New", "Mine"])


def test_a_question_deleted_meanwhile_can_be_put_back(app, author):
    drafted(app, questionnaire=questionnaire(question(), OFTEN))
    author.open(f"{OUTLINE}/often")
    elsewhere(app)
    author.press("Save question", hint="Mine")
    assert (author.status, "deleted this question" in author.text) == (409, True)
    author.press("Keep mine")
    assert stored(app, SLUG).questionnaire.question("often").hint == "Mine"


def rows_of(member):
    """The rows of the page's table, each as its cells' words."""
    rows = member.document.query("tbody tr")
    return [[words(cell) for cell in row.query("th, td")] for row in rows]
