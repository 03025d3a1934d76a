"""What is kept for later: what questions can hold, and never half of a text."""

import pytest

from pollsvc.domain.errors import AnswersRefused
from pollsvc.domain.keepable import keepable
from pollsvc.domain.questionnaires import Question, QuestionKind
from tests.factories import question, questionnaire

NOISE = "x" * 44_000
VISITS = question(code="visits")
AGE = Question(code="age", text="How old?", kind=QuestionKind.NUMBER)
WORDS = Question(code="words", text="Anything else?", kind=QuestionKind.TEXT)
SURVEY = questionnaire(VISITS, AGE, WORDS)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"visits": ["1"]}, {"visits": ["1"]}),
        ({"visits": []}, {"visits": []}),
        ({"visits": [NOISE]}, {"visits": []}),
        ({"visits": ["x" * 33]}, {"visits": []}),
        ({"visits": ["1"] * 9_000}, {"visits": ["1"] * len(VISITS.options)}),
        ({"age": ["fifty"]}, {"age": ["fifty"]}),
        ({"words": ["Too\r\nlong"]}, {"words": ["Too\r\nlong"]}),
        ({"words": ["x" * 500]}, {"words": ["x" * 500]}),
        ({"words": ["a", NOISE]}, {"words": ["a"]}),
        ({"unknown": [NOISE]}, {}),
    ],
    ids=lambda sent: repr(sent)[:40],
)
def test_what_no_question_can_hold_is_left_out(sent, kept):
    assert keepable(SURVEY, sent) == kept


@pytest.mark.parametrize("code", ["age", "words"])
def test_words_that_are_too_many_are_to_be_shortened_and_not_dropped(code):
    with pytest.raises(AnswersRefused) as refused:
        keepable(SURVEY, {code: ["x" * 501]})
    assert "Shorten your answer" in refused.value.problems[code]
