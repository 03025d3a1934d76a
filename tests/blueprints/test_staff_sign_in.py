"""Staff coming and going, through the pages' own forms."""

import pytest
import time_machine

from pollsvc.domain.staff import SESSION_LIFE, SIGN_IN_LINK_LIFE
from pollsvc.services import accounts
from tests.conftest import created
from tests.factories import utc
from tests.staff import ADDRESS, PASSWORD, Member, one_time_link, sign_in, signed_in

NOW = utc(2026, 11, 23, 12)
WRONG = "The e-mail address and password do not belong together."


@pytest.fixture
def stranger(app):
    return Member(app.test_client())


def test_a_one_time_link_leads_through_a_password_to_the_dashboard(app, stranger):
    stranger.open(one_time_link(app))
    assert stranger.heading == "Choose your password"
    assert '<meta name="referrer" content="no-referrer">' in stranger.html
    assert stranger.headers["Cache-Control"] == "no-store"
    stranger.press("Set password and sign in", password=PASSWORD)
    assert (stranger.path, stranger.passed) == ("/staff/", [303])
    assert "Your password is set" in stranger.said


def test_a_used_link_says_so_and_lets_nobody_in(app, stranger):
    link = one_time_link(app)
    Member(app.test_client()).open(link).press(
        "Set password and sign in", password=PASSWORD
    )
    stranger.open(link)
    assert stranger.status == 410
    assert stranger.heading == "This link no longer works"


def test_a_link_is_too_old_after_a_day(app, stranger):
    with time_machine.travel(NOW, tick=False):
        link = one_time_link(app)
    with time_machine.travel(NOW + SIGN_IN_LINK_LIFE, tick=False):
        assert stranger.open(link).status == 410


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("short", "Use at least 10 characters."),
        ("x" * 201, "Use at most 200 characters."),
        (ADDRESS, "Use something other than your e-mail address."),
        ("password123", "This is one of the first passwords anyone would guess."),
    ],
)
def test_a_weak_password_is_refused_with_a_reason(app, stranger, password, problem):
    stranger.open(one_time_link(app))
    stranger.press("Set password and sign in", password=password)
    assert stranger.status == 422
    assert stranger.problems[0].startswith(problem)
    assert "<title>Error: " in stranger.html
    assert password not in stranger.html or password == ADDRESS
    stranger.press("Set password and sign in", password=PASSWORD)
    assert stranger.path == "/staff/"


def test_the_first_administrator_puts_in_an_address_of_their_own(app, stranger):
    stranger.open(one_time_link(app, "admin@localhost"))
    stranger.press("Set password and sign in", email="nonsense", password=PASSWORD)
    assert stranger.status == 422
    assert "not an e-mail address" in stranger.problems[0]
    stranger.press("Set password and sign in", email=ADDRESS, password=PASSWORD)
    stranger.press("Sign out")
    assert sign_in(stranger).path == "/staff/"


def test_staff_pages_ask_for_a_sign_in_and_lead_back(app, stranger):
    signed_in(app)
    stranger.open("/staff/sign-ins?x=1")
    assert (stranger.heading, stranger.passed) == ("Staff sign-in", [303])
    assert sign_in(stranger).path == "/staff/sign-ins?x=1"


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "\\\\evil.example",
        "evil",
    ],
)
def test_nobody_is_led_elsewhere_after_signing_in(app, target):
    signed_in(app)
    client = app.test_client()
    page = Member(client)
    page.open("/staff/sign-in")
    token = page.fields_of("main form")["csrf_token"]
    given = {"email": ADDRESS, "password": PASSWORD, "next": target}
    answer = client.post("/staff/sign-in", data={"csrf_token": token, **given})
    assert (answer.status_code, answer.location) == (303, "/staff/")


