"""Many at once: one answer a ballot, and none after the closing count.

Each case has its counterpart without the defence, which must fail: so it is the
defence that is tried, not luck.
"""

import random
import threading
from contextlib import contextmanager

import pytest

from pollsvc.domain.errors import AlreadyAnswered, NotOpen
from pollsvc.domain.release_policies import BATCH, ReleasePolicy
from pollsvc.domain.responses import Outcome
from pollsvc.domain.schedules import Schedule
from pollsvc.services import lifecycle
from pollsvc.storage import releases, responses, waves
from tests.counting import recounted, released, stored, tallied
from tests.factories import local, utc
from tests.publishing import close, new_ballot, published, submit, withdraw

CROWD = 50
SECONDS = 30


def at_once(app, *acts):
    """Starts all acts at the same moment; what each returned or was refused with."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        with app.app_context():
            start.wait(SECONDS)
            try:
                results[number] = act()
            except Exception as refusal:  # noqa: BLE001 -- it is looked at below
                results[number] = refusal

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
        assert not thread.is_alive()
    return results


def test_one_ballot_sent_fifty_times_is_one_answer(app):
    published()
    ballot = new_ballot()
    outcomes = at_once(app, *[lambda: submit("1", ballot)] * CROWD)
    assert outcomes.count(Outcome.SUBMITTED) == 1
    assert outcomes.count(Outcome.UNCHANGED) == CROWD - 1
    assert stored() == [{"visits": "1"}]
    assert tallied() == recounted()


def test_one_ballot_with_four_different_answers_is_one_answer(app):
    published()
    ballot = new_ballot()
    acts = [lambda code=str(n % 4): submit(code, ballot) for n in range(CROWD)]
    outcomes = at_once(app, *acts)
    assert outcomes.count(Outcome.SUBMITTED) == 1
    refused = [o for o in outcomes if not isinstance(o, Outcome)]
    assert {type(refusal) for refusal in refused} == {AlreadyAnswered}
    assert len(stored()) == 1
    assert tallied() == recounted()


def test_fifty_ballots_at_once_are_fifty_answers(app):
    published()
    acts = [lambda code=str(n % 4): submit(code) for n in range(CROWD)]
    assert at_once(app, *acts) == [Outcome.SUBMITTED] * CROWD
    assert tallied() == recounted()
    assert len(stored()) == CROWD
    # The last batch may wait for others: those who come together are one step.
    assert CROWD - BATCH < released().responses <= CROWD


@pytest.mark.parametrize("policy", ReleasePolicy)
def test_a_crowd_that_answers_changes_and_takes_back_is_counted_right(app, policy):
    published(release=policy)
    chance = random.Random(1996)  # noqa: S311 -- a crowd, not a secret
    ballots = [new_ballot() for _ in range(12)]
    for ballot in ballots:
        submit("0", ballot)

    def member():
        ballot, code = chance.choice(ballots), str(chance.randrange(4))
        if chance.random() < 0.2:
            return lambda: withdraw(ballot)
        return lambda: submit(code, ballot, wants_change=True)

    for _ in range(4):
        outcomes = at_once(app, *[member() for _ in range(24)])
        faults = [o for o in outcomes if type(o).__module__ not in KNOWN]
        assert faults == []
        assert tallied() == recounted()
        if policy is ReleasePolicy.LIVE:
            assert shown() == recounted()


KNOWN = ("pollsvc.domain.errors", "pollsvc.domain.responses", "pollsvc.domain.polls")


def shown():
    """The cells of the release that count something, as the tallies have them."""
    release = released()
    cells = {("", "responses"): release.responses}
    for question, counts in release.counts.items():
        cells |= {(question, cell): count for cell, count in counts.items()}
    return {cell: count for cell, count in cells.items() if count}


@contextmanager
def paused(module, step, when):
    """Holds whoever takes a step of the storage for as long as the block lasts."""
    reached, go_on = threading.Event(), threading.Event()
    act = getattr(module, step)

    def pause(*arguments, **given):
        if when():
            reached.set()
            assert go_on.wait(SECONDS)
        return act(*arguments, **given)

    setattr(module, step, pause)
    try:
        yield reached, go_on
    finally:
        go_on.set()
        setattr(module, step, act)


def closed_while_an_answer_is_under_way(app):
    """Closes a poll of twelve answers while a thirteenth is just being stored.

    Returns:
        What became of the answer, and of the closing.
    """
    published()
    for _ in range(12):
        submit("1")
    fates = {}

    def run(name, act):
        with app.app_context():
            try:
                fates[name] = act()
            except NotOpen as refusal:
                fates[name] = refusal

    def thread(name, act):
        started = threading.Thread(target=run, args=(name, act), name=name)
        started.start()
        return started

    is_late = lambda: threading.current_thread().name == "late"  # noqa: E731
    with paused(responses, "add_new", is_late) as (reached, go_on):
        late = thread("late", lambda: submit("2"))
        assert reached.wait(SECONDS)
        closer = thread("closer", close)
        closer.join(1)
        go_on.set()
        late.join(SECONDS)
        closer.join(SECONDS)
    return fates


def test_closing_waits_for_an_answer_under_way_and_counts_it(app):
    fates = closed_while_an_answer_is_under_way(app)
    assert fates["late"] is Outcome.SUBMITTED
    assert released().responses == len(stored()) == 13
    assert tallied() == recounted()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_without_the_lock_an_answer_would_land_after_the_closing_count(
    app, monkeypatch
):
    """On SQLite a transaction that writes is the lock, and cannot be taken away."""
    monkeypatch.setattr(waves, "hold", lambda *_, **__: None)
    fates = closed_while_an_answer_is_under_way(app)
    assert fates["late"] is Outcome.SUBMITTED
    assert (released().responses, len(stored())) == (12, 13)


def test_an_answer_that_comes_while_the_poll_closes_is_refused(app):
    published()
    for _ in range(12):
        submit("1")
    fates = {}

    def run(name, act):
        with app.app_context():
            try:
                fates[name] = act()
            except NotOpen as refusal:
                fates[name] = refusal

    is_closer = lambda: threading.current_thread().name == "closer"  # noqa: E731
    with paused(releases, "put", is_closer) as (reached, go_on):
        closer = threading.Thread(target=run, args=("closer", close), name="closer")
        closer.start()
        assert reached.wait(SECONDS)
        late = threading.Thread(target=run, args=("late", lambda: submit("2")))
        late.start()
        late.join(1)
        go_on.set()
        closer.join(SECONDS)
        late.join(SECONDS)
    assert isinstance(fates["late"], NotOpen)
    assert released().responses == len(stored()) == 12


def test_nothing_lands_after_the_closing_count_however_they_meet(app):
    published()
    for _ in range(10):
        submit("1")
    acts = [lambda code=str(n % 4): submit(code) for n in range(30)]
    outcomes = at_once(app, *acts[:15], close, *acts[15:])
    taken = outcomes.count(Outcome.SUBMITTED)
    assert sum(isinstance(o, NotOpen) for o in outcomes) == 30 - taken
    assert released().responses == len(stored()) == 10 + taken
    assert tallied() == recounted()


def test_two_machines_that_look_what_is_due_close_a_poll_once(app):
    published(schedule=Schedule(closes=local(2026, 11, 30)))
    for _ in range(10):
        submit("1")
    due = utc(2026, 12, 1)
    reports = at_once(app, *[lambda: lifecycle.run_due(now=due)] * 6)
    assert sum(len(report.closed) for report in reports) == 1
    assert released().responses == 10
