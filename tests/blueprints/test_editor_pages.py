"""The editor, through its own form, without a script."""

import pytest

from pollsvc.domain.answer_sets import ANSWER_SETS
from pollsvc.domain.polls import PollState
from pollsvc.domain.questionnaires import Option, OptionRole
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.services import examples
from tests.factories import SLUG, WORDING, local, options, question, questionnaire
from tests.staff import NOW, TYPED, drafted, polls, stored


def test_everything_an_author_decides_is_stored(app, editor):
    editor.press("Save draft", **TYPED, opens_date="2026-12-01", opens_time="09:30")
    assert editor.path == "/staff/polls/sleep/edit"
    assert "The draft is saved." in editor.said
    made = stored(app, "sleep").draft
    assert (made.slug, made.title) == ("sleep", "Sleep")
    assert (made.results, made.release) == (Visibility.STAFF_ONLY, ReleasePolicy.LIVE)
    assert made.sites == ("https://www.example.org", "https://example.net")
    assert made.keep_days == 365
    assert made.schedule.zone == "Europe/Berlin"
    assert made.schedule.opens == local(2026, 12, 1, 9, 30)
    assert made.schedule.closes == local(2026, 12, 24, 18, 15)
    (asked,) = made.questionnaire.questions
    assert (asked.code, asked.text) == ("sleep", "How did you sleep?")
    assert [o.role for o in asked.options] == [
        OptionRole.SUBSTANTIVE,
        OptionRole.SUBSTANTIVE,
        OptionRole.DONT_KNOW,
    ]


def test_a_saved_draft_comes_back_as_it_was_typed(editor):
    before = TYPED | {"repeats": "monthly", "opens_date": "2026-12-01"}
    editor.press("Save draft", **before)
    after = editor.open("/staff/polls/sleep/edit").fields_of("#editor")
    ticked = {"dont_know": "1"}
    expected = {k: v for k, v in before.items() if isinstance(v, str)} | ticked
    assert {k: after.get(k) for k in expected} == expected
    assert "refuse" not in after


@pytest.mark.parametrize("button", [s.title for s in ANSWER_SETS.values()])
def test_every_answer_set_fills_the_box_and_keeps_the_rest(editor, button):
    editor.press(button, **TYPED)
    (chosen,) = [s for s in ANSWER_SETS.values() if s.title == button]
    labels = [line.partition(": ")[2] or line for line in editor.box.splitlines()[1:]]
    assert labels == [option.label for option in chosen.options]
    kept = {k: v for k, v in TYPED.items() if k not in {"text", "refuse"}}
    after = editor.fields_of("#editor")
    assert {k: after[k] for k in kept} == kept
    editor.press("Put my own answers back")
    assert editor.box == TYPED["text"]


@pytest.mark.parametrize("button", ["Save draft", "Open now"])
def test_answers_without_a_question_are_no_poll_yet(app, editor, button):
    editor.press("Times a month")
    filled = editor.box
    editor.press(button)
    assert (editor.status, editor.problems) == (422, ["Write the question."])
    assert editor.box == filled
    assert polls(app) == ()
    editor.press(button, text=f"How often?{filled}")
    (made,) = polls(app)
    (asked,) = made.poll.questionnaire.questions
    assert (asked.text, asked.options[0].label) == ("How often?", "None")


def test_a_beginning_from_the_dashboard_has_no_question_yet(app, editor):
    editor.open("/staff/polls/new?answers=times_a_month").press("Open now")
    assert (editor.status, editor.problems) == (422, ["Write the question."])
    editor.press("Preview")
    assert "Write the question" in editor.text
    assert editor.document.query("input[type=radio]") == []
    assert polls(app) == ()


def test_moving_answers_says_where_they_are_and_keeps_the_focus(editor):
    editor.press("Preview", text="Q?\na\nb\nc")
    editor.open("/staff/polls/new")
    editor.press("Times a month", text=WORDING)
    editor.press("Move ‘5 or more times’ up")
    assert "“5 or more times” is now 5 of 6." in editor.said
    (focused,) = editor.document.query("[autofocus]")
    assert focused.attrs["id"] == "up-4"
    for _ in range(4):
        editor.press("Move ‘5 or more times’ up")
    (focused,) = editor.document.query("[autofocus]")
    assert (focused.attrs["id"], editor.box.splitlines()[1]) == (
        "down-0",
        "5: 5 or more times",
    )


def test_a_poll_whose_time_is_over_cannot_be_opened_but_kept(app, editor):
    past = TYPED | {"closes_date": "2026-11-22"}
    editor.press("Open now", **past)
    assert "The closing time has passed" in editor.problems[0]
    editor.press("Save draft")
    assert stored(app, "sleep").state is PollState.DRAFT
    editor.open("/staff/polls/sleep").press("Open now")
    assert editor.path == "/staff/polls/sleep/edit"
    assert "Not opened." in editor.said