@pytest.mark.parametrize(
    ("email", "password"),
    [(ADDRESS, "wrong"), ("nobody@example.org", PASSWORD), ("\x00", "\x00"), ("", "")],
)
def test_a_failure_says_the_same_and_keeps_the_address(app, stranger, email, password):
    signed_in(app)
    sign_in(stranger, email, password)
    assert stranger.status == 422
    assert stranger.problems == [WRONG]
    assert f'value="{email}"' in stranger.html
    assert PASSWORD not in stranger.html


def test_the_cookie_is_new_after_signing_in_and_dead_after_signing_out(app):
    client = app.test_client()
    member = Member(client)
    signed_in(app)
    member.open("/staff/sign-in")
    before = client.get_cookie("staff").value
    sign_in(member)
    after = client.get_cookie("staff")
    assert after.value != before
    assert after.http_only
    assert after.same_site == "Lax"
    member.press("Sign out")
    client.set_cookie("staff", after.value)
    assert member.open("/staff/").heading == "Staff sign-in"


def test_a_cookie_from_before_signing_in_is_not_signed_in(app):
    client = app.test_client()
    member = Member(client)
    signed_in(app)
    member.open("/staff/sign-in")
    before = client.get_cookie("staff").value
    sign_in(member)
    client.set_cookie("staff", before)
    assert member.open("/staff/").heading == "Staff sign-in"


def test_a_revoked_sign_in_dies_at_once(app):
    here = signed_in(app)
    there = sign_in(Member(app.test_client()))
    assert there.path == "/staff/"
    here.open("/staff/sign-ins")
    here.press("End this sign-in")
    assert "That sign-in has ended." in here.said
    assert there.open("/staff/").heading == "Staff sign-in"
    assert here.open("/staff/").heading == "Polls"


def test_all_other_sign_ins_end_at_one_press(app):
    here = signed_in(app)
    others = [sign_in(Member(app.test_client())) for _ in range(2)]
    here.open("/staff/sign-ins").press("End all others")
    assert {other.open("/staff/").heading for other in others} == {"Staff sign-in"}
    assert "End all others" not in here.buttons()


def test_a_disabled_member_is_out_at_once(app):
    member = signed_in(app)
    with app.app_context():
        accounts.disable(email=ADDRESS, actor="command line", now=NOW)
    assert member.open("/staff/").heading == "Staff sign-in"
    assert sign_in(member).problems == [WRONG]


def test_a_sign_in_ends_after_two_weeks(app):
    with time_machine.travel(NOW, tick=False):
        member = signed_in(app)
    with time_machine.travel(NOW + SESSION_LIFE, tick=False):
        assert member.open("/staff/").heading == "Staff sign-in"


@pytest.mark.parametrize(
    "path",
    [
        "/staff/sign-out",
        "/staff/sign-ins/revoke-others",
        "/staff/polls/none/open",
        "/staff/polls/none/close",
        "/staff/polls/none/undo",
        "/staff/polls/none/archive",
    ],
)
def test_a_form_without_its_token_is_refused(app, path):
    member = signed_in(app)
    assert member.client.post(path).status_code == 400
    assert member.open("/staff/").heading == "Polls"


def test_signing_in_without_the_token_keeps_the_address(app, stranger):
    signed_in(app)
    answer = stranger.client.post(
        "/staff/sign-in", data={"email": ADDRESS, "password": PASSWORD}
    )
    assert answer.status_code == 422
    assert ADDRESS in answer.text
    assert stranger.open("/staff/").heading == "Staff sign-in"


def test_over_https_the_cookie_stays_on_this_host(settings):
    secure = settings.model_copy(update={"public_url": "https://polls.example.org"})
    with created(secure) as app:
        answer = app.test_client().get(
            "/staff/sign-in", base_url="https://polls.example.org"
        )
        cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-staff=")
    for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert word in cookie
    assert "Domain" not in cookie


def test_who_is_signed_in_is_not_asked_again(app):
    member = signed_in(app)
    member.open("/staff/sign-in")
    assert (member.path, member.passed) == ("/staff/", [303])
