"""Decisions about answers set aside, while others answer and somebody closes."""

import threading

import pytest

from pollsvc.domain.asides import Aside
from pollsvc.domain.release_policies import ReleasePolicy
from pollsvc.domain.responses import Outcome
from pollsvc.storage import responses, waves
from tests.counting import recounted, released, stored, tallied
from tests.flooding import agrees, decide, flooded
from tests.publishing import close, submit
from tests.services.test_races import SECONDS, at_once, paused

LIVE = ReleasePolicy.LIVE
RESPONSES = ("", "responses")


def test_a_decision_among_a_crowd_leaves_every_count_right(app):
    flooded(release=LIVE)
    reasons = [None, Aside.BURST] * 20
    people = [lambda why=why: submit("1", aside=why) for why in reasons]
    deciders = [lambda c=c: decide(counted=c) for c in (True, False, True)]
    outcomes = at_once(app, *people[:20], *deciders, *people[20:])
    assert {type(o) for o in outcomes} == {Outcome, int}
    assert len(stored()) == 25 + 40
    agrees()
    assert released().responses == tallied()[RESPONSES]


def test_a_decision_and_the_closing_meet(app):
    flooded()
    outcomes = at_once(app, lambda: decide(counted=True), close)
    assert not [o for o in outcomes if isinstance(o, Exception)]
    agrees()
    shown = released()
    assert (shown.responses, shown.aside_counted) == (25, True)


def with_an_answer_under_way_while_somebody_decides(app):
    """What became of both, the answer having looked the poll up before."""
    flooded(release=LIVE)
    fates = {}

    def run(name, act):
        with app.app_context():
            fates[name] = act()

    def thread(name, act):
        started = threading.Thread(target=run, args=(name, act), name=name)
        started.start()
        return started

    is_late = lambda: threading.current_thread().name == "late"  # noqa: E731
    with paused(responses, "add_new", is_late) as (reached, go_on):
        late = thread("late", lambda: submit("2", aside=Aside.BURST))
        assert reached.wait(SECONDS)
        decider = thread("decider", lambda: decide(counted=True))
        decider.join(1)
        go_on.set()
        late.join(SECONDS)
        decider.join(SECONDS)
    return fates


def test_a_decision_waits_for_an_answer_under_way_and_counts_it(app):
    fates = with_an_answer_under_way_while_somebody_decides(app)
    assert fates == {"late": Outcome.SET_ASIDE, "decider": 14}
    agrees()
    assert tallied()[RESPONSES] == 26


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_without_the_lock_the_counts_would_be_wrong(app, monkeypatch):
    """On SQLite a transaction that writes is the lock, and cannot be taken away."""
    monkeypatch.setattr(waves, "holding", lambda *_, **__: [])
    with_an_answer_under_way_while_somebody_decides(app)
    assert recounted() != tallied()
