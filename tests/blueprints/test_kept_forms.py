"""A form that met the end of a sign-in: carried on by who sent it, and nobody else."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine

from pollsvc.web.kept_forms import KEPT_LIFE
from tests.factories import utc
from tests.staff import ADDRESS, PASSWORD, Member, sign_in, signed_in

NOW = utc(2026, 11, 23, 12)


@pytest.fixture
def stranger(app):
    return Member(app.test_client())


def closing(app):
    """The sign-in page of somebody whose sign-in ended before they closed a poll."""
    member = Member(app.test_client()).open("/staff/sign-in")
    token = member.fields_of("main form")["csrf_token"]
    sent = {"csrf_token": token, "sure": "yes"}
    answer = member.client.post("/staff/polls/sleep/close", data=sent)
    assert answer.status_code == 401
    member.html = answer.text
    return member


def test_nothing_but_where_to_go_is_read_from_the_address(app, stranger):
    signed_in(app)
    kept = '{"to":"/staff/polls/x/close","fields":[]}'
    query = urlencode({"kept": kept, "email": "planted@example.org", "next": "/staff/"})
    stranger.open(f"/staff/sign-in?{query}")
    assert "/close" not in stranger.html
    assert "planted" not in stranger.html
    assert stranger.fields_of("main form")["next"] == "/staff/"
    assert sign_in(stranger).path == "/staff/"
    assert stranger.heading == "Polls"


def test_before_carrying_on_the_page_says_what_will_be_done(app):
    signed_in(app)
    member = sign_in(closing(app))
    assert member.heading == "You are signed in again"
    assert "Close the poll for good: sleep" in member.text
    assert member.fields_of("main form")["sure"] == "yes"


@pytest.mark.parametrize(
    "kept",
    [
        '{"to":"/staff/polls/x/close","fields":[]}',
        "nonsense",
        "é",
        "AAAA",
        "A" * 200,
    ],
)
def test_a_forged_kept_form_is_refused_kindly(app, stranger, kept):
    signed_in(app)
    stranger.open("/staff/sign-in")
    for member in (stranger, closing(app)):
        token = member.fields_of("main form")["csrf_token"]
        given = {"email": ADDRESS, "password": PASSWORD, "kept": kept}
        sent = {"csrf_token": token, **given}
        answer = member.client.post("/staff/sign-in", data=sent)
        assert (answer.status_code, answer.location) == (303, "/staff/")
        assert "could not be kept" in member.open("/staff/").said


def test_a_form_kept_for_one_browser_is_nothing_to_another(app):
    signed_in(app)
    planted = closing(app).fields_of("main form")["kept"]
    victim = closing(app)
    sign_in_form = victim.fields_of("main form") | {"kept": planted}
    given = sign_in_form | {"email": ADDRESS, "password": PASSWORD}
    answer = victim.client.post("/staff/sign-in", data=given)
    assert answer.location == "/staff/"
    assert "could not be kept" in victim.open("/staff/").said


def test_a_kept_form_waits_for_a_day(app):
    with time_machine.travel(NOW, tick=False):
        signed_in(app)
        early, late = closing(app), closing(app)
    with time_machine.travel(NOW + KEPT_LIFE, tick=False):
        assert sign_in(early).heading == "You are signed in again"
    with time_machine.travel(NOW + KEPT_LIFE + timedelta(seconds=1), tick=False):
        assert sign_in(late).path == "/staff/"
        assert "could not be kept" in late.said


def test_a_second_tab_carries_on_after_the_first_has_signed_in(app):
    signed_in(app)
    first = closing(app)
    second = Member(first.client, path="/staff/sign-in", html=first.html)
    assert sign_in(first).heading == "You are signed in again"
    sign_in(second)
    assert second.status == 422
    assert sign_in(second).heading == "You are signed in again"
