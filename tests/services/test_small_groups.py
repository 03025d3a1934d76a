"""A batched poll that changes what it asks never shows a few people's answers."""

from dataclasses import replace

import pytest

from pollsvc.domain.questionnaires import Option, QuestionKind, Row
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.version_changes import Meaning
from pollsvc.services import authoring, catalogue, exporting
from pollsvc.services.results import figures_shown, public_results
from tests import counting
from tests.factories import SLUG, draft, options, question, questionnaire
from tests.publishing import AUTHOR, NOW, close, new_ballot, published, submit, withdraw

ASKED = question()
WITH_NINE = replace(ASKED, options=(*ASKED.options, Option(code="9", label="Nine")))
FAR = question(code="far", text="Is it far?", options=options("No", "Yes"))
BATCHED = {"release": ReleasePolicy.BATCHED, "results": Visibility.ALWAYS}


def change(*questions):
    changed = draft(questionnaire=questionnaire(*questions), **BATCHED)
    authoring.save_poll(
        slug=SLUG, draft=changed, actor=AUTHOR, now=NOW, meaning=Meaning.OTHER
    )


def answer(**given):
    submit("", None, raw_answers={code: [value] for code, value in given.items()})


def bases():
    view = public_results(
        listing=catalogue.published(SLUG), has_answered=True, is_staff=False, now=NOW
    )
    return {each.code: each.base for each in figures_shown(view)}


def public_rows():
    return exporting.describe_dataset(
        slug=SLUG, has_answered=False, sees_data=False, now=NOW
    ).rows


def test_the_tenth_answer_is_not_shown_by_a_question_added_before_it():
    published(**BATCHED)
    for _ in range(9):
        answer(visits="1")
    change(ASKED, FAR)
    answer(visits="0", far="1")
    assert bases() == {"visits": 10}
    assert "far" not in counting.released().counts
    close()
    assert bases() == {"visits": 10}


def test_a_new_question_is_shown_once_ten_were_asked_it_and_ten_were_not():
    published(**BATCHED)
    for _ in range(10):
        answer(visits="1")
    change(ASKED, FAR)
    for _ in range(10):
        assert bases() == {"visits": 10}
        answer(visits="0", far="1")
    assert bases() == {"visits": 20, "far": 10}


def test_an_option_added_before_the_tenth_answer_withholds_its_question_and_rows():
    published(**BATCHED)
    for _ in range(9):
        answer(visits="1")
    change(WITH_NINE)
    answer(visits="9")
    assert bases() == {}
    assert public_rows() == 0


def test_the_eleventh_answer_is_not_shown_by_removing_a_question_after_it():
    published(questionnaire=questionnaire(ASKED, FAR), **BATCHED)
    for _ in range(10):
        answer(visits="1", far="0")
    assert bases() == {"visits": 10, "far": 10}
    answer(visits="1", far="1")
    change(ASKED)
    for _ in range(29):
        answer(visits="0")
    assert bases() == {"visits": 40}


def test_a_removed_question_stays_as_it_was_shown_where_nobody_else_was_asked_it():
    published(questionnaire=questionnaire(ASKED, FAR), **BATCHED)
    for _ in range(10):
        answer(visits="1", far="0")
    change(ASKED)
    for _ in range(10):
        answer(visits="0")
    assert bases() == {"visits": 20, "far": 10}


def counts(code="visits"):
    return counting.released().counts.get(code)


def test_an_option_removed_after_the_eleventh_answer_does_not_show_who_chose_it():
    published(questionnaire=questionnaire(WITH_NINE), **BATCHED)
    for _ in range(10):
        answer(visits="1")
    assert counts()["1"] == 10
    answer(visits="9")
    change(ASKED)
    for _ in range(29):
        answer(visits="0")
    assert counts() is None


def test_an_option_that_nobody_chose_since_may_be_removed():
    published(questionnaire=questionnaire(WITH_NINE), **BATCHED)
    for code in "1111111199":
        answer(visits=code)
    change(ASKED)
    for _ in range(10):
        answer(visits="0")
    assert (counts()["0"], counts()["9"]) == (10, 2)


def test_a_row_removed_after_the_eleventh_answer_does_not_show_that_one():
    rows = tuple(Row(code=code, label=code) for code in ("a", "b"))
    both = question(
        code="m", kind=QuestionKind.MATRIX, options=options("No", "Yes"), rows=rows
    )
    published(questionnaire=questionnaire(both), **BATCHED)
    for _ in range(10):
        answer(m__a="0", m__b="0")
    answer(m__a="0", m__b="1")
    change(replace(both, rows=rows[:1]))
    for _ in range(29):
        answer(m__a="0")
    shown = counts("m")
    assert shown["a@0"] == 40
    assert not any(cell.startswith("b@") for cell in shown)


def test_a_question_asked_again_does_not_show_who_was_asked_it_since():
    published(questionnaire=questionnaire(ASKED, FAR), **BATCHED)
    for _ in range(10):
        answer(visits="1", far="0")
    change(ASKED)
    for _ in range(19):
        answer(visits="0")
    assert counts("far")["0"] == 10
    change(ASKED, FAR)
    answer(visits="0", far="1")
    assert bases() == {"visits": 30}


def test_an_option_offered_again_does_not_show_who_chose_it_since():
    published(questionnaire=questionnaire(WITH_NINE), **BATCHED)
    for _ in range(10):
        answer(visits="1")
    change(ASKED)
    for _ in range(19):
        answer(visits="0")
    change(WITH_NINE)
    answer(visits="9")
    assert counts() is None


@pytest.mark.parametrize("code", ["far", "m"])
def test_one_who_takes_theirs_back_hides_nobody_who_came_late(code):
    rows = tuple(Row(code=each, label=each) for each in ("a", "b"))
    both = question(
        code="m", kind=QuestionKind.MATRIX, options=options("No", "Yes"), rows=rows
    )
    early, late = ({"m__a": "0", "m__b": n, "far": n} for n in "01")
    published(questionnaire=questionnaire(ASKED, FAR, both), **BATCHED)
    first = new_ballot()
    submit(
        "", first, raw_answers={k: [v] for k, v in (early | {"visits": "1"}).items()}
    )
    for _ in range(9):
        answer(visits="1", **early)
    answer(visits="1", **late)
    withdraw(first)
    change(ASKED, replace(both, rows=rows[:1]))
    for _ in range(29):
        answer(visits="0", m__a="0")
    kept = counts(code) or {}
    assert not any(cell in {"0", "1"} or cell.startswith("b@") for cell in kept)
