"""Answering: once, changed, taken back; and everything that is refused."""

from datetime import timedelta

import pytest

from pollsvc.domain.errors import (
    AlreadyAnswered,
    AnswersRefused,
    NoSuchPoll,
    NoSuchResponse,
    NoSuchWave,
    NotOpen,
    ResponseFrozen,
)
from pollsvc.domain.keys import KeyRing
from pollsvc.domain.repeats import Repeat
from pollsvc.domain.responses import Outcome
from pollsvc.domain.schedules import Schedule
from pollsvc.installation import current
from pollsvc.services import authoring, lifecycle, responding
from tests.counting import recounted, stored, tallied
from tests.factories import SLUG, draft, local, options, question, questionnaire, utc
from tests.publishing import (
    AUTHOR,
    NOW,
    archive,
    close,
    new_ballot,
    own,
    published,
    submit,
    withdraw,
)

NOVEMBER = Schedule(opens=local(2026, 11, 1), closes=local(2026, 11, 30))
MONTHLY = Schedule(
    opens=local(2026, 11, 1), closes=local(2026, 11, 30), repeats=Repeat.MONTHLY
)

STRANGER = KeyRing((b"x" * 32,))


@pytest.fixture
def ballot():
    return new_ballot()


def visits():
    """The answers stored, in no order."""
    assert recounted() == tallied()
    return sorted(answers["visits"] for answers in stored())


def test_an_answer_is_stored_and_counted(ballot):
    published()
    assert submit("1", ballot) is Outcome.SUBMITTED
    assert visits() == ["1"]
    assert own(ballot).answers == {"visits": "1"}


def test_the_same_answer_again_changes_nothing(ballot):
    published()
    submit("1", ballot)
    assert submit("1", ballot) is Outcome.UNCHANGED
    assert submit("1", ballot, wants_change=True) is Outcome.UNCHANGED
    assert visits() == ["1"]


def test_another_answer_asks_before_it_replaces(ballot):
    published()
    submit("1", ballot)
    with pytest.raises(AlreadyAnswered) as refused:
        submit("2", ballot)
    assert refused.value.earlier == {"visits": "1"}
    assert visits() == ["1"]


@pytest.mark.parametrize("code", ["0", "2", "dont_know", "refuse"])
def test_a_change_that_was_wished_replaces_the_answer(ballot, code):
    published()
    submit("1", ballot)
    assert submit(code, ballot, wants_change=True) is Outcome.AMENDED
    assert visits() == [code]


def test_who_wishes_a_change_without_an_answer_answers(ballot):
    published()
    assert submit("1", ballot, wants_change=True) is Outcome.SUBMITTED
    assert visits() == ["1"]


def test_two_ballots_are_two_answers(ballot):
    published()
    submit("1", ballot)
    submit("1")
    assert visits() == ["1", "1"]


def test_an_answer_taken_back_is_gone_and_uncounted(ballot):
    published()
    submit("2")
    submit("1", ballot)
    withdraw(ballot)
    assert visits() == ["2"]
    assert own(ballot) is None


def test_after_taking_it_back_one_can_answer_again(ballot):
    published()
    submit("1", ballot)
    withdraw(ballot)
    assert submit("2", ballot) is Outcome.SUBMITTED
    assert visits() == ["2"]


def test_nobody_can_take_back_what_they_did_not_give(ballot):
    published()
    submit("1")
    with pytest.raises(NoSuchResponse):
        withdraw(ballot)
    assert visits() == ["1"]


@pytest.mark.parametrize("codes", [[], ["9"], ["1", "2"], ["\0"], ["1" * 10_000]])
def test_what_is_no_answer_is_not_stored(ballot, codes):
    published()
    with pytest.raises(AnswersRefused):
        submit("", ballot, raw_answers={"visits": codes})
    assert visits() == []


def test_a_question_passed_over_is_stored_as_not_answered(ballot):
    wait = question(code="wait", options=options("No", "Yes"))
    published(questionnaire=questionnaire(question(), wait))
    submit("", ballot, raw_answers={"wait": ["1"]})
    assert stored() == [{"visits": None, "wait": "1"}]
    assert tallied() == recounted()


