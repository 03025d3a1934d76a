"""Any survey, any answers: what is asked, stored, counted, shown, exported agrees."""

import csv
import io
import json
from collections import Counter
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pollsvc.domain.answers import (
    from_stored,
    parse_answers,
    to_stored,
)
from pollsvc.domain.errors import AnswersRefused
from pollsvc.domain.kinds.giving import form_of
from pollsvc.domain.questionnaires import QuestionKind
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.routing import path
from pollsvc.exports.csv import CsvOptions
from pollsvc.services import exporting, recounting
from tests.carrying import answers, questionnaires
from tests.counting import recounted, stored, tallied
from tests.exported import codes_of, columns_of, missing_code
from tests.publishing import NOW, close, published, submit

K = QuestionKind
NUMBERS = count()
MISSING = {"-97": "dont_know", "-98": "refused", "-99": "not_answered", "": "not_asked"}
PAGES = (
    *("/p/{}/results", "/e/{}/results", "/p/{}/results.json", "/p/{}/results.csv"),
    *("/d/{}", "/p/{}", "/e/{}"),
)

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@st.composite
def answered(draw):
    """A survey, and what some people say to each of its questions, asked or not."""
    whole = draw(questionnaires())
    person = st.fixed_dictionaries({q.code: answers(q) for q in whole.questions})
    return whole, draw(st.lists(person, min_size=1, max_size=6))


def raw(whole, said):
    return {
        name: values
        for question in whole.questions
        for name, values in form_of(question, said[question.code]).items()
    }


def accepted(whole, people, slug):
    """What those say who are let through, each submitted."""
    for said in people:
        try:
            parsed = parse_answers(whole, raw(whole, said))
        except AnswersRefused:
            with pytest.raises(AnswersRefused):
                submit(None, slug=slug, raw_answers=raw(whole, said))
            continue
        submit(None, slug=slug, raw_answers=raw(whole, said))
        yield parsed


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[*HealthCheck],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(given_to=answered())
def test_whatever_is_answered_comes_out_as_it_went_in(app, given_to):
    whole, people = given_to
    slug = f"survey-{next(NUMBERS)}"
    rules = {"results": Visibility.ALWAYS, "release": ReleasePolicy.LIVE}
    with app.app_context():
        published(slug=slug, questionnaire=whole, **rules)
        given_by = [*accepted(whole, people, slug)]
        require_stored(whole, given_by, slug)
        close(slug=slug)
        exported = export(slug)
    pages = {page: app.test_client().get(page.format(slug)) for page in PAGES}
    statuses = {page: answer.status_code for page, answer in pages.items()}
    assert {*statuses.values()} <= {200, 303}, statuses
    shown = json.loads(pages["/p/{}/results.json"].text)
    if not given_by:
        assert "withheld" in shown
        return
    require_shown(shown, whole, given_by)
    require_exported(exported, whole, given_by)


def require_stored(whole, given_by, slug):
    """Each answer is stored with just what was asked, and counted as a recount does."""
    kept = stored(slug)
    assert as_rows(kept) == as_rows(to_stored(whole, each) for each in given_by)
    for each in kept:
        asked = {question.code for question in path(whole, from_stored(whole, each))}
        assert asked == {*each}
    assert tallied(slug) == recounted(slug)
    ((wave,),) = ([*recounting.recount(slug=slug, progress=str)],)
    assert wave.responses == len(given_by)


def export(slug):
    """A survey's file of responses, as staff get it, read without changes."""
    dataset = exporting.describe_dataset(
        slug=slug, has_answered=False, sees_data=True, now=NOW
    )
    return "".join(exporting.export_csv(dataset, CsvOptions(raw=True)))


def as_rows(kept):
    return sorted(json.dumps(each, sort_keys=True) for each in kept)


def require_shown(shown, whole, given_by):
    """The public results count who said what, and how the others gave no answer."""
    assert shown["responses"] == len(given_by)
    for question, found in zip(whole.questions, shown["questions"], strict=True):
        said = [each[question.code] for each in given_by]
        if question.kind is K.MATRIX:
            continue
        without = (missing_code(question, each) for each in said)
        none = Counter(MISSING[code] for code in without if code is not None)
        assert {k: n for k, n in found["missing"].items() if n} == dict(none)
        assert found["base"] == len(said) - none.total()
        if question.kind in {K.SINGLE, K.SCALE, K.MULTIPLE}:
            counts = {o["code"]: o["count"] for o in found["options"]}
            chosen = Counter(code for each in said for code in codes_of(question, each))
            assert {code: n for code, n in counts.items() if n} == dict(chosen)


def require_exported(text, whole, given_by):
    """Each person is one row, with what they said in the columns of each question."""
    rows = [*csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]
    own = [dict(columns_of(whole, each)) for each in given_by]
    names = sorted(own[0])
    assert Counter(tuple(each[n] for n in names) for each in own) == Counter(
        tuple(row[n] for n in names) for row in rows
    )
