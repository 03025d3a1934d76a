"""When the answers of two waves are compared, and why not."""

import pytest

from pollsvc.domain.comparing import obstacle
from pollsvc.domain.versions import Version
from tests.factories import options, question, questionnaire

ASKED = question(code="q", options=options("No", "Yes"))
MORE = question(code="q", options=options("No", "Yes", "Never"))
OTHER_WORDS = question(code="q", text="Otherwise?", options=options("No", "Yes"))
NEW = question(code="new", options=options("No", "Yes"))


def versions(*each):
    return {
        number: Version(questionnaire=questionnaire(*asked))
        for number, asked in enumerate(each, start=1)
    }


@pytest.mark.parametrize(
    ("second", "before", "now", "said"),
    [
        ((ASKED, NEW), {1: 40}, {2: 40}, None),
        ((MORE,), {1: 40}, {1: 9, 2: 0}, None),
        ((MORE,), {1: 40}, {2: 40}, "were changed"),
        ((OTHER_WORDS,), {1: 40}, {2: 40}, "were changed"),
        ((MORE,), {1: 40, 2: 5}, {2: 40}, "were changed"),
        ((MORE,), {}, {2: 40}, "no longer known"),
        ((MORE,), {1: 40}, {}, "no longer known"),
        ((NEW,), {1: 40}, {2: 40}, "not asked in both"),
    ],
)
def test_what_was_changed_in_between_is_not_compared(second, before, now, said):
    found = obstacle("q", versions((ASKED,), second), (before, now))
    assert (found is None) if said is None else (said in found)


def test_what_never_changed_is_compared_even_when_its_answers_were_deleted():
    assert obstacle("q", versions((ASKED,)), ({}, {1: 40})) is None
