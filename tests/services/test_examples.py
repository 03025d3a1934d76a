"""Example polls come once, stand as if they had been answered, and go away whole."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from pollsvc.domain.errors import SlugTaken
from pollsvc.domain.polls import PollState
from pollsvc.domain.question_rules import problems_of
from pollsvc.domain.questionnaires import QuestionKind
from pollsvc.domain.translations import texts_of
from pollsvc.domain.waves import Standing
from pollsvc.services import authoring, catalogue, examples, installing, recounting
from pollsvc.services.example_polls import example_polls
from pollsvc.services.results import public_results
from pollsvc.storage import tables
from pollsvc.storage.session import reading
from tests.factories import utc
from tests.publishing import published

NOW = utc(2026, 11, 22, 15)


def counts(slug, now=NOW):
    view = public_results(
        listing=catalogue.published(slug), has_answered=True, is_staff=False, now=now
    )
    return view.release


def test_they_agree_with_their_responses():
    examples.load(now=NOW)
    recounted = {wave.slug: wave.responses for wave in recounting.recount()}
    assert recounted == {
        example.draft.slug: len(example.people) for example in example_polls(now=NOW)
    }


def test_the_pharmacy_poll_is_this_months_open_wave():
    examples.load(now=NOW)
    summary = authoring.summarise_poll(slug="pharmacy-visits", now=NOW)
    assert summary.poll.is_example
    assert summary.wave.code == "2026-11"
    assert summary.standing is Standing.OPEN
    assert summary.responses >= 100


def test_batched_results_stand_at_a_whole_batch():
    examples.load(now=NOW)
    summary = authoring.summarise_poll(slug="pharmacy-visits", now=NOW)
    release = counts("pharmacy-visits")
    assert release.responses == summary.responses // 10 * 10
    assert sum(release.counts["visits"].values()) == release.responses


def test_a_closed_poll_shows_every_answer():
    examples.load(now=NOW)
    release = counts("morning-stiffness")
    (example,) = (
        e for e in example_polls(now=NOW) if e.draft.slug == "morning-stiffness"
    )
    shown = release.counts["stiffness"]
    chosen = Counter(answers["stiffness"].code for answers in example.people)
    for code, count in chosen.items():
        cell = {"dont_know": "!dont_know", "refuse": "!refused"}.get(code, code)
        assert shown[cell] == count


def test_a_poll_that_few_answered_shows_nothing():
    examples.load(now=NOW)
    assert counts("clinic-letters") is None


def test_the_survey_shows_every_kind_of_question_within_the_rules():
    (survey,) = (
        e.draft.questionnaire
        for e in example_polls(now=NOW)
        if e.draft.slug == "living-with-ra"
    )
    assert {question.kind for question in survey.questions} == {*QuestionKind}
    assert problems_of(survey) == {}


def test_a_live_poll_shows_everything_to_everybody():
    examples.load(now=NOW)
    view = public_results(
        listing=catalogue.published("meeting-time"),
        has_answered=False,
        is_staff=False,
        now=NOW,
    )
    assert view.release.responses == 47


@pytest.mark.parametrize(
    "now",
    [
        utc(2026, 1, 1, 5),
        utc(2026, 11, 1, 3, 59),
        utc(2026, 11, 1, 4),
        utc(2026, 12, 1, 4, 59),
        utc(2026, 12, 1, 4, 59, 30),
        utc(2028, 2, 29, 12),
        utc(2026, 12, 31, 23, 59),
    ],
)
def test_they_load_at_any_moment_of_the_year(now):
    examples.load(now=now)
    recounting.recount()
    states = {s.poll.slug: s.poll.state for s in authoring.list_polls(now=now)}
    assert states["pharmacy-visits"] is PollState.OPEN
    assert states["morning-stiffness"] is PollState.CLOSED


def test_only_a_new_instance_gets_them_by_itself():
    assert examples.load_into_new(now=NOW)
    assert not examples.load_into_new(now=NOW)
    examples.remove(now=NOW)
    assert not examples.load_into_new(now=NOW)


def test_an_instance_made_by_init_gets_none():
    installing.mark_as_own(now=NOW)
    assert not examples.load_into_new(now=NOW)
    assert not examples.present()


def test_an_instance_with_a_poll_gets_none_by_itself():
    published()
    assert not examples.load_into_new(now=NOW)


def test_removing_them_leaves_nothing_of_theirs_and_all_of_ours():
    ours = published(slug="ours", now=NOW)
    examples.load(now=NOW)
    assert examples.present()
    assert len(examples.remove(now=NOW).slugs) == 5
    assert not examples.present()
    assert [s.poll.slug for s in authoring.list_polls(now=NOW)] == [ours.slug]
    with reading() as connection:
        for row in (tables.ResponseRow, tables.ReleaseRow):
            assert (
                connection.execute(select(func.count()).select_from(row)).scalar() == 0
            )
        waves = connection.execute(select(tables.WaveRow.poll_id)).scalars()
        assert {*waves} == {ours.id}


def test_they_do_not_take_a_real_polls_address():
    published(slug="meeting-time")
    with pytest.raises(SlugTaken):
        examples.load(now=NOW)
    assert not examples.present()


def test_what_is_translated_is_translated_whole():
    spoken = [e.draft for e in example_polls(now=NOW) if _translations(e.draft)]
    assert [draft.slug for draft in spoken] == ["pharmacy-visits", "living-with-ra"]
    for draft in spoken:
        texts = texts_of(draft.questionnaire, draft.title)
        worded = {text.key for text in texts if text.has_words}
        for translation in _translations(draft):
            assert set(translation.texts) == worded


def _translations(draft):
    return draft.questionnaire.translations
