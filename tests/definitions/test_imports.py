"""Files that are no survey, of whatever tool: refused with a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollsvc.definitions.formats import read_any
from pollsvc.domain.errors import DefinitionRefused
from pollsvc.domain.polls import check_draft
from tests.foreign_files import surveyjs


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (b"PK\x03\x04 broken", "This is no .xlsx workbook, or it is damaged."),
        (b"\xd0\xcf\x11\xe0 old", "This is an old .xls workbook; save it as .xlsx."),
        (b'{"pages": []}', "There is no question in this file that a poll can ask."),
        (b"<document/>", "This is no survey structure of LimeSurvey (.lss)."),
        (b"<a", "This is not XML"),
        (
            b'<!DOCTYPE d [<!ENTITY e "x">]><document>&e;</document>',
            "The file declares entities, which no survey needs.",
        ),
    ],
)
def test_other_files_are_refused_with_a_sentence(source, sentence):
    with pytest.raises(DefinitionRefused) as refused:
        read_any(source)
    assert sentence in str(refused.value)


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["pages", "elements", "type", "name", "title", "choices", "rows", "columns",
             "visibleIf", "value", "text", "rateValues", "rateMax", "min", "validators"]
        ),
        inner | st.sampled_from(["radiogroup", "matrix", "rating", "text", "panel"]),
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(elements=st.lists(json_like, max_size=3))
def test_no_json_makes_it_fall_over(elements):
    try:
        draft, _ = read_any(surveyjs(*elements))
    except DefinitionRefused:
        return
    check_draft(draft)
