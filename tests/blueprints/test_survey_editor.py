"""The survey editor: whatever its forms show, they give back; nobody's work is lost."""

import pytest

from pollsvc.blueprints.editing.conditions import read_rule
from pollsvc.blueprints.editing.conditions import write_rule as form_of_rule
from pollsvc.blueprints.editing.reading import read_question, written_question
from pollsvc.blueprints.editing.typed import Typed, written_conditions
from pollsvc.definitions.rule_text import read_rule_text
from pollsvc.domain.questionnaires import Page, Question
from pollsvc.services import lifecycle
from pollsvc.web.rule_lines import COMPARED, WORDS, lines_of
from tests.all_kinds import QUESTIONS
from tests.factories import SLUG, options, question, questionnaire
from tests.staff import ADDRESS, NOW, drafted, signed_in, stored

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OUTLINE = f"/staff/polls/{SLUG}/questions"
OFTEN = Question(
    code="often",
    text="How often?",
    options=options("Never", "Weekly"),
    show_if=read_rule_text("visits in (1, 2)"),
)


@pytest.fixture
def author(app):
    return signed_in(app)


@pytest.mark.parametrize("coded", [True, False])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.code)
def test_the_form_of_each_kind_gives_back_the_question(question, coded):
    typed = written_question(question, coded=coded)
    assert read_question(typed, question, ()) == (question, {})


@pytest.mark.parametrize(
    "rule",
    [
        "single = 1",
        "single != 1",
        "single in (0, 1)",
        "multiple in (0, other) and scale >= 7",
        "multiple = none or not (scale < 3)",
        "number > 2.5 or number = dont_know",
        "rank in (0, 1)",
        "matrix.knee >= 3 and matrix in (4)",
        'text contains "a knee" and text is answered',
        "date < 1990-01-01 or date is not answered",
        "single = 1 and (scale = 1 or scale = 2)",
    ],
)
def test_a_rule_as_the_form_shows_it_is_the_same_rule(rule):
    whole = read_rule_text(rule)
    fields = form_of_rule(whole) | written_conditions(lines_of(whole) or ())
    assert read_rule(Typed(values=fields), QUESTIONS, whole) == whole


def test_every_way_to_compare_is_offered_for_some_kind():
    assert {word for words in COMPARED.values() for word in words} == {*WORDS}


@on_sqlite
def test_a_survey_is_written_by_forms_alone(app, author):
    author.open("/staff/").follow("New survey")
    author.press("Begin the survey")
    assert author.problems == ["Write the question."]
    author.press("Begin the survey", new_text="How often do you walk?")
    assert "Write at least two answers to choose from." in author.text
    answers = "Daily\nWeekly\nNever"
    author.press("Save, then all questions", options=answers, offer_refuse=False)
    author.press("Add question", new_text="How far, in km?", new_kind="number")
    author.press("Save question", limit_most="x")
    assert (author.status, author.problems) == (
        422,
        ["Write a number such as 2 or 2.5."],
    )
    author.press("Save question", limit_most="100", limit_unit="km")
    author.press("Add condition")
    author.press("Save question", if0_relation="not_one_of", if0_value="never")
    author.follow("← All questions")
    assert "Asked if “How often do you walk?” is not: “Never”." in author.text
    author.press("Move up How far, in km?")
    assert author.status == 422
    assert "is shown by the answer to “How often do you walk?”" in author.text
    asked = stored(app, "walk").questionnaire.questions
    assert [q.code for q in asked] == ["walk", "far_km"]
    assert asked[1].show_if == read_rule_text("not (walk = never)")
    author.follow("Preview and open").press("Open now")
    assert "The poll is open." in author.said


@on_sqlite
def test_what_lacks_something_is_kept_but_not_opened(app, author):
    author.open("/staff/polls/new/questions")
    author.press("Begin the survey", new_text="Which of these?", new_title="Which")
    author.open("/staff/polls/which").press("Open now")
    assert "Write at least two answers to choose from." in author.said
    assert stored(app, "which").state.value == "draft"