def test_new_polls_close_in_two_weeks_just_before_midnight(editor):
    after = editor.fields_of("#editor")
    assert (after["closes_date"], after["closes_time"]) == ("2026-12-07", "23:59")
    assert "Closes Mon 7 Dec 2026, 23:59 UTC." in editor.text


def test_times_are_echoed_in_the_zone_and_in_utc(editor):
    times = {"closes_date": "2026-12-07", "closes_time": "23:59"}
    editor.press("Times a month", zone="America/New_York", **times)
    assert (
        "Closes Mon 7 Dec 2026, 23:59 in New York (Tue 8 Dec, 04:59 UTC)."
        in editor.text
    )


def test_advice_is_given_and_never_stands_in_the_way(editor):
    typed = {"text": "Do you not walk and/or swim?\n1-2\n2-3", "slug": "walk"}
    editor.press("Save draft", dont_know=False, refuse=False, **typed)
    for word in ("and/or", "not", "2 fits both", "rather not say"):
        assert word in editor.text
    editor.press("Open now")
    assert editor.path == "/staff/polls/walk"


def test_the_preview_is_the_real_form_and_stores_nothing(app, editor):
    editor.press("Preview", **TYPED)
    assert editor.heading == "How did you sleep?"
    assert len(editor.document.query("input[type=radio]")) == 3
    assert "frame-ancestors 'self'" in editor.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in editor.headers
    assert polls(app) == ()


def test_without_a_question_the_preview_is_a_sentence_and_no_form(editor):
    editor.open("/staff/polls/preview")
    assert editor.document.query("h1, form, button, .example-banner") == []
    assert "Write the question" in editor.text


def test_the_preview_says_example_data_of_examples_only(app, editor):
    with app.app_context():
        examples.load(now=NOW)
    editor.press("Preview", **TYPED)
    assert editor.document.query(".example-banner") == []
    editor.open("/staff/polls/preview?of=pharmacy-visits")
    assert "Example data." in editor.text


@pytest.mark.parametrize("typed", [{}, {"text": "x"}, {"zone": "../etc", "text": "Q"}])
def test_a_preview_of_half_a_poll_is_no_mistake(editor, typed):
    token = editor.fields_of("#editor")["csrf_token"]
    sent = {"csrf_token": token, **typed}
    assert editor.client.post("/staff/polls/preview", data=sent).status_code == 200
    assert editor.client.get("/staff/polls/preview").status_code == 200


def test_what_the_box_cannot_say_it_does_not_touch(app, editor):
    own = Option(code="dk", label="No idea", role=OptionRole.DONT_KNOW)
    asked = questionnaire(
        question(hint="Think back."),
        question(code="second", options=(*question().options[:2], own)),
    )
    drafted(app, questionnaire=asked)
    editor.open(f"/staff/polls/{SLUG}/edit")
    assert "holds more than this page can show" in editor.text
    editor.press("Save draft", title="Other")
    assert stored(app, SLUG).title == "Other"
    assert stored(app, SLUG).questionnaire == asked


def test_more_text_than_the_box_takes_stays_as_it_is(app, editor):
    long = options(*(f"{number} {'x' * 450}" for number in range(30)))
    drafted(app, questionnaire=questionnaire(question(options=long)))
    editor.open(f"/staff/polls/{SLUG}/edit").press("Save draft", title="Other")
    assert stored(app, SLUG).title == "Other"
    assert stored(app, SLUG).questionnaire.questions[0].options == long


def test_a_hint_and_a_code_from_a_file_survive_the_box(app, editor):
    drafted(app, questionnaire=questionnaire(question(hint="Think back.")))
    editor.open(f"/staff/polls/{SLUG}/edit").press("Save draft", title="Other")
    (asked,) = stored(app, SLUG).questionnaire.questions
    assert asked == question(hint="Think back.")


def test_the_dashboard_lists_polls_and_filters_them(app, editor):
    drafted(app)
    editor.press("Open now", **TYPED)
    editor.open("/staff/")
    assert "Sleep" in editor.text
    assert "Pharmacy visits" in editor.text
    # The filter shows where something is left out, or there is much to look through.
    editor.open("/staff/?state=closed")
    editor.press("Filter", state="open")
    assert "Sleep" in editor.text
    assert "Pharmacy visits" not in editor.text
    editor.press("Filter", state="archived")
    assert "No poll is in this state." in editor.text
    assert editor.open("/staff/?state=nonsense").status == 200
