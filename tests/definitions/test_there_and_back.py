"""Any questionnaire, written for another tool and read again, asks the same."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pollsvc.definitions.surveyjs import read_surveyjs, write_surveyjs
from pollsvc.definitions.xlsform import read_xlsform, write_xlsform
from pollsvc.domain.polls import PollDraft, check_draft
from pollsvc.domain.routing import pages_of, path
from tests.carrying import answers, questionnaires

FORMATS = {
    "xlsform": (write_xlsform, read_xlsform),
    "surveyjs": (write_surveyjs, read_surveyjs),
}

drafts = questionnaires().map(
    lambda whole: PollDraft(slug="a-poll", title="A poll", questionnaire=whole)
)


@pytest.mark.parametrize("name", FORMATS)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(draft=drafts, data=st.data())
def test_kinds_codes_answers_and_rules_stay(name, draft, data):
    write, read = FORMATS[name]
    written, left = write(draft)
    again, report = read(written)
    check_draft(again)
    one, other = draft.questionnaire, again.questionnaire
    assert report.is_whole, [*report.lines()]
    assert (again.slug, again.title) == (draft.slug, draft.title)
    assert [*map(shape, other.questions)] == [*map(shape, one.questions)]
    # A limit may have no place there; then it was said so.
    told = {remark.where for remark in left.remarks}
    changed = {q.code for q, r in both(one, other) if bounds(q) != bounds(r)}
    assert changed <= told
    said = {q.code: data.draw(answers(q)) for q in one.questions}
    assert met(other, said) == met(one, said)
    assert [page.questions for page in pages_of(other)] == [
        page.questions for page in pages_of(one)
    ]


def bounds(question):
    """The limits; those that say nothing are none."""
    limits = question.limits
    return None if limits is None or limits == type(limits)() else limits


def both(one, other):
    return zip(one.questions, other.questions, strict=True)


def shape(question):
    return (
        question.code,
        question.kind,
        question.text,
        question.substantive,
        question.ways_out,
        question.rows,
        question.required,
        question.reason,
        question.shuffled,
    )


def met(whole, said):
    return [question.code for question in path(whole, said)]
