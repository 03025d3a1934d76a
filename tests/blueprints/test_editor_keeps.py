"""Whatever goes wrong in the editor, nothing typed is lost."""

import pytest
import time_machine

from pollsvc.blueprints.authoring.forms import MOST_TEXT
from pollsvc.domain.staff import SESSION_LIFE
from tests.factories import SLUG
from tests.page import words
from tests.staff import ADDRESS, NOW, PASSWORD, TYPED, drafted, polls, signed_in, stored


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"text": ""}, "Write the question."),
        ({"text": "Only a question?"}, "Write at least two answers to choose from."),
        ({"text": "Q?\na\na"}, "stands there twice"),
        ({"slug": "Not An Address"}, "The address must be"),
        ({"slug": "new"}, "is taken by a page of this site"),
        ({"closes_date": "soon"}, "Write the date like 2026-11-30."),
        ({"closes_date": "0001-01-01"}, "Write the date like 2026-11-30."),
        ({"closes_time": "25:99"}, "Write the date like 2026-11-30."),
        ({"zone": "Mars/Base"}, "Select a time zone."),
        ({"results": "nobody"}, "Select one of the answers shown."),
        ({"opens_date": "2027-01-01"}, "must close after it opens"),
        ({"repeats": True}, "needs opening and closing times"),
        ({"sites": "not a site"}, "is not a site"),
        ({"keep_days": "a year"}, "number of days from 1 to 3,650"),
        ({"keep_days": "0"}, "number of days from 1 to 3,650"),
        ({"keep_days": "-1"}, "number of days from 1 to 3,650"),
        ({"keep_days": "9999999"}, "number of days from 1 to 3,650"),
        ({"text": f"Q?\n{'x' * 501}\nb"}, "under 500 characters"),
    ],
)
@pytest.mark.parametrize("button", ["Save draft", "Open now"])
def test_a_mistake_is_said_and_nothing_typed_is_lost(editor, button, typed, problem):
    whole = TYPED | typed
    pairs = {k: v for k, v in whole.items() if isinstance(v, str)}
    ticked = {k: "1" for k in ("dont_know", "repeats") if whole.get(k, k != "repeats")}
    token = editor.fields_of("#editor")["csrf_token"]
    press = "open" if button == "Open now" else "save"
    answer = editor.client.post(
        "/staff/polls/new",
        data=pairs | ticked | {"csrf_token": token, "press": press},
    )
    assert answer.status_code == 422
    editor.html = answer.text
    assert any(problem in found for found in editor.problems)
    assert "<title>Error: " in editor.html
    after = editor.fields_of("#editor")
    shown = {k: v for k, v in pairs.items() if k != "results" or v != "nobody"}
    assert {k: after[k] for k in shown} == shown
    assert len(editor.problems) == 1


@pytest.mark.parametrize("button", ["Save draft", "Open now"])
def test_a_text_too_long_is_said_at_the_field_and_not_lost(app, editor, button):
    text = f"{'x' * MOST_TEXT}?\nYes\nNo"
    editor.press(button, **(TYPED | {"text": text}))
    assert editor.status == 422
    assert editor.problems == ["Keep all of this under 10,000 characters."]
    assert editor.box == text
    assert polls(app) == ()
    assert editor.press("Preview").status == 200


