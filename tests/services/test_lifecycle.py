"""Opening, closing, repeating and archiving, by hand or because it is time."""

import pytest
from sqlalchemy import text

from pollsvc.domain.errors import DraftRefused, MoveNotAllowed, NoSuchPoll
from pollsvc.domain.polls import PollState
from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.waves import Standing
from pollsvc.installation import current
from pollsvc.services import authoring, lifecycle, responding
from pollsvc.storage import polls, waves
from pollsvc.storage.session import reading
from tests.counting import recounted, released, tallied
from tests.factories import SLUG, local, utc
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

NOVEMBER = {"opens": local(2026, 11, 1), "closes": local(2026, 11, 30, 23, 59)}
ONCE = Schedule(**NOVEMBER)
MONTHLY = Schedule(**NOVEMBER, repeats=Repeat.MONTHLY, zone="America/New_York")
NOTHING = lifecycle.DueReport(opened=(), closed=())


def state():
    return authoring.find_poll(slug=SLUG).state


def all_waves():
    """Each wave's code and whether it was closed, the newest first."""
    with reading() as connection:
        poll = polls.with_slug(connection, SLUG)
        found = waves.of_poll(connection, poll.id)
    return [(wave.code, wave.closed_at is not None) for wave in found]


def acts():
    with reading() as connection:
        rows = connection.execute(text("SELECT actor, action FROM audit ORDER BY id"))
        return [(actor, action) for actor, action in rows]


def undo():
    return lifecycle.undo_open(slug=SLUG, actor=AUTHOR, now=NOW)


def answered(times):
    for _ in range(times):
        submit("1")


def test_opening_makes_the_first_wave():
    published()
    assert state() is PollState.OPEN
    assert all_waves() == [("2026-11", False)]


def test_a_poll_may_be_opened_before_its_time():
    published(schedule=ONCE, now=utc(2026, 10, 1))
    offer = responding.find_poll(slug=SLUG, now=utc(2026, 10, 1))
    assert offer.standing is Standing.UPCOMING


def test_a_poll_whose_time_is_over_cannot_be_opened():
    with pytest.raises(DraftRefused) as refused:
        published(schedule=ONCE, now=utc(2026, 12, 1))
    assert list(refused.value.problems) == ["schedule.closes"]
    assert state() is PollState.DRAFT
    assert all_waves() == []


def test_a_repeating_poll_that_missed_its_first_month_begins_with_the_next():
    published(schedule=MONTHLY, now=utc(2027, 1, 10))
    assert all_waves() == [("2027-01", False)]


@pytest.mark.parametrize(
    "move",
    [
        lifecycle.open_poll,
        lifecycle.undo_open,
        lifecycle.close_poll,
        lifecycle.archive_poll,
    ],
)
def test_a_poll_that_does_not_exist_cannot_be_moved(move):
    with pytest.raises(NoSuchPoll):
        move(slug="nothing", actor=AUTHOR, now=NOW)


def test_opening_can_be_undone_until_somebody_has_answered():
    published()
    undo()
    assert (state(), all_waves()) == (PollState.DRAFT, [])
    lifecycle.open_poll(slug=SLUG, actor=AUTHOR, now=NOW)
    submit("1")
    with pytest.raises(MoveNotAllowed):
        undo()
    assert (state(), tallied()) == (PollState.OPEN, recounted())


def test_opening_can_be_undone_when_the_only_answer_was_taken_back():
    published()
    ballot = new_ballot()
    submit("1", ballot)
    withdraw(ballot)
    undo()
    assert state() is PollState.DRAFT


def test_closing_shows_all_answers_of_a_poll_that_ten_have_answered():
    published()
    answered(13)
    assert released().responses == 10
    close()
    assert released().responses == 13
    assert state() is PollState.CLOSED


def test_closing_shows_nothing_of_a_poll_that_fewer_have_answered():
    published()
    answered(9)
    close()
    assert released() is None


def test_a_closed_poll_shows_no_answer_that_was_taken_back():
    published()
    ballot = new_ballot()
    submit("3", ballot)
    answered(9)
    withdraw(ballot)
    close()
    shown = released()
    assert shown is None or shown.counts["visits"]["3"] == 0


def test_closing_in_time_is_noted_as_when_it_closed():
    published(schedule=ONCE)
    close(now=utc(2026, 11, 20))
    offer = responding.find_poll(slug=SLUG, now=utc(2026, 12, 5))
    assert offer.wave.closed_at == utc(2026, 11, 20)


