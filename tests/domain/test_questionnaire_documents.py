"""A questionnaire stored as JSON comes back as it was."""

import json

from hypothesis import given
from hypothesis import strategies as st

from pollsvc.domain.questionnaire_documents import from_document, to_document
from pollsvc.domain.questionnaires import Option, OptionRole, Question, Questionnaire

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
questionnaires = st.builds(
    Questionnaire,
    questions=st.lists(questions, max_size=3).map(tuple),
    version=st.integers(1, 99),
    language=texts,
)


@given(questionnaires)
def test_nothing_is_lost_on_the_way_through_json(asked):
    document = json.loads(json.dumps(to_document(asked)))
    assert from_document(document) == asked
