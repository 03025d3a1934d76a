"""A number that is possible but unlikely is asked about, and taken from who is sure."""

from decimal import Decimal

import pytest

from pollsvc.domain.questionnaires import NumberLimits, Question, QuestionKind
from tests.factories import SLUG, questionnaire

POLL = f"/p/{SLUG}"
SLEEP = Question(
    code="sleep",
    text="How many hours did you sleep?",
    kind=QuestionKind.NUMBER,
    limits=NumberLimits(
        least=Decimal(0), most=Decimal(24), plausible_most=Decimal(14), decimals=1
    ),
)


@pytest.fixture
def form(publish, visitor):
    publish(questionnaire=questionnaire(SLEEP))
    return visitor.open(POLL)


@pytest.mark.parametrize("written", ["18", "18.0", "18,0", " 18 "])
def test_who_is_sure_is_believed_however_it_is_written(form, written):
    asked = form.press("Submit answer", sleep=written)
    assert (asked.status, "Is that right?" in asked.text) == (422, True)
    assert "Yes, 18 is right" in asked.text
    thanked = asked.press("Submit answer", sleep__sure="18")
    assert thanked.heading == "Thank you. Your answer is counted."


def test_who_was_sure_of_another_number_is_asked_again(form):
    asked = form.press("Submit answer", sleep="18")
    again = asked.press("Submit answer", sleep="19", sleep__sure="18")
    assert again.status == 422
    assert "Yes, 19 is right" in again.text


@pytest.mark.parametrize("written", ["30", "-1", "many", "7.25", ""])
def test_nobody_is_asked_whether_what_is_refused_is_right(form, written):
    refused = form.press("Submit answer", sleep=written)
    assert refused.status == 422
    assert "is right" not in refused.text


def test_nobody_is_asked_about_what_is_plausible(form):
    thanked = form.press("Submit answer", sleep="7,5")
    assert thanked.heading == "Thank you. Your answer is counted."