@on_sqlite
def test_buttons_rearrange_and_say_so(app, author):
    drafted(app, questionnaire=questionnaire(question(), OFTEN))
    author.open(OUTLINE).press("Duplicate How often?")
    assert author.said == "The copy is question 3."
    author.press("Join to the page before")
    assert author.said == "The two pages are one."
    author.press("Begin a page here How often?")
    assert "A page now begins with “How often?”." in author.said
    author.follow("Delete How often?").press("Delete question")
    assert "“How often?” is deleted." in author.said
    codes = [q.code for q in stored(app, SLUG).questionnaire.questions]
    assert codes == ["visits", "often_2"]


@on_sqlite
def test_what_others_depend_on_says_why_it_stays(app, author):
    drafted(app, questionnaire=questionnaire(question(), OFTEN))
    author.open(f"{OUTLINE}/visits/delete")
    assert "“How often?” depends on the answer to this question." in author.text
    assert "Delete question" not in author.buttons()


@on_sqlite
def test_an_answer_that_a_later_rule_names_is_not_taken_away_silently(app, author):
    drafted(app, questionnaire=questionnaire(question(), OFTEN))
    author.open(f"{OUTLINE}/visits")
    author.press("Save question", options="0: None\n1: Once")
    assert author.status == 422
    assert "For “How often?”: The question 'visits' has no answer '2'." in author.text
    assert author.fields_of("#question")["options"] == "0: None\n1: Once"


@on_sqlite
def test_a_page_has_a_title_and_a_rule(app, author):
    drafted(app, questionnaire=questionnaire(question(), question(code="more")))
    author.open(f"/staff/polls/{SLUG}/pages/2").press("Add condition")
    author.press("Save page", title="More", if0_value="0")
    assert "Page 2: More" in author.text
    (_, page) = stored(app, SLUG).questionnaire.pages
    assert page.show_if == read_rule_text("visits = 0")


@on_sqlite
def test_an_answered_poll_is_asked_what_a_change_means(app, author, publish, visitor):
    publish()
    visitor.open(f"/p/{SLUG}").press("Submit answer", visits="1")
    author.open(OUTLINE)
    assert "Add question" not in author.buttons()
    author.open(f"{OUTLINE}/visits")
    assert author.fields_of("#question")["options"].splitlines()[1] == "1: Once"
    author.press("Save question", options="0: None\n1: One time\n2: Twice\n3: More")
    assert author.status == 409
    assert "“Once” becomes “One time”." in author.text
    author.press("Save question", meaning="same")
    assert "Only words are corrected: it is still version 1." in author.said
    asked = stored(app, SLUG).questionnaire
    assert (asked.version, asked.questions[0].option("1").label) == (1, "One time")


@pytest.mark.parametrize(
    ("meaning", "said"),
    [
        ("same", "Only words are corrected: it is still version 1."),
        ("other", "Version 2 is asked from now on."),
    ],
)
@on_sqlite
def test_a_page_of_an_answered_poll_says_what_saving_it_did(
    author, publish, visitor, meaning, said
):
    pages = (Page(questions=("visits", "often"), title="Your viists"),)
    publish(questionnaire=questionnaire(question(), OFTEN, pages=pages))
    visitor.open(f"/p/{SLUG}").press("Submit answers", visits="0")
    author.open(f"/staff/polls/{SLUG}/pages/1")
    author.press("Save page", title="Your visits")
    assert "“Your viists” becomes “Your visits”." in author.text
    author.press("Save page", meaning=meaning)
    assert said in author.said


@on_sqlite
def test_what_members_meet_is_not_rearranged(app, author):
    drafted(app, questionnaire=questionnaire(question(), OFTEN))
    author.open(OUTLINE)
    with app.app_context():
        lifecycle.open_poll(slug=SLUG, actor=ADDRESS, now=NOW)
    author.press("Move up How often?")
    assert "Add, move and delete its questions as text" in author.text
