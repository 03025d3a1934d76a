"""How often a password may be tried: by network and account, before it is looked at."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine

from pollsvc.blueprints.accounts.forms import ACCOUNT_TRIES
from tests.factories import utc
from tests.staff import ADDRESS, PASSWORD, Member, one_time_link, sign_in, signed_in

NOW = utc(2026, 11, 23, 12)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def clock():
    """Stops the clock early in a minute: limits are counted by the minute."""
    with time_machine.travel(NOW + timedelta(seconds=5), tick=False):
        yield


@pytest.fixture
def stranger(app):
    return Member(app.test_client())


def test_too_many_failures_wait_and_success_costs_nothing(app, stranger):
    signed_in(app)
    for _ in range(8):
        sign_in(stranger)
        stranger.press("Sign out")
    for _ in range(5):
        assert sign_in(stranger, password="wrong").status == 422
    sign_in(stranger)
    assert stranger.status == 429
    assert int(stranger.headers["Retry-After"]) > 0
    assert "Please try again" in stranger.problems[0]
    assert ADDRESS in stranger.html


def from_network(app, number):
    return at(app, f"203.0.113.{number}")


def at(app, address):
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return Member(client)


def test_nobody_keeps_a_colleague_out_from_another_network(app, stranger):
    signed_in(app)
    for number in range(6):
        elsewhere = from_network(app, number)
        for _ in range(5):
            assert sign_in(elsewhere, password="wrong").status == 422
        assert sign_in(elsewhere, password="wrong").status == 429
    assert sign_in(stranger).path == "/staff/"


def test_one_network_cannot_go_through_all_accounts(stranger):
    statuses = [
        sign_in(stranger, f"{number}@example.org", "wrong").status
        for number in range(21)
    ]
    assert statuses == [422] * 20 + [429]


def test_a_network_that_goes_on_and_on_keeps_nobody_out(app, stranger):
    """What it is refused is not counted for the account: it alone would fill that."""
    signed_in(app)
    tired = from_network(app, 1)
    for minute in range(0, 60, 3):
        with time_machine.travel(NOW + timedelta(minutes=minute), tick=False):
            statuses = [sign_in(tired, password="wrong").status for _ in range(6)]
            assert statuses[-1] == 429
    with time_machine.travel(NOW + timedelta(minutes=60), tick=False):
        assert sign_in(stranger).path == "/staff/"


@on_sqlite
def test_of_an_account_so_many_guesses_are_tried_an_hour_from_all_networks(
    app, stranger, verifications
):
    signed_in(app)
    for number in range(ACCOUNT_TRIES // 5):
        elsewhere = from_network(app, number)
        for _ in range(5):
            assert sign_in(elsewhere, password="wrong").status == 422
    assert len(verifications) == ACCOUNT_TRIES
    assert sign_in(from_network(app, 200), password="wrong").status == 429
    assert sign_in(stranger).status == 429
    # Of another account nothing is taken, and a one-time link lets its holder in.
    assert sign_in(stranger, "other@example.org", "wrong").status == 422
    stranger.open(one_time_link(app))
    stranger.press("Set password and sign in", password=PASSWORD)
    assert stranger.path == "/staff/"
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        assert sign_in(from_network(app, 201)).path == "/staff/"


@on_sqlite
def test_a_household_of_ipv6_has_no_more_than_ten_networks(app):
    statuses = [
        post_stale(app, f"2001:db8:7:{network:x}::1", f"{network}-{n}@example.org")
        for network in range(11)
        for n in range(20)
    ]
    assert statuses == [422] * 200 + [429] * 20
    assert post_stale(app, "2001:db8:8::1", ADDRESS) == 422


def post_stale(app, address, email):
    """The status of a try that is counted, but of whose password nothing is seen."""
    sent = {"email": email, "password": "x", "csrf_token": "stale"}
    return at(app, address).client.post("/staff/sign-in", data=sent).status_code


def test_of_tries_sent_at_once_five_reach_the_password(app, verifications):
    signed_in(app)
    people = [Member(app.test_client()).open("/staff/sign-in") for _ in range(40)]
    with ThreadPoolExecutor(40) as pool:
        tried = [*pool.map(lambda member: sign_in(member, password="wrong"), people)]
    assert len(verifications) == 5
    assert Counter(member.status for member in tried) == {422: 5, 429: 35}


def test_after_the_wait_the_right_password_works(app, stranger):
    signed_in(app)
    with time_machine.travel(NOW, tick=False):
        for _ in range(6):
            sign_in(stranger, password="wrong")
        assert stranger.status == 429
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        assert sign_in(stranger).path == "/staff/"


def test_a_link_tried_too_often_says_when_to_come_back(app, stranger):
    link = one_time_link(app)
    for _ in range(6):
        stranger.open(link)
        stranger.press("Set password and sign in", password="short")
    assert (stranger.status, stranger.heading) == (429, "Too many tries")
    assert int(stranger.headers["Retry-After"]) > 0
    assert "Please try again" in stranger.text
