"""Which questions and rows a batched release withholds after a change of versions."""

import pytest

from pollsvc.domain.questionnaires import QuestionKind, Row
from pollsvc.domain.withholding import withheld, without_small_groups
from tests.factories import options, question, questionnaire

ASKED = question(code="q", options=options("No", "Yes"))
MORE = question(code="q", options=options("No", "Yes", "Never"))
NEW = question(code="new", options=options("No", "Yes"))
FIRST, SECOND = Row(code="a", label="A"), Row(code="b", label="B")


def matrix(*rows):
    return question(
        code="m", kind=QuestionKind.MATRIX, options=options("No", "Yes"), rows=rows
    )


@pytest.mark.parametrize(
    ("answered", "left_out"),
    [
        ({1: 9, 2: 1}, True),
        ({1: 10, 2: 9}, True),
        ({1: 9, 2: 10}, True),
        ({1: 10, 2: 10}, False),
        ({2: 10}, False),
        ({1: 10}, False),
    ],
)
@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ((ASKED,), (ASKED, NEW), ("new", "")),
        ((ASKED, NEW), (ASKED,), ("new", "")),
        ((ASKED,), (MORE,), ("q", "")),
        ((MORE,), (ASKED,), ("q", "")),
        ((matrix(FIRST),), (matrix(FIRST, SECOND),), ("m", "b")),
    ],
)
def test_groups_of_one_to_nine_are_withheld(old, new, part, answered, left_out):
    versions = {1: questionnaire(*old), 2: questionnaire(*new)}
    found = [*withheld(versions, answered)]
    assert found == ([part] if left_out else [])


def test_only_the_cells_of_what_is_withheld_are_left_out():
    rows = {1: questionnaire(matrix(FIRST)), 2: questionnaire(matrix(FIRST, SECOND))}
    exact = {("", "responses"): 10, ("m", "!answered"): 10, ("m", "a@0"): 10}
    shown = without_small_groups({**exact, ("m", "b@0"): 1}, rows, {1: 9, 2: 1})
    assert shown == exact