def test_closing_late_is_noted_as_when_its_time_was_over():
    published(schedule=ONCE)
    close(now=utc(2026, 12, 4))
    offer = responding.find_poll(slug=SLUG, now=utc(2026, 12, 5))
    assert offer.wave.closed_at == utc(2026, 11, 30, 23, 59)


def test_nothing_is_due_before_its_time():
    published(schedule=ONCE)
    assert lifecycle.run_due(now=utc(2026, 11, 30, 23, 58)) == NOTHING
    assert state() is PollState.OPEN


def test_a_poll_closes_when_its_time_is_over_and_only_once():
    published(schedule=ONCE)
    answered(12)
    report = lifecycle.run_due(now=utc(2026, 12, 1))
    assert report == lifecycle.DueReport(opened=(), closed=((SLUG, "2026-11"),))
    assert (state(), released().responses) == (PollState.CLOSED, 12)
    before = acts()
    assert lifecycle.run_due(now=utc(2026, 12, 1)) == NOTHING
    assert lifecycle.run_due(now=utc(2028, 1, 1)) == NOTHING
    assert acts() == before
    assert before[-1] == ("schedule", "close")


def test_a_poll_without_a_closing_time_stays_open():
    published()
    assert lifecycle.run_due(now=utc(2036, 1, 1)) == NOTHING
    assert state() is PollState.OPEN


def test_a_monthly_poll_is_asked_again_and_again():
    published(schedule=MONTHLY)
    for month in (12, 13, 14, 15):
        year, month0 = divmod(2026 * 12 + month - 1, 12)
        now = utc(year, month0 + 1, 1, 6)
        report = lifecycle.run_due(now=now)
        assert (len(report.opened), len(report.closed)) == (1, 1)
        assert lifecycle.run_due(now=now) == NOTHING
    assert all_waves() == [
        ("2027-03", False),
        ("2027-02", True),
        ("2027-01", True),
        ("2026-12", True),
        ("2026-11", True),
    ]
    assert state() is PollState.OPEN


def test_months_in_which_nobody_looked_are_left_out_and_not_made_up():
    published(schedule=MONTHLY)
    lifecycle.run_due(now=utc(2027, 4, 10))
    assert all_waves() == [("2027-04", False), ("2026-11", True)]


def test_the_next_wave_opens_at_its_own_time_and_not_when_it_was_made():
    published(schedule=MONTHLY)
    # 23:59 on 30 November in New York is 04:59 UTC; it opens at midnight there.
    lifecycle.run_due(now=utc(2026, 12, 1, 4, 59, 30))
    assert all_waves()[0] == ("2026-12", False)
    shown = responding.find_poll(slug=SLUG, now=utc(2026, 12, 1, 4, 59, 30))
    assert (shown.wave.code, shown.standing) == ("2026-11", Standing.CLOSED)
    shown = responding.find_poll(slug=SLUG, now=utc(2026, 12, 1, 5))
    assert (shown.wave.code, shown.standing) == ("2026-12", Standing.OPEN)


def test_closing_a_monthly_poll_ends_it():
    published(schedule=MONTHLY)
    close()
    assert lifecycle.run_due(now=utc(2027, 4, 10)) == NOTHING
    assert all_waves() == [("2026-11", True)]


def test_archiving_erases_what_it_takes_to_find_an_answer():
    published()
    ballot = new_ballot()
    submit("1", ballot)
    close()
    assert own(ballot) is not None
    archive()
    assert own(ballot) is None
    found = responding.responses_of_receipt(ballot=ballot, keys=current().keys, now=NOW)
    assert found == ()
    with reading() as connection:
        salts = connection.execute(text("SELECT salt FROM wave")).scalars().all()
    assert salts == [None]


def test_archiving_keeps_the_results():
    published()
    answered(10)
    close()
    archive()
    assert released().responses == 10
    assert tallied() == recounted()


def test_every_act_is_noted_with_who_did_it():
    published()
    close()
    archive()
    assert acts() == [(AUTHOR, a) for a in ("create", "open", "close", "archive")]


def test_a_move_that_is_refused_is_not_noted():
    published()
    with pytest.raises(MoveNotAllowed):
        archive()
    assert [action for _, action in acts()] == ["create", "open"]


def test_the_last_release_is_dated_by_the_polls_own_calendar():
    ending = Schedule(closes=local(2026, 11, 30, 23, 59), zone="America/New_York")
    published(schedule=ending)
    answered(10)
    # Midnight has passed in UTC, and a minute later in New York too.
    lifecycle.run_due(now=utc(2026, 12, 1, 5, 1))
    assert released().released_on.isoformat() == "2026-11-30"