def test_a_poll_that_nobody_published_takes_no_answer(ballot):
    authoring.create_poll(draft=draft(), actor=AUTHOR, now=NOW)
    for slug in (SLUG, "nothing"):
        with pytest.raises(NoSuchPoll):
            submit("1", ballot, slug=slug)
        with pytest.raises(NoSuchPoll):
            responding.find_poll(slug=slug, now=NOW)


@pytest.mark.parametrize(
    ("now", "takes"),
    [
        (utc(2026, 10, 31, 23, 59), False),
        (utc(2026, 11, 1), True),
        (utc(2026, 11, 29, 23, 59), True),
        (utc(2026, 11, 30), False),
        (utc(2027, 1, 1), False),
    ],
)
def test_answers_are_taken_within_the_window_only(ballot, now, takes):
    """By the clock, whether or not anybody has closed the poll since."""
    published(schedule=NOVEMBER, now=utc(2026, 10, 1))
    if takes:
        submit("1", ballot, now=now)
        assert visits() == ["1"]
        return
    with pytest.raises(NotOpen):
        submit("1", ballot, now=now)
    assert visits() == []


def test_a_poll_that_was_closed_takes_no_answer(ballot):
    published()
    close()
    with pytest.raises(NotOpen) as refused:
        submit("1", ballot)
    assert refused.value.closed_at == NOW


def test_after_close_an_answer_stays_as_it_was(ballot):
    published()
    submit("1", ballot)
    close()
    with pytest.raises(ResponseFrozen):
        submit("2", ballot, wants_change=True)
    with pytest.raises(ResponseFrozen):
        withdraw(ballot)
    assert visits() == ["1"]
    assert own(ballot).answers == {"visits": "1"}


def test_an_archived_poll_neither_takes_nor_finds_an_answer(ballot):
    published()
    submit("1", ballot)
    close()
    archive()
    with pytest.raises((NotOpen, ResponseFrozen)):
        submit("1", ballot)
    with pytest.raises(ResponseFrozen):
        withdraw(ballot)
    assert own(ballot) is None


def test_one_ballot_answers_once_in_each_wave(ballot):
    published(schedule=MONTHLY)
    submit("1", ballot)
    december = utc(2026, 12, 5)
    lifecycle.run_due(now=december)
    assert own(ballot, now=december) is None
    assert submit("2", ballot, now=december) is Outcome.SUBMITTED
    assert own(ballot, now=december).answers == {"visits": "2"}
    assert own(ballot, now=december, wave_code="2026-11").answers == {"visits": "1"}


def test_a_receipt_opens_its_answers_of_every_wave_the_newest_first(ballot):
    published(schedule=MONTHLY)
    published(slug="other")
    submit("1", ballot)
    december = utc(2026, 12, 5)
    lifecycle.run_due(now=december)
    submit("2", ballot, now=december)
    found = responding.responses_of_receipt(
        ballot=ballot, keys=current().keys, now=december
    )
    assert [(r.poll.slug, r.wave.code, r.answers["visits"]) for r in found] == [
        (SLUG, "2026-12", "2"),
        (SLUG, "2026-11", "1"),
    ]


def test_a_receipt_needs_the_instances_secret(ballot):
    published()
    submit("1", ballot)
    found = responding.responses_of_receipt(ballot=ballot, keys=STRANGER, now=NOW)
    assert found == ()


def test_a_wave_that_never_was_is_not_found(ballot):
    published()
    with pytest.raises(NoSuchWave):
        own(ballot, wave_code="1999-01")
    with pytest.raises(NoSuchWave):
        withdraw(ballot, wave_code="1999-01")


def test_what_is_stored_is_the_same_at_any_time_of_day(ballot):
    """The moment decides whether an answer is taken, and is then forgotten."""
    published()
    submit("1", ballot)
    first = stored(), tallied()
    withdraw(ballot)
    submit("1", ballot, now=NOW + timedelta(days=9, hours=5))
    assert (stored(), tallied()) == first
