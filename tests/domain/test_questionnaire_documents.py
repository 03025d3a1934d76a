"""A questionnaire stored as JSON comes back as it was."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollsvc.domain.questionnaire_documents import from_document, to_document
from pollsvc.domain.questionnaires import (
    LIMITS,
    Option,
    OptionRole,
    Question,
    QuestionKind,
    Questionnaire,
)
from tests.drawing import questionnaires

texts = st.text(max_size=40)
options = st.builds(
    Option, code=texts, label=texts, role=st.sampled_from(list(OptionRole))
)
questions = st.builds(
    Question,
    code=texts,
    text=texts,
    hint=st.none() | texts,
    required=st.booleans(),
    options=st.lists(options, max_size=5).map(tuple),
)
any_texts = st.builds(
    Questionnaire,
    questions=st.lists(questions, max_size=3).map(tuple),
    version=st.integers(1, 99),
    language=texts,
)


def through_json(whole):
    return from_document(json.loads(json.dumps(to_document(whole))))


@given(any_texts)
def test_no_text_is_lost_on_the_way_through_json(whole):
    assert through_json(whole) == whole


@given(questionnaires())
@settings(max_examples=100, deadline=None)
def test_nothing_is_lost_on_the_way_through_json(whole):
    assert through_json(whole) == whole


def test_what_was_stored_before_there_were_kinds_is_read():
    document = {
        "version": 1,
        "language": "en",
        "questions": [
            {
                "code": "visits",
                "kind": "single",
                "text": "How often?",
                "hint": None,
                "required": False,
                "options": [
                    {"code": "0", "label": "Never", "role": "substantive"},
                    {"code": "refuse", "label": "No", "role": "refuse"},
                ],
            }
        ],
    }
    (read,) = from_document(document).questions
    assert read == Question(
        code="visits",
        text="How often?",
        options=(
            Option(code="0", label="Never"),
            Option(code="refuse", label="No", role=OptionRole.REFUSE),
        ),
    )


@pytest.mark.parametrize("kind", [kind for kind in QuestionKind if LIMITS[kind]])
def test_limits_that_say_nothing_are_none(kind):
    bare = Question(code="a", text="b", kind=kind)
    assert Question(code="a", text="b", kind=kind, limits=LIMITS[kind]()) == bare
