"""Ballots in forms, cookies and addresses: ours, for one poll, and for a while."""

import base64
from datetime import timedelta

import pytest
from flask import Request, Response
from werkzeug.test import EnvironBuilder

from pollsvc.config import Settings
from pollsvc.domain.ballots import Ballot, ballot_for, new_secret
from pollsvc.domain.errors import BallotExpired, BallotRefused
from pollsvc.domain.keys import KeyRing
from pollsvc.domain.responses import Outcome
from pollsvc.installation import Installation
from pollsvc.web.ballots import (
    FORM_LIFE,
    THANKS_LIFE,
    FormToken,
    Held,
    Thanks,
    cookie_secret,
    open_thanks,
    read_token,
    seal_thanks,
    set_cookie,
    token_for_visitor,
    write_token,
)
from tests.factories import utc

NOW = utc(2026, 11, 22, 12)
POLL, OTHER_POLL = "a" * 32, "b" * 32
TOKEN = FormToken(Held.BROWSER_SECRET, bytes(range(16)))
THANKS = Thanks(Ballot(bytes(range(16))), Outcome.SUBMITTED)


def installation(secret=b"s" * 32, public_url="http://localhost"):
    settings = Settings(public_url=public_url)
    return Installation(settings=settings, keys=KeyRing((secret,)))


HERE = installation()
ELSEWHERE = installation(b"t" * 32)
SECURE = installation(public_url="https://polls.example.org")


def written(token=TOKEN, poll=POLL):
    return write_token(token, poll, here=HERE, now=NOW)


def read(text, poll=POLL, *, here=HERE, after=timedelta(0)):
    return read_token(text, poll, here=here, now=NOW + after)


def sealed(poll=POLL):
    return seal_thanks(THANKS, poll, here=HERE, now=NOW)


def opened(text, poll=POLL, *, here=HERE, after=timedelta(0)):
    return open_thanks(text, poll, here=here, now=NOW + after)


@pytest.mark.parametrize("held", Held)
def test_a_form_brings_back_the_token_it_was_given(held):
    token = FormToken(held, new_secret())
    assert read(written(token)) == token


@pytest.mark.parametrize(
    ("after", "good"),
    [
        (timedelta(0), True),
        (timedelta(days=6), True),
        (FORM_LIFE, True),
        (FORM_LIFE + timedelta(seconds=1), False),
        (timedelta(days=400), False),
    ],
)
def test_a_form_is_good_for_a_week(after, good):
    if good:
        assert read(written(), after=after) == TOKEN
        return
    with pytest.raises(BallotExpired):
        read(written(), after=after)


def changed(text):
    """The text with each of its bytes changed by one bit, one after the other."""
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    for at in range(len(raw)):
        other = bytearray(raw)
        other[at] ^= 1
        yield base64.urlsafe_b64encode(bytes(other)).decode().rstrip("=")


def test_a_token_changed_anywhere_is_refused():
    forged = list(changed(written()))
    assert len(forged) == 38
    for text in forged:
        with pytest.raises(BallotRefused):
            read(text)


@pytest.mark.parametrize(
    "text",
    ["", "x", "=", "\u00e9", "\0", "A" * 51, "A" * 10_000, "a b", written()[:-2]],
)
def test_what_is_no_token_is_refused(text):
    with pytest.raises(BallotRefused):
        read(text)


def test_a_token_is_for_one_poll_and_one_instance():
    with pytest.raises(BallotRefused):
        read(written(), OTHER_POLL)
    with pytest.raises(BallotRefused):
        read(written(), here=ELSEWHERE)


def test_somebody_new_gets_a_browser_secret_and_somebody_known_a_ballot():
    new = token_for_visitor(None, POLL)
    assert new.held is Held.BROWSER_SECRET
    secret = new_secret()
    known = token_for_visitor(secret, POLL)
    assert known.held is Held.BALLOT
    assert known.ballot(POLL) == ballot_for(secret, POLL)
    assert known.secret != secret


def test_a_new_browsers_first_answer_has_the_ballot_it_will_have_ever_after():
    new = token_for_visitor(None, POLL)
    assert new.ballot(POLL) == token_for_visitor(new.secret, POLL).ballot(POLL)


def test_two_forms_for_somebody_new_hold_two_secrets():
    assert token_for_visitor(None, POLL) != token_for_visitor(None, POLL)


def test_thanks_are_opened_again():
    assert opened(sealed()) == THANKS


@pytest.mark.parametrize("outcome", Outcome)
def test_thanks_say_what_became_of_the_answer(outcome):
    thanks = Thanks(THANKS.ballot, outcome)
    text = seal_thanks(thanks, POLL, here=HERE, now=NOW)
    assert opened(text) == thanks


def test_thanks_are_for_minutes_for_one_poll_and_for_one_instance():
    assert opened(sealed(), after=THANKS_LIFE) == THANKS
    assert opened(sealed(), after=THANKS_LIFE + timedelta(seconds=1)) is None
    assert opened(sealed(), OTHER_POLL) is None
    assert opened(sealed(), here=ELSEWHERE) is None


def test_thanks_changed_anywhere_are_none():
    assert [opened(text) for text in changed(sealed())] == [None] * 58


@pytest.mark.parametrize("text", [None, "", "x", "\u00e9", "A" * 16, "A" * 9999, "="])
def test_what_is_no_thanks_is_none(text):
    assert opened(text) is None


def test_sealed_thanks_show_nothing_of_the_ballot_and_are_never_the_same():
    one, other = sealed(), sealed()
    assert one != other
    raw = base64.urlsafe_b64decode(one + "=" * (-len(one) % 4))
    assert THANKS.ballot.secret not in raw
    assert Outcome.SUBMITTED.encode() not in raw


def cookie_set(here):
    response = Response()
    set_cookie(response, TOKEN.secret, here)
    return response.headers["Set-Cookie"]


def request_with(cookie):
    return Request(EnvironBuilder(headers={"Cookie": cookie}).get_environ())


def test_over_https_the_cookie_is_for_this_host_and_this_frame_alone():
    parts = set(cookie_set(SECURE).split("; "))
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=None", "Partitioned"} <= parts
    assert not any(part.startswith("Domain") for part in parts)
    assert cookie_set(SECURE).startswith("__Host-ballots=")


def test_over_http_the_cookie_is_plain_so_that_every_browser_keeps_it():
    parts = set(cookie_set(HERE).split("; "))
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= parts
    assert parts.isdisjoint({"Secure", "Partitioned"})
    assert cookie_set(HERE).startswith("ballots=")


@pytest.mark.parametrize("here", [HERE, SECURE], ids=["http", "https"])
def test_the_cookie_brings_back_the_secret(here):
    pair = cookie_set(here).partition(";")[0]
    assert cookie_secret(request_with(pair), here) == TOKEN.secret


@pytest.mark.parametrize("value", ["", "x", "A" * 21, "A" * 23, "%00", "!" * 22])
def test_a_cookie_of_another_shape_is_nobodys(value):
    assert cookie_secret(request_with(f"ballots={value}"), HERE) is None