@pytest.mark.parametrize("letter", ["x", "\u0436", "\u5b57", "\U0001f600"])
def test_as_much_as_the_box_takes_always_arrives(editor, letter):
    units = len(letter.encode("utf-16-le")) // 2
    text = letter * (MOST_TEXT // units)
    sent = editor.fields_of("#editor") | {"text": text, "replaced": text}
    answer = editor.client.post(
        "/staff/polls/new", data=sent, content_type="multipart/form-data"
    )
    assert answer.status_code == 422
    assert "Keep the question under 500 characters." in answer.text
    assert editor.document.query_one("#editor").attrs["enctype"].startswith("multipart")


def test_the_box_takes_no_more_than_is_read(editor):
    assert editor.document.query_one("#text").attrs["maxlength"] == str(MOST_TEXT)


def test_an_address_in_use_is_refused_and_a_suggested_one_gives_way(app, editor):
    drafted(app)
    editor.press("Save draft", **(TYPED | {"slug": SLUG}))
    assert editor.status == 422
    assert "already has the address" in editor.problems[0]
    editor.press("Save draft", slug="", title="Pharmacy visits")
    assert editor.path == f"/staff/polls/{SLUG}-2/edit"


def test_a_stale_token_shows_the_form_again_filled_in(app, editor):
    editor.client.delete_cookie("staff")
    other = signed_in(app)
    stale = {"csrf_token": "stale", "press": "save"}
    pairs = {k: v for k, v in TYPED.items() if isinstance(v, str)}
    answer = other.client.post("/staff/polls/new", data=pairs | stale)
    assert answer.status_code == 409
    other.html, other.path = answer.text, "/staff/polls/new"
    assert "Nothing is lost" in other.said
    assert other.press("Save draft").path == "/staff/polls/sleep/edit"


def test_a_sign_in_that_ends_while_writing_keeps_what_was_written(app, editor):
    with time_machine.travel(NOW + SESSION_LIFE, tick=False):
        editor.press("Save draft", **TYPED)
        assert (editor.status, editor.heading) == (401, "Staff sign-in")
        editor.press("Sign in", email=ADDRESS, password=PASSWORD)
        assert editor.heading == "You are signed in again"
        assert "sleep" not in [s.poll.slug for s in polls(app)]
        editor.press("Carry on")
    assert editor.path == "/staff/polls/sleep/edit"
    assert stored(app, "sleep").title == "Sleep"


def test_a_form_from_elsewhere_is_not_kept_through_the_sign_in(app):
    answer = app.test_client().post(
        "/staff/polls/new",
        data={"text": "planted"},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.status_code == 303
    assert "planted" not in answer.text


def test_two_authors_of_one_draft_do_not_overwrite_each_other_unseen(app, editor):
    drafted(app)
    other = signed_in(app, "ben@example.org")
    editor.open(f"/staff/polls/{SLUG}/edit")
    other.open(f"/staff/polls/{SLUG}/edit").press("Save draft", title="Ben's")
    editor.press("Save draft", title="Ana's", refuse=False)
    assert editor.status == 409
    assert "Somebody saved this draft" in editor.said
    assert versions(editor) == {
        "Short name, for lists and files": ("Ben's", "Ana's"),
        "Offer “Prefer not to say”": ("Yes", "No"),
    }
    assert stored(app, SLUG).title == "Ben's"
    editor.press("Save draft")
    assert stored(app, SLUG).title == "Ana's"


def test_a_survey_made_of_a_poll_meanwhile_does_not_lose_what_was_typed(app, editor):
    drafted(app)
    editor.open(f"/staff/polls/{SLUG}/edit")
    signed_in(app, "ben@example.org").open(f"/staff/polls/{SLUG}/questions").press(
        "Add question", new_text="And why?"
    )
    editor.press("Save draft", text="Mine?\nNever\nOften")
    theirs, mine = versions(editor)["Question, then one answer per line"]
    assert theirs.endswith("And why?")
    assert mine == "Mine? Never Often"


def test_a_draft_opened_meanwhile_is_not_changed_and_nothing_is_lost(app, editor):
    before = drafted(app).draft
    editor.open(f"/staff/polls/{SLUG}/edit")
    signed_in(app, "ben@example.org").open(f"/staff/polls/{SLUG}").press("Open now")
    editor.press("Save draft", title="Other", text="How often?\nNever\nOften")
    assert editor.status == 409
    assert editor.fields_of("#editor")["text"] == "How often?\nNever\nOften"
    assert "its other settings, stay as they are" in editor.text
    assert stored(app, SLUG).draft == before


def versions(editor):
    """What two people have written, theirs and one's own, by field."""
    rows = editor.document.query("#conflict tbody tr")
    cells = [[words(cell) for cell in row.query("th, td")] for row in rows]
    return {name.removesuffix(" Differs"): (one, two) for name, one, two in cells}
