"""A survey, page by page: forwards, back, mended, checked, sent once, never stored
on the way."""

import pytest

from pollsvc.domain.questionnaires import (
    NumberLimits,
    Page,
    Question,
    QuestionKind,
)
from pollsvc.domain.rules import Condition, Relation
from tests.counting import stored
from tests.factories import SLUG, options, question, questionnaire

POLL = f"/p/{SLUG}"
GOES = Condition(question="visits", relation=Relation.ONE_OF, values=("1", "2", "3"))
WAIT = Question(
    code="wait",
    text="Do you wait there?",
    options=options("No", "Yes"),
    show_if=GOES,
)
AGE = Question(
    code="age",
    text="How old are you?",
    kind=QuestionKind.NUMBER,
    limits=NumberLimits(),
)
SURVEY = questionnaire(question(), WAIT, AGE)
CHECK = "Check your answers"


@pytest.fixture
def survey(publish):
    publish(questionnaire=SURVEY)


@pytest.fixture
def answers(app):
    def answers():
        with app.app_context():
            return stored()

    return answers


@pytest.mark.usefixtures("survey")
class TestWays:
    def test_one_question_after_the_other_then_all_of_them_then_thanks(
        self, visitor, answers
    ):
        page = visitor.open(POLL)
        assert (page.heading, "wait" in page.html) == (question().text, False)
        page = page.press("Continue", visits="1")
        assert page.heading == WAIT.text
        page = page.press("Continue", wait="1")
        assert page.heading == AGE.text
        page = page.press("Continue", age="54")
        assert page.heading == CHECK
        assert answers() == []
        page = page.press("Submit answers")
        assert page.heading == "Thank you. Your answer is counted."
        assert answers() == [{"visits": "1", "wait": "1", "age": "54"}]

    def test_who_does_not_go_is_not_asked_whether_they_wait(self, visitor, answers):
        page = visitor.open(POLL).press("Continue", visits="0")
        assert page.heading == AGE.text
        page.press("Continue", age="54").press("Submit answers")
        assert answers() == [{"visits": "0", "age": "54"}]

    def test_an_answer_off_the_final_way_is_cleared(self, visitor, answers):
        page = visitor.open(POLL).press("Continue", visits="1")
        page = page.press("Continue", wait="1").press("Continue", age="54")
        page = page.press(f"Change the answer to {question().text}").press(
            "Continue", visits="0"
        )
        assert page.heading == CHECK
        assert WAIT.text not in page.text
        page.press("Submit answers")
        assert answers() == [{"visits": "0", "age": "54"}]

    def test_back_keeps_what_was_written_be_it_wrong(self, visitor):
        page = visitor.open(POLL).press("Continue", visits="0")
        page = page.press("Back", age="many").press("Continue")
        assert 'value="many"' in page.html

    def test_what_is_wrong_is_said_on_its_page(self, visitor):
        page = visitor.open(POLL).press("Continue", visits="0")
        page = page.press("Continue", age="many")
        assert page.status == 422
        assert "Write a whole number in digits, such as 2" in page.text
        assert 'value="many"' in page.html
        assert page.press("Continue", age="54").heading == CHECK

    def test_all_questions_but_one_can_be_left_out(self, visitor, answers):
        page = visitor.open(POLL).press("Continue").press("Continue", age="54")
        page.press("Submit answers")
        assert answers() == [{"visits": None, "age": "54"}]

    def test_who_answered_nothing_is_told_so(self, visitor, answers):
        page = visitor.open(POLL).press("Continue").press("Continue")
        page = page.press("Submit answers")
        assert (page.status, answers()) == (422, [])
        assert "Select an answer" in page.text

    def test_what_was_answered_is_not_to_be_read_from_the_form(self, visitor):
        page = visitor.open(POLL).press("Continue", visits="0")
        page = page.press("Back", age="54321")
        assert page.heading == question().text
        assert "54321" not in page.html

    def test_without_cookies_it_is_counted_once(self, newcomer, answers):
        page = newcomer(keeps_cookies=False).open(POLL).press("Continue", visits="0")
        page = page.press("Continue", age="54")
        first = page.press("Submit answers")
        again = page.press("Submit answers")
        assert first.receipt == again.receipt
        assert len(answers()) == 1

    def test_a_change_begins_with_the_answers_and_leads_to_the_one_page(
        self, visitor, answers
    ):
        page = visitor.open(POLL).press("Continue", visits="0")
        page = page.press("Continue", age="54").press("Submit answers")
        page = page.press("Change my answer")
        assert page.heading == CHECK
        page = page.press(f"Change the answer to {AGE.text}").press(
            "Continue", age="55"
        )
        page.press("Change my answers")
        assert answers() == [{"visits": "0", "age": "55"}]

    @pytest.mark.parametrize("sealed", ["", "x", "AAAA" * 20])
    def test_answers_that_were_damaged_on_the_way_are_none(self, visitor, sealed):
        page = visitor.open(POLL).press("Continue", visits="0")
        page = page.press("Continue", age="54", _so_far=sealed)
        assert page.heading == question().text or page.heading == CHECK


def test_pages_hold_what_their_author_put_there(publish, visitor, answers):
    pages = (
        Page(questions=("visits", "wait"), title="The pharmacy"),
        Page(questions=("age",)),
    )
    publish(questionnaire=questionnaire(question(), WAIT, AGE, pages=pages))
    page = visitor.open(POLL)
    assert (page.heading, WAIT.text in page.text) == ("The pharmacy", False)
    page = page.press("Continue", visits="1")
    assert (page.heading, WAIT.text in page.text) == ("The pharmacy", True)
    page = page.press("Continue", wait="0").press("Continue", age="54")
    page.press("Submit answers")
    assert answers() == [{"visits": "1", "wait": "0", "age": "54"}]


def test_two_questions_are_sent_from_the_second(publish, visitor, answers):
    publish(questionnaire=questionnaire(question(), AGE))
    page = visitor.open(POLL)
    assert "Question 1 of 2" in page.text
    page = page.press("Continue", visits="1")
    assert "Question 2 of 2" in page.text
    page.press("Submit answers", age="54")
    assert answers() == [{"visits": "1", "age": "54"}]


def test_an_earlier_answer_stands_in_a_later_text_and_is_no_markup(publish, visitor):
    said = Question(code="said", text="Which one?", kind=QuestionKind.TEXT)
    why = question(code="why", text="Why {said}?")
    publish(questionnaire=questionnaire(said, why))
    page = visitor.open(POLL).press("Continue", said="<b>This</b>")
    assert page.heading == "Why <b>This</b>?"
    assert "<b>This" not in page.html
