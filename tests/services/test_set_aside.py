"""What came and was set aside; counted in and out again without losing a count."""

import pytest
from sqlalchemy import text

from pollsvc.domain.arrivals import Arrival
from pollsvc.domain.asides import Aside
from pollsvc.domain.errors import DecisionNotAllowed, NoSuchPoll, NoSuchWave
from pollsvc.domain.release_policies import ReleasePolicy
from pollsvc.domain.responses import Outcome
from pollsvc.services import retention, set_aside
from pollsvc.storage import arrivals, polls, waves
from pollsvc.storage.session import reading, transaction
from tests.counting import released, stored, tallied
from tests.factories import SLUG, options, question, questionnaire, utc
from tests.flooding import WAVE, agrees, aside, decide, flooded
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

LIVE, BATCHED = ReleasePolicy.LIVE, ReleasePolicy.BATCHED
RESPONSES = ("", "responses")


def seen(now=NOW):
    (wave,) = set_aside.arrivals_at(slug=SLUG, now=now).waves
    return wave


def test_what_is_set_aside_is_stored_and_told_and_not_counted():
    flooded()
    wave = seen()
    assert wave.counted == 12
    assert wave.set_aside == {Aside.BURST: 11, Aside.WORK_FAILED: 2}
    assert len(stored()) == 25
    assert tallied()[RESPONSES] == 12
    agrees()


@pytest.mark.parametrize("policy", ReleasePolicy)
def test_counted_in_and_out_again_all_is_as_before(policy):
    flooded(release=policy)
    before = tallied()
    assert decide(counted=True) == 13
    agrees()
    assert tallied()[RESPONSES] == 25
    assert tallied()["visits", "2"] == 11
    assert decide(counted=False) == 13
    agrees()
    assert tallied() == before


def test_twice_is_once():
    flooded()
    decide(counted=True)
    once = tallied()
    assert decide(counted=True) == 13
    assert tallied() == once
    assert [act for act, _ in acts()] == ["count in"]


def acts():
    with reading() as connection:
        rows = connection.execute(
            text("SELECT action, subject FROM audit WHERE action LIKE 'count%'")
        )
        return [tuple(row) for row in rows]


def test_who_decided_what_is_on_record():
    flooded()
    decide(counted=True)
    decide(counted=False)
    subject = f"{SLUG} {WAVE}: 13 answers"
    assert acts() == [("count in", subject), ("count out", subject)]


def test_of_several_questions_each_is_counted():
    asked = questionnaire(
        question(), question(code="wait", options=options("No", "Yes"))
    )
    published(questionnaire=asked, release=LIVE)
    for _ in range(3):
        aside("1", raw_answers={"visits": ["1"], "wait": ["0"]})
    decide(counted=True)
    agrees()
    assert released().counts["wait"]["0"] == released().counts["visits"]["1"] == 3


def test_live_results_follow_at_once_and_say_so():
    flooded(release=LIVE)
    assert (released().responses, released().set_aside) == (12, 13)
    decide(counted=True)
    shown = released()
    assert (shown.responses, shown.set_aside, shown.aside_counted) == (25, 13, True)
    decide(counted=False)
    assert (released().responses, released().aside_counted) == (12, False)


def test_batched_results_follow_with_the_next_ten_who_were_not_set_aside():
    flooded(ordinary=10)
    assert released().responses == 10
    decide(counted=True)
    for _ in range(9):
        submit("1")
    for _ in range(20):
        submit("2", aside=Aside.BURST)
    assert (released().responses, released().aside_counted) == (10, False)
    submit("1")
    shown = released()
    assert (shown.responses, shown.set_aside, shown.aside_counted) == (53, 33, True)
    agrees()


def test_what_is_counted_out_leaves_batched_results_with_the_next_step():
    flooded(ordinary=10)
    decide(counted=True)
    for _ in range(10):
        submit("1")
    assert released().responses == 33
    decide(counted=False)
    for _ in range(9):
        submit("1")
    assert released().responses == 33
    submit("1")
    assert (released().responses, released().aside_counted) == (30, False)


