"""Past what a network may send freely: worked for, looked at, or waited for."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from pollsvc.domain.asides import Aside
from pollsvc.domain.release_policies import ReleasePolicy
from pollsvc.services import recounting
from pollsvc.storage import polls, responses, waves
from pollsvc.storage.session import reading
from pollsvc.web import proofs
from tests.factories import SLUG
from tests.page import Browser, InProcess
from tests.publishing import close
from tests.working import challenge_on, sent_with, solved, worked

POLL, FRAME = f"/p/{SLUG}", f"/e/{SLUG}"
ADDRESS = "203.0.113.77"
COUNTED = "Thank you. Your answer is counted."
KEPT = "Thank you. Your answer is kept, and not counted yet."
TOO_MANY = "Too many answers from your network"
LOOK_AT_IT = "Send it now to be looked at"
NOT_PASSED = "did not pass our check"

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def clock():
    """Stops the clock early in a minute: limits are counted by the minute."""
    early = datetime.now(UTC).replace(second=5) + timedelta(hours=1)
    with time_machine.travel(early, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def easy(monkeypatch):
    """Work that is done at once."""
    monkeypatch.setattr(proofs, "ROUNDS", 1)


@pytest.fixture(params=["memory", "redis"])
def redis_url(request):
    """Where is counted."""
    if request.param == "redis":
        return request.getfixturevalue("redis_server")
    return None


@pytest.fixture
def make(make_app, open_poll, redis_url):
    """Makes an application with one open poll."""

    def make(limit="2/minute", **given):
        settings = {"public_url": "http://localhost", "answer_limit": limit}
        return open_poll(make_app(**settings, redis_url=redis_url, **given))

    return make


@pytest.fixture
def app(make):
    return make()


counted_in_memory = pytest.mark.parametrize("redis_url", ["memory"], indirect=True)
"""Where a Redis counts, it goes by its own clock."""


def somebody(app, address=ADDRESS, **headers):
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return Browser(InProcess(app, address=address), headers=sent)


def answer(app, code="1", poll=POLL, **given):
    """The page that somebody new gets for an answer."""
    return somebody(app, **given).open(poll).press("Submit answer", visits=code)


def past(app, **given):
    """The page of somebody whose network has sent all that it may send freely."""
    while (page := answer(app, **given)).status == 200:
        pass
    return page


def stored(app):
    """Each stored response's answer with why it was set aside, in no order."""
    with app.app_context():
        recounting.recount(slug=SLUG)
        with reading() as connection:
            (wave,) = waves.of_poll(connection, polls.with_slug(connection, SLUG).id)
            found = responses.stream(connection, [wave.id])
            return sorted(((r.answers["visits"], r.aside) for r in found), key=str)


def set_aside(app):
    return [(code, aside) for code, aside in stored(app) if aside]


def test_who_does_the_work_is_counted(app):
    page = past(app)
    assert (page.status, page.heading) == (429, TOO_MANY)
    assert int(page.header("Retry-After")) > 0
    assert worked(page).heading == COUNTED
    assert [aside for _, aside in stored(app)] == [None] * 3


def test_in_a_frame_too(app):
    assert worked(past(app, poll=FRAME)).heading == COUNTED


def test_within_the_allowance_nobody_is_asked_for_anything(app):
    page = answer(app)
    assert page.status == 200
    assert challenge_on(page) is None


def test_three_hundred_of_one_hospital_are_counted(make):
    app = make("30/hour", trusted_proxies=1)
    for number in range(300):
        page = answer(
            app, address=None, X_Forwarded_For=f"192.0.2.{number % 250}, {ADDRESS}"
        )
        assert page.status == (200 if number < 30 else 429)
        if page.status == 429:
            assert worked(page).heading == COUNTED
    assert len(stored(app)) == 300
    waiting = answer(app, address=None, X_Forwarded_For=ADDRESS)
    assert waiting.status == 429
    assert challenge_on(waiting) is None
    assert LOOK_AT_IT not in waiting.buttons()


def test_past_ten_times_the_allowance_even_work_does_not_help(app):
    page = past(app)
    proof = solved(challenge_on(page))
    for _ in range(18):
        assert worked(past(app)).heading == COUNTED
    again = sent_with(page, proof)
    assert (again.status, len(stored(app))) == (429, 20)
    assert challenge_on(again) is None
    assert "Once" in again.text
    assert "Try again at" in again.text


@counted_in_memory
def test_after_the_wait_the_answer_is_taken_without_work(app, clock):
    page = past(app)
    clock.shift(timedelta(seconds=int(page.header("Retry-After"))))
    assert page.press("Submit my answer").heading == COUNTED


def test_asking_uses_nothing_up(app):
    page = past(app)
    for _ in range(100):
        page = page.press("Submit my answer")
        assert page.status == 429
    for _ in range(18):
        assert worked(past(app)).heading == COUNTED


def twenty_ballots_with_one_proof(app):
    """How many of twenty people are counted who send the proof of one of them."""
    people = [past(app) for _ in range(20)]
    proof = solved(challenge_on(people[7]))
    return [n for n, page in enumerate(people) if sent_with(page, proof).status == 200]


