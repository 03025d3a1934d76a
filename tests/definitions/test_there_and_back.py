"""Any questionnaire, written for another tool and read again, asks the same."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from pollsvc.definitions.reading import read_definition
from pollsvc.definitions.surveyjs import read_surveyjs, write_surveyjs
from pollsvc.definitions.xlsform import read_xlsform, write_xlsform
from pollsvc.domain.polls import PollDraft, check_draft
from pollsvc.domain.questionnaires import Translation
from pollsvc.domain.routing import pages_of, path
from pollsvc.domain.translations import refitted, texts_of
from tests.carrying import answers, questionnaires
from tests.definitions.survey import SURVEY

FORMATS = {
    "xlsform": (write_xlsform, read_xlsform),
    "surveyjs": (write_surveyjs, read_surveyjs),
}

TITLE = "A poll"


@st.composite
def polls(draw):
    """Any poll, of whose texts some are said in other languages."""
    whole = draw(questionnaires())
    known = [text.key for text in texts_of(whole, TITLE)]
    spoken = draw(st.lists(st.sampled_from(LANGUAGES), unique=True, max_size=2))
    own = draw(st.sampled_from([each for each in LANGUAGES if each not in spoken]))
    translations = []
    for language in spoken:
        keys = draw(st.sets(st.sampled_from(known), min_size=1))
        texts = {key: f"{key} in {language}" for key in keys}
        translations.append(Translation(language=language, texts=texts))
    whole = replace(whole, language=own, translations=tuple(translations))
    return PollDraft(slug="a-poll", title=TITLE, questionnaire=whole)


LANGUAGES = ["en", "es", "pt-BR", "ar"]
drafts = polls()
TITLES_TOLD = {"xlsform": {""}, "surveyjs": set()}


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
    assert other.language == one.language
    assert texts_by_language(other) == texts_by_language(carried(one, other, told))


def carried(one, other, told):
    """What comes over, with the translations of its texts; a title may be told."""
    translations = one.translations
    if "" in told:
        translations = tuple(
            replace(each, texts={k: t for k, t in each.texts.items() if k != "title"})
            for each in translations
        )
    return refitted(replace(other, translations=translations))


def texts_by_language(whole):
    return {each.language: each.texts for each in whole.translations if each.texts}


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


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(draft=drafts)
def test_the_compiler_of_xlsforms_takes_what_is_written(draft):
    written, _ = write_xlsform(draft)
    form = convert(BytesIO(written), file_type=".xlsx", validate=False)
    for question in draft.questionnaire.questions:
        assert f"/{question.code}" in form.xform


@pytest.mark.parametrize("name", FORMATS)
def test_a_whole_survey_with_a_piped_answer_stays(name):
    write, read = FORMATS[name]
    draft = read_definition(SURVEY.replace("How old", "After {visits} visits, how old"))
    written, left = write(draft)
    again, report = read(written)
    assert report.is_whole
    told = {remark.where for remark in left.remarks}
    asked = zip(
        draft.questionnaire.questions, again.questionnaire.questions, strict=True
    )
    for one, other in asked:
        assert (one.text, one.hint) == (other.text, other.hint)
        assert shape(one) == shape(other) or one.code in told
    one, other = draft.questionnaire, again.questionnaire
    kept = texts_by_language(other)
    assert kept == texts_by_language(carried(one, other, TITLES_TOLD[name]))