def test_counted_in_and_out_between_two_answers_nothing_is_shown_of_them():
    """Somebody who decides and looks, over and over, while three people answer."""
    flooded(ordinary=10)
    looks = [released()]
    for code in ("0", "3", "0"):
        for counted in (True, False):
            decide(counted=counted)
            looks.append(released())
        submit(code)
    assert {look.responses for look in looks} == {10}


def test_at_closing_what_was_decided_is_released():
    flooded()
    decide(counted=True)
    close()
    assert (released().responses, released().aside_counted) == (25, True)


def test_after_closing_ten_or_more_can_still_be_decided_about():
    flooded()
    close()
    assert released().responses == 12
    decide(counted=True)
    assert released().responses == 25
    decide(counted=False)
    assert (released().responses, released().set_aside) == (12, 13)
    agrees()


def test_counted_out_of_a_closed_poll_too_few_may_be_left_to_show():
    flooded(ordinary=3)
    decide(counted=True)
    close()
    assert released().responses == 16
    decide(counted=False)
    assert released() is None


@pytest.mark.parametrize("burst", [1, 9])
def test_a_handful_after_closing_cannot_be_decided_about(burst):
    flooded(burst=burst, failed=0)
    close()
    with pytest.raises(DecisionNotAllowed, match="fewer than 10"):
        decide(counted=True)
    assert "fewer than 10" in seen().obstacle
    assert released().responses == 12


@pytest.mark.parametrize("end", [archive, retention.purge_poll])
def test_what_is_final_stays_as_it_is(end):
    flooded()
    close()
    end(**({} if end is archive else {"slug": SLUG, "actor": AUTHOR, "now": NOW}))
    with pytest.raises(DecisionNotAllowed, match="final"):
        decide(counted=True)
    assert "final" in seen().obstacle
    assert released().responses == 12


def test_where_nothing_is_set_aside_there_is_nothing_to_decide():
    published()
    submit("1")
    with pytest.raises(DecisionNotAllowed, match="No answer"):
        decide(counted=True)


def test_another_wave_and_another_poll_are_none():
    flooded()
    with pytest.raises(NoSuchWave):
        decide(counted=True, wave="2026-12")
    with pytest.raises(NoSuchPoll):
        decide(counted=True, slug="none")


def test_an_answer_set_aside_later_counts_as_was_decided():
    flooded()
    decide(counted=True)
    submit("0", aside=Aside.BURST)
    assert tallied()[RESPONSES] == 26
    agrees()


@pytest.mark.parametrize("counted", [True, False])
def test_its_own_respondent_sees_whether_it_counts_changes_it_and_takes_it_back(
    counted,
):
    flooded()
    ballot = new_ballot()
    aside("1", ballot=ballot)
    if counted:
        decide(counted=True)
    assert own(ballot).set_aside is not counted
    assert submit("2", ballot, wants_change=True) is Outcome.AMENDED
    agrees()
    assert tallied()[RESPONSES] == (26 if counted else 12)
    withdraw(ballot)
    agrees()
    assert seen().set_aside[Aside.BURST] == 11


def test_the_hour_that_is_running_is_not_told():
    published()
    (found,) = set_aside.arrivals_at(slug=SLUG, now=NOW).waves
    with transaction() as connection:
        for hour in ("2026-11-10T10", "2026-11-10T11", "2026-11-10T12"):
            arrivals.add(connection, found.wave.id, hour, Arrival.RECEIVED, 10)
    hours = [hour for hour, _ in seen(now=utc(2026, 11, 10, 12, 59)).hours]
    assert hours == ["2026-11-10T10", "2026-11-10T11"]
    hours = [hour for hour, _ in seen(now=utc(2026, 11, 10, 13)).hours]
    assert hours[-1] == "2026-11-10T12"


def test_after_closing_nothing_is_kept_by_the_hour():
    flooded()
    for _ in range(40):
        submit("1")
    with reading() as connection:
        (wave,) = waves.of_poll(connection, polls.with_slug(connection, SLUG).id)
    close()
    with reading() as connection:
        assert arrivals.of_wave(connection, wave.id) == {}
    assert seen(now=utc(2026, 12, 1)).hours == {}