def test_one_proof_is_good_for_one_ballot(make):
    assert twenty_ballots_with_one_proof(make("30/minute")) == [7]


def test_a_proof_not_bound_to_its_ballot_would_be_good_for_all(make, monkeypatch):
    monkeypatch.setattr(proofs, "_purpose", lambda *_: {"for": "answer"})
    assert twenty_ballots_with_one_proof(make("30/minute")) == [*range(20)]


def test_a_proof_sent_again_is_the_same_answer_again(app):
    page = past(app)
    proof = solved(challenge_on(page))
    pages = [sent_with(page, proof) for _ in range(10)]
    assert {p.heading for p in pages} == {
        COUNTED,
        "Thank you. Your answer was already counted.",
    }
    assert len(stored(app)) == 3


@pytest.mark.parametrize("proof", ["junk", "{}", "A" * 40_000, "é", "\0"])
def test_what_is_no_proof_is_said_to_be_none_and_the_answer_kept(app, proof):
    page = past(app)
    again = sent_with(page, proof)
    assert (again.status, again.heading) == (429, TOO_MANY)
    assert NOT_PASSED in again.text
    assert challenge_on(again) not in {None, challenge_on(page)}
    assert "Once" in again.text
    assert worked(again).heading == COUNTED


def test_a_proof_that_is_too_old_is_asked_for_again(make, clock):
    app = make("2/day")
    page = past(app)
    proof = solved(challenge_on(page))
    clock.shift(timedelta(minutes=21))
    again = sent_with(page, proof)
    assert (again.status, NOT_PASSED in again.text) == (429, True)
    assert worked(again).heading == COUNTED


def test_another_polls_proof_is_none(app, open_poll):
    open_poll(app, slug="another")
    elsewhere = past(app, poll="/p/another")
    again = sent_with(past(app), solved(challenge_on(elsewhere)))
    assert (again.status, NOT_PASSED in again.text) == (429, True)


def test_without_script_an_answer_can_be_sent_to_be_looked_at(app):
    thanks = past(app).press(LOOK_AT_IT)
    assert thanks.heading == KEPT
    assert "decide whether it is counted" in thanks.text
    assert thanks.receipt
    assert set_aside(app) == [("1", Aside.BURST)]


def test_what_came_with_a_failed_proof_is_told_apart(app):
    sent_with(past(app), "junk").press(LOOK_AT_IT)
    assert set_aside(app) == [("1", Aside.WORK_FAILED)]


def test_answers_set_aside_have_no_more_room_than_those_worked_for(app):
    for _ in range(18):
        assert past(app).press(LOOK_AT_IT).heading == KEPT
    assert challenge_on(past(app)) is None
    assert len(set_aside(app)) == 18


@counted_in_memory
def test_what_was_set_aside_can_be_changed_and_taken_back_with_its_receipt(app, clock):
    thanks = past(app).press(LOOK_AT_IT)
    clock.shift(timedelta(hours=2))
    changed = thanks.press("Change my answer").press("Change my answer", visits="2")
    assert changed.heading == "Thank you. Your new answer is kept, and not counted yet."
    assert set_aside(app) == [("2", Aside.BURST)]
    clock.shift(timedelta(hours=2))
    changed.press("Take back my answer").press("Take back my answer")
    assert set_aside(app) == []


def test_the_wish_to_change_and_the_proof_go_with_the_answer(app):
    """Somebody with an answer sends another, past the allowance."""
    browser = somebody(app)
    browser.keeps_cookies = False
    form = browser.open(POLL)
    form.press("Submit answer", visits="1")
    past(app)
    action, fields = form.form("Submit answer", visits="2")
    asked = worked(browser.send(action, fields))
    assert asked.heading == "Change your answer?"
    assert asked.press("Count my new answer").heading.endswith("new answer is counted.")
    assert ("2", None) in stored(app)


def test_a_closed_poll_says_so_before_it_asks_for_anything(app):
    page = past(app)
    with app.app_context():
        close(now=datetime.now(UTC))
    assert page.press("Submit my answer").status == 410


@pytest.mark.parametrize("release", ReleasePolicy)
def test_no_proof_is_looked_at_within_the_allowance(make_app, open_poll, release):
    app = open_poll(make_app(public_url="http://localhost"), release=release)
    action, fields = somebody(app).open(POLL).form("Submit answer", visits="1")
    page = somebody(app).send(action, [*fields, ("_work", "junk"), ("_aside", "yes")])
    assert page.heading == COUNTED
    assert set_aside(app) == []


def test_a_household_cannot_leave_its_network_by_another_address(app):
    for number in range(2):
        assert answer(app, address=f"2001:db8:1:2::{number:x}").status == 200
    assert answer(app, address="2001:db8:1:2:ffff:ffff:ffff:ffff").status == 429


def test_nor_by_another_of_its_networks_more_than_ten_times(app):
    taken = 0
    for number in range(30):
        page = answer(app, address=f"2001:db8:1:{number:x}::1")
        taken += page.status == 200
    assert taken == 20
    assert answer(app, address="2001:db8:2:1::1").status == 200
