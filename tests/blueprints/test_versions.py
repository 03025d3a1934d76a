"""A poll that people have answered is changed at its pages, and says so everywhere."""

from pollsvc.definitions.writing import write_definition
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.services import recounting
from tests.factories import SLUG
from tests.page import words
from tests.staff import NOW, stored

EDIT = f"/staff/polls/{SLUG}/edit"
PUBLIC = {"release": ReleasePolicy.LIVE, "results": Visibility.ALWAYS, "now": NOW}
ONCE, OTHERWISE = "Once", "One time"
CHANGED = "The question was changed while people answered"


def answered(publish, visitor):
    publish(**PUBLIC)
    return visitor.open(f"/p/{SLUG}").press("Submit answer", visits="1").receipt


def reworded(editor):
    editor.open(EDIT)
    text = editor.box.replace(ONCE, OTHERWISE)
    return editor.press("Save the change", text=text), text


def test_words_are_corrected_in_the_box_and_the_public_pages_say_so(
    app, editor, publish, visitor
):
    answered(publish, visitor)
    page, text = reworded(editor)
    assert page.status == 409
    assert f"“{ONCE}” becomes “{OTHERWISE}”." in page.text
    assert editor.box == text
    (way,) = editor.document.query(".error-summary a")
    assert words(way).startswith("Not saved yet. People have answered.")
    assert editor.document.query_one(f"h2{way.attrs['href']}")
    editor.press("Save the change")
    assert editor.problems == ["Say what the change means."]
    editor.press("Save the change", meaning="same")
    assert "Only words are corrected: it is still version 1." in editor.said
    assert stored(app, SLUG).questionnaire.version == 1
    told = f"Wording corrected on 23 November 2026: was “{ONCE}”, is “{OTHERWISE}”."
    for path in (f"/p/{SLUG}/results", f"/d/{SLUG}"):
        assert told in visitor.open(path).text
    assert CHANGED not in visitor.open(f"/p/{SLUG}/results").text


def test_what_asks_something_else_gets_a_code_of_its_own_and_a_version(
    app, editor, publish, visitor
):
    answered(publish, visitor)
    reworded(editor)
    editor.press("Save the change", meaning="other")
    assert "Version 2 is asked from now on." in editor.said
    codes = [o.code for o in stored(app, SLUG).questionnaire.questions[0].options]
    assert codes[:4] == ["0", "one_time", "2", "3"]
    results = visitor.open(f"/p/{SLUG}/results").text
    assert f"{ONCE} (no longer offered)" in results
    assert CHANGED in results
    assert "Version 2 since 23 November 2026." in results
    columns = visitor.open(f"/d/{SLUG}").text
    assert f"{ONCE} (in version: 1)" in columns
    with app.app_context():
        recounting.recount(slug=SLUG)


def test_a_survey_as_text_asks_the_same_and_keeps_what_was_typed(
    app, editor, publish, visitor
):
    answered(publish, visitor)
    editor.open(f"/staff/polls/{SLUG}/survey")
    text = write_definition(stored(app, SLUG).draft)
    shorter = text.replace("Three or more", "Many")
    without = "\n".join(line for line in shorter.splitlines() if "Twice" not in line)
    editor.press("Save the change", definition=without)
    assert editor.status == 409
    assert "“Twice” is no longer offered" in editor.text
    assert not editor.document.query("#meaning-same")
    editor.press("Save the change")
    assert stored(app, SLUG).questionnaire.version == 2


def test_a_receipt_shows_the_old_answer_beside_the_present_questions(
    editor, publish, visitor
):
    receipt = answered(publish, visitor)
    reworded(editor)
    editor.press("Save the change", meaning="other")
    page = visitor.open("/receipt").press("Find my answer", receipt=receipt)
    assert ONCE in page.text
    page = page.press("Change my answer")
    assert f"{ONCE}. It stays as it was" in page.text
    assert OTHERWISE in page.text
    assert not page.chosen
    page = page.press("Change my answer", visits="one_time")
    assert "Your new answer is counted." in page.text


def test_a_form_of_before_the_change_is_shown_again_with_its_answers(
    editor, publish, visitor, newcomer
):
    answered(publish, visitor)
    late = newcomer().open(f"/p/{SLUG}")
    reworded(editor)
    editor.press("Save the change", meaning="other")
    page = late.press("Submit answer", visits="2")
    assert page.status == 409
    assert "The questions were changed while you were answering" in page.text
    assert "Your answer is counted." in page.press("Submit answer").text
