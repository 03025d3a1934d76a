"""What staff do to the waves of a series, and what comes of it by and by."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from pollsvc.domain.errors import DraftRefused, MoveNotAllowed, NotOpen
from pollsvc.domain.polls import PollState
from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.series import SeriesMove
from pollsvc.domain.spans import Span, Unit
from pollsvc.services import authoring, lifecycle, responding, results, series
from pollsvc.services.catalogue import published as published_now
from pollsvc.storage.session import reading
from tests.factories import SLUG, draft, local, question, questionnaire, utc
from tests.publishing import AUTHOR, NOW, published, submit

WEEKLY = Schedule(opens=local(2026, 11, 9, 9), lasts=Span(2), repeats=Repeat.WEEKLY)
SECOND, THIRD = utc(2026, 11, 16, 9), utc(2026, 11, 23, 9)
BETWEEN = utc(2026, 11, 13)
WAVE, ONCE = "2026-W46", "2026-11"


def do(move, *, now=NOW, **given):
    move(slug=SLUG, actor=AUTHOR, now=now, **given)


def skip(wave="2026-W47", *, now=NOW):
    do(series.skip_next, now=now, wave=wave)


def due(now):
    report = lifecycle.run_due(now=now)
    return [code for _, code in report.closed], [code for _, code in report.opened]


def schedule():
    return authoring.find_poll(slug=SLUG).draft.schedule


def acts():
    with reading() as connection:
        rows = connection.execute(text("SELECT action, subject FROM audit ORDER BY id"))
        return [tuple(row) for row in rows]


def days(now=NOW):
    view = series.look_at_series(slug=SLUG, now=now, most=3)
    return [(turn.day.day, turn.left_out) for turn in view.turns]


def state():
    return authoring.find_poll(slug=SLUG).state


def test_a_weekly_poll_is_asked_so_many_times_and_then_closes():
    published(schedule=replace(WEEKLY, times=2))
    assert due(BETWEEN) == (["2026-W46"], ["2026-W47"])
    assert due(SECOND) == ([], [])
    submit("1", now=SECOND)
    assert due(utc(2026, 11, 18, 9)) == (["2026-W47"], [])
    assert state() is PollState.CLOSED
    assert due(utc(2030, 1, 1)) == ([], [])


def test_the_next_date_is_left_out_before_its_wave_is_stored():
    published(schedule=WEEKLY)
    skip()
    assert schedule().skips == (date(2026, 11, 16),)
    assert days() == [(16, True), (23, False), (30, False)]
    assert due(BETWEEN) == (["2026-W46"], ["2026-W48"])
    assert acts()[-1] == ("skip_next", f"{SLUG} 2026-W47")


@pytest.mark.parametrize("wave", ["2026-W46", "2026-W48"])
def test_no_wave_but_the_next_is_left_out(wave):
    published(schedule=WEEKLY)
    with pytest.raises(MoveNotAllowed):
        skip(wave)
    assert schedule() == WEEKLY


def test_a_hundred_dates_are_left_out_and_no_more():
    daily = replace(WEEKLY, repeats=Repeat(days=1), lasts=Span(1, Unit.HOURS))
    coming = [WEEKLY.opens.date() + timedelta(days=n) for n in range(1, 101)]
    begun = utc(2026, 11, 9, 9, 30)
    published(schedule=replace(daily, skips=tuple(coming)), now=begun)
    with pytest.raises(MoveNotAllowed, match="at most 100"):
        skip("2027-02-18")
    later = utc(2027, 2, 18, 9, 30)
    due(later)
    skip("2027-02-19", now=later)
    assert schedule().skips == (date(2027, 2, 19),)


def test_the_next_date_is_left_out_although_its_wave_is_stored():
    published(schedule=WEEKLY)
    due(BETWEEN)
    skip(now=BETWEEN)
    shown = responding.find_poll(slug=SLUG, now=SECOND)
    assert shown.wave.code == "2026-W46"
    with pytest.raises(NotOpen):
        submit("1", now=SECOND)
    submit("1", now=THIRD)


def test_what_was_left_out_can_be_taken_back_until_its_time():
    published(schedule=WEEKLY)
    due(BETWEEN)
    skip(now=BETWEEN)
    skip("2026-W48", now=BETWEEN)
    assert len(schedule().skips) == 2
    do(series.take_back_skips, now=BETWEEN)
    assert schedule() == WEEKLY
    submit("1", now=SECOND)


def test_what_has_passed_stays_left_out():
    published(schedule=WEEKLY)
    skip()
    skip("2026-W48")
    do(series.take_back_skips, now=utc(2026, 11, 20))
    assert schedule().skips == (date(2026, 11, 16),)


def test_the_last_date_left_out_closes_the_poll_only_once_it_has_passed():
    published(schedule=replace(WEEKLY, times=2))
    skip()
    assert due(BETWEEN) == (["2026-W46"], [])
    assert state() is PollState.OPEN
    report = lifecycle.run_due(now=utc(2026, 11, 18, 9))
    assert (report.over, report.nothing) == ((SLUG,), False)
    assert state() is PollState.CLOSED


def test_a_series_that_was_stopped_waits_for_somebody_to_begin_again():
    published(schedule=WEEKLY)
    due(BETWEEN)
    do(series.stop_repeating, now=BETWEEN)
    assert due(SECOND) == ([], [])
    assert (state(), days(SECOND)) == (PollState.OPEN, [])
    do(series.begin_again, now=utc(2026, 11, 20))
    assert days(utc(2026, 11, 20))[0] == (23, False)
    submit("1", now=THIRD)
    assert [action for action, _ in acts()][2:] == ["stop_repeating", "begin_again"]


def test_a_series_stopped_while_a_wave_runs_ends_with_it():
    published(schedule=WEEKLY)
    do(series.stop_repeating)
    submit("1")
    assert due(BETWEEN) == (["2026-W46"], [])


def test_a_wave_that_is_extended_takes_answers_for_longer():
    published(schedule=WEEKLY)
    do(series.extend_wave, wave=WAVE, until=utc(2026, 11, 14))
    submit("1", now=BETWEEN)
    assert due(BETWEEN) == ([], [])
    assert due(utc(2026, 11, 14)) == (["2026-W46"], ["2026-W47"])
    assert acts()[2] == ("extend_wave", f"{SLUG} 2026-W46 until 2026-11-14T00:00Z")
    assert schedule() == WEEKLY


def test_a_poll_that_is_asked_once_can_be_extended():
    published(schedule=Schedule(closes=local(2026, 11, 20)))
    do(series.extend_wave, wave=ONCE, until=utc(2026, 12, 24))
    submit("1", now=utc(2026, 12, 23))


@pytest.mark.parametrize("until", [utc(2026, 11, 11), utc(2026, 11, 16, 9, 1)])
def test_a_wave_cannot_be_shortened_nor_run_into_the_next(until):
    published(schedule=WEEKLY)
    with pytest.raises(MoveNotAllowed):
        do(series.extend_wave, wave=WAVE, until=until)
    assert due(BETWEEN) == (["2026-W46"], ["2026-W47"])


def test_a_wave_closed_now_is_released_and_the_next_opens_in_its_time():
    published(schedule=WEEKLY)
    for _ in range(12):
        submit("1")
    do(series.close_wave, wave=WAVE)
    shown = results.public_results(
        listing=published_now(SLUG), has_answered=True, is_staff=False, now=NOW
    )
    assert (shown.wave.code, shown.release.responses) == ("2026-W46", 12)
    assert shown.next_opens_at == SECOND
    with pytest.raises(NotOpen):
        submit("1")
    assert due(NOW) == ([], [])
    assert state() is PollState.OPEN
    submit("1", now=SECOND)


def test_who_was_shown_an_earlier_wave_changes_no_later_one():
    published(schedule=WEEKLY)
    due(SECOND)
    before = acts()
    for move, given in (
        (series.close_wave, {}),
        (series.extend_wave, {"until": utc(2026, 11, 20)}),
    ):
        with pytest.raises(MoveNotAllowed, match="a wave that takes no answers any"):
            do(move, wave=WAVE, now=SECOND, **given)
    assert acts() == before
    submit("1", now=SECOND)


def test_closing_the_poll_leaves_no_wave_that_nobody_could_answer():
    published(schedule=WEEKLY)
    for _ in range(12):
        submit("1")
    due(BETWEEN)
    lifecycle.close_poll(slug=SLUG, actor=AUTHOR, now=BETWEEN)
    shown = responding.find_poll(slug=SLUG, now=SECOND)
    assert shown.wave.code == "2026-W46"


def test_what_is_not_possible_now_changes_nothing_and_is_not_noted():
    published(schedule=WEEKLY)
    before = acts()
    for move in (series.begin_again, series.take_back_skips):
        with pytest.raises(MoveNotAllowed):
            do(move)
    with pytest.raises(MoveNotAllowed):
        do(series.close_wave, wave=WAVE, now=BETWEEN)
    assert (acts(), schedule()) == (before, WEEKLY)


def test_what_can_be_done_is_told():
    published(schedule=WEEKLY)
    view = series.look_at_series(slug=SLUG, now=NOW, most=1)
    assert view.moves == {
        SeriesMove.SKIP, SeriesMove.EXTEND, SeriesMove.CLOSE_WAVE, SeriesMove.STOP
    }  # fmt: skip
    assert view.next_turn.window.opens_at == SECOND


def test_a_file_that_is_older_than_a_skip_still_changes_what_is_asked():
    published(schedule=WEEKLY)
    skip()
    asked = draft(schedule=WEEKLY, questionnaire=questionnaire(question(hint="Now")))
    authoring.save_poll(slug=SLUG, draft=asked, actor=AUTHOR, now=NOW)
    poll = authoring.find_poll(slug=SLUG)
    assert poll.questionnaire.questions[0].hint == "Now"
    assert poll.draft.schedule.skips == (date(2026, 11, 16),)


@pytest.mark.parametrize("other", [{"stopped": True}, {"skips": (date(2026, 11, 23),)}])
def test_a_file_does_not_skip_or_stop_what_runs(other):
    published(schedule=WEEKLY)
    asked = draft(schedule=replace(WEEKLY, **other))
    with pytest.raises(DraftRefused) as refused:
        authoring.save_poll(slug=SLUG, draft=asked, actor=AUTHOR, now=NOW)
    assert list(refused.value.problems) == ["schedule.closes"]
