"""Writing polls and taking them through their lives, through the pages' own forms."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine

from pollsvc.definitions.reading import read_definition
from pollsvc.definitions.rule_text import read_rule_text
from pollsvc.domain.naming import question_code, suggested_slug, suggested_title
from pollsvc.domain.polls import PollState
from pollsvc.domain.questionnaires import Page, QuestionKind
from tests.factories import SLUG, WORDING, question, questionnaire
from tests.publishing import submit
from tests.staff import NOW, TYPED, drafted, signed_in, stored

MADE = suggested_slug(suggested_title(WORDING))


def test_the_pharmacy_poll_through_its_whole_life(app, editor):
    editor.press("Times a month", text=WORDING)
    assert editor.box.splitlines()[:3] == [WORDING, "0: None", "1: Once"]
    editor.press("Move ‘Twice’ up").press("Move ‘Twice’ down")
    editor.press("Open now")
    assert editor.path == f"/staff/polls/{MADE}"
    assert "The poll is open" in editor.said
    editor.press("Undo: back to draft")
    assert stored(app, MADE).state is PollState.DRAFT
    editor.press("Open now")
    assert f'data-poll="{MADE}"></script>' in editor.text
    with app.app_context():
        submit("2", slug=MADE, raw_answers={question_code(MADE): ["2"]}, now=NOW)
    editor.open(editor.path)
    assert "1 answer" in editor.text
    assert "Undo: back to draft" not in editor.buttons()
    editor.follow("Close this poll").press("Close this poll")
    assert stored(app, MADE).state is PollState.CLOSED
    editor.follow("Archive this poll")
    assert "Receipts stop working" in editor.text
    editor.press("Archive this poll")
    assert stored(app, MADE).state is PollState.ARCHIVED
    options = stored(app, MADE).questionnaire.questions[0].options
    assert [o.code for o in options] == [*"012345", "dont_know", "refuse"]


def test_what_is_asked_stands_there_with_kinds_pages_and_rules(app, editor):
    more = question(
        code="more",
        text="Which of these?",
        kind=QuestionKind.MULTIPLE,
        show_if=read_rule_text("visits in (1, 2)"),
    )
    pages = (Page(questions=("visits",)), Page(questions=("more",), title="More"))
    drafted(app, questionnaire=questionnaire(question(), more, pages=pages))
    said = editor.open(f"/staff/polls/{SLUG}").text
    assert "Page 2: More Which of these? All answers that apply Asked if “" in said
    assert "is one of: “Once” or “Twice”." in said


def test_undo_is_refused_once_somebody_has_answered(app, editor):
    editor.press("Open now", **TYPED)
    with app.app_context():
        submit("well", slug="sleep", raw_answers={"sleep": ["well"]}, now=NOW)
    editor.press("Undo: back to draft")
    assert "Somebody has answered" in editor.said
    assert stored(app, "sleep").state is PollState.OPEN


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("editor", "/staff/polls/new", 200),
        ("analyst", "/staff/polls/new", 403),
        ("analyst", f"/staff/polls/{SLUG}/edit", 403),
        ("analyst", f"/staff/polls/{SLUG}/archive", 403),
        ("analyst", f"/staff/polls/{SLUG}", 200),
        ("analyst", "/staff/", 200),
        ("editor", "/staff/polls/none", 404),
        ("editor", "/staff/polls/none/edit", 404),
    ],
)
def test_who_may_see_what(app, role, path, status):
    drafted(app)
    assert signed_in(app, role=role).open(path).status == status


def test_an_analyst_is_offered_nothing_that_changes_a_poll(app):
    drafted(app)
    analyst = signed_in(app, role="analyst")
    assert "New poll" not in analyst.text
    analyst.open(f"/staff/polls/{SLUG}")
    assert not {"Open now", "Edit this draft"} & {*analyst.buttons()}
    token = analyst.fields_of("header form")["csrf_token"]
    path = f"/staff/polls/{SLUG}/open"
    answer = analyst.client.post(path, data={"csrf_token": token})
    assert answer.status_code == 403
    assert stored(app, SLUG).state is PollState.DRAFT


def test_the_empty_dashboard_offers_beginnings(app):
    member = signed_in(app)
    member.follow("Start with “Times a month”")
    assert member.box.splitlines()[1:3] == ["0: None", "1: Once"]


def test_the_dashboard_says_what_closes_soon(editor):
    editor.press("Open now", **(TYPED | {"closes_date": "2026-11-24"}))
    editor.open("/staff/")
    assert "“Sleep” closes in 30 hours" in editor.text


def test_what_is_handed_out_leads_to_the_poll(editor, settings):
    editor.press("Open now", **TYPED)
    site = settings.public_url
    address = f"{site}/p/sleep"
    codes = [e.to_text() for e in editor.document.query("pre")]
    script = f'<script async src="{site}/embed.js" data-poll="sleep"></script>'
    assert codes[0] == script
    assert 'data-h="320:' in codes[1]
    assert f'<a href="{address}">Community poll: How did you sleep?</a>' in codes[1]
    assert f'<iframe src="{site}/e/sleep"' in codes[2]
    assert editor.document.query_one("#address").attrs["value"] == address
    assert address in editor.document.query_one("figcaption").to_text()


@pytest.mark.parametrize(
    ("sites", "said"),
    [
        ("", "Any site may show it."),
        ("https://a.example", "These sites may show it, and no others: https://a.ex"),
    ],
)
def test_beside_the_code_stands_whose_pages_may_show_the_poll(editor, sites, said):
    editor.press("Open now", **(TYPED | {"sites": sites}))
    assert said in editor.text


def test_code_to_paste_escapes_what_an_author_wrote(editor):
    text = 'Is "a" < b & <script>?\nYes\nNo'
    editor.press("Open now", **(TYPED | {"text": text}))
    block = editor.document.query("pre")[1].to_text()
    assert "Is &quot;a&quot; &lt; b &amp; &lt;script&gt;?" in block


@pytest.mark.parametrize(
    ("kind", "start", "mimetype"),
    [
        ("svg", b"<?xml", "image/svg+xml"),
        ("png", b"\x89PNG", "image/png"),
    ],
)
def test_the_qr_code_is_a_file_to_keep(app, kind, start, mimetype):
    drafted(app)
    answer = signed_in(app).client.get(f"/staff/polls/{SLUG}/qr.{kind}")
    assert answer.mimetype == mimetype
    assert BytesIO(answer.data).read(len(start)) == start
    assert f'filename="{SLUG}-qr.{kind}"' in answer.headers["Content-Disposition"]


def test_the_definition_reads_back_as_the_same_poll(app):
    made = drafted(app)
    answer = signed_in(app).client.get(f"/staff/polls/{SLUG}.yaml")
    assert read_definition(answer.data) == made.draft


def test_a_scheduled_poll_says_when_it_opens(editor):
    editor.press("Open now", **TYPED, opens_date="2026-12-01", opens_time="09:00")
    assert "Scheduled" in editor.text
    assert "Opens 1 December 2026, 09:00 (Berlin)." in editor.text


def test_an_open_poll_past_its_time_says_closed(app, editor):
    editor.press("Open now", **TYPED)
    with time_machine.travel(NOW + timedelta(days=13), tick=False):
        member = signed_in(app, "ben@example.org")
        assert "Open until" in member.open("/staff/polls/sleep").text
    with time_machine.travel(NOW + timedelta(days=60), tick=False):
        member = signed_in(app, "cy@example.org")
        assert "Closed 24 December 2026" in member.open("/staff/polls/sleep").text


def test_looking_without_a_body_archives_nothing(app, editor):
    editor.press("Open now", **TYPED).follow("Close this poll")
    editor.press("Close this poll")
    assert editor.client.head("/staff/polls/sleep/archive").status_code == 200
    assert stored(app, "sleep").state is PollState.CLOSED


def test_closing_asks_first_and_says_what_it_means(app, editor):
    editor.press("Open now", **TYPED)
    assert not any("Close" in button for button in editor.buttons())
    editor.follow("Close this poll")
    assert editor.heading.startswith("Close “")
    assert "This cannot be undone." in editor.text
    assert "cannot be opened again" in editor.text
    assert stored(app, "sleep").state is PollState.OPEN
    editor.follow("Leave it as it is")
    assert editor.path == "/staff/polls/sleep"


def test_a_poll_in_waves_says_how_many_answers_are_in_this_one(editor):
    monthly = {"opens_date": "2026-11-01", "repeats": True}
    editor.press("Open now", **(TYPED | monthly | {"closes_date": "2026-11-30"}))
    assert "0 answers in wave 2026-11" in editor.text


def test_a_move_that_came_too_late_is_said_on_the_polls_page(app, editor):
    editor.press("Open now", **TYPED).follow("Close this poll")
    other = signed_in(app, "ben@example.org").open("/staff/polls/sleep/close")
    other.press("Close this poll")
    editor.press("Close this poll")
    assert (editor.path, editor.passed) == ("/staff/polls/sleep", [303])
    assert "closed" in editor.said
