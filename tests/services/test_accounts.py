"""Letting staff in and out: one-time links, passwords, sign-ins."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from pollsvc.domain.errors import EmailRefused, PasswordRefused, SignInRefused
from pollsvc.domain.staff import SESSION_LIFE, SIGN_IN_LINK_LIFE, Role
from pollsvc.services import accounts
from pollsvc.storage.session import reading
from tests.publishing import NOW

ANA = "ana@example.org"
PASSWORD = "seven wet umbrellas"
MOMENT = timedelta(seconds=1)

pytestmark = pytest.mark.usefixtures("quick_passwords")


def invite(email=ANA, role=Role.EDITOR, now=NOW):
    return accounts.invite(email=email, role=role, actor="command line", now=now)


def redeem(token, password=PASSWORD, now=NOW, **given):
    return accounts.redeem(token=token, password=password, now=now, **given)


def sign_in(email=ANA, password=PASSWORD, now=NOW):
    return accounts.sign_in(email=email, password=password, now=now)


def session(token, now=NOW):
    return accounts.session_of(token=token, now=now)


def stored(table):
    with reading() as connection:
        return connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608


def test_a_one_time_link_sets_a_password_and_signs_in():
    assert accounts.first_sign_in_needed()
    member = session(redeem(invite())).member
    assert (member.email, member.role, member.has_password) == (ANA, Role.EDITOR, True)
    assert not accounts.first_sign_in_needed()
    assert session(sign_in()).member == member


def test_looking_at_a_link_does_not_use_it():
    token = invite()
    assert accounts.whom_link_admits(token=token, now=NOW).email == ANA
    assert accounts.first_sign_in_needed()
    redeem(token)


def test_a_link_works_once():
    token = invite()
    redeem(token)
    with pytest.raises(SignInRefused):
        redeem(token, password="another long password")
    assert stored("sign_in_link") == []


def test_a_link_works_for_24_hours():
    token = invite()
    late = NOW + SIGN_IN_LINK_LIFE
    with pytest.raises(SignInRefused):
        redeem(token, now=late)
    redeem(token, now=late - MOMENT)


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 43, "\x00", "é"])
def test_a_link_of_nobody_lets_nobody_in(token):
    invite()
    with pytest.raises(SignInRefused):
        accounts.whom_link_admits(token=token, now=NOW)


def test_using_one_link_ends_all_others_and_all_sign_ins():
    old = redeem(invite())
    first, second = invite(), invite()
    redeem(second, password="another long password")
    assert session(old) is None
    with pytest.raises(SignInRefused):
        redeem(first)
    with pytest.raises(SignInRefused):
        sign_in()


def test_a_refused_password_does_not_use_up_the_link():
    token = invite()
    with pytest.raises(PasswordRefused):
        redeem(token, password="short")
    redeem(token)


def test_the_first_address_can_be_exchanged_for_ones_own():
    token = invite(accounts.FIRST_EMAIL, Role.ADMIN)
    redeem(token, email=" Ana@Example.ORG ")
    assert session(sign_in()).member.role is Role.ADMIN


def test_nobody_takes_over_anothers_address():
    redeem(invite())
    token = invite(accounts.FIRST_EMAIL, Role.ADMIN)
    with pytest.raises(EmailRefused):
        redeem(token, email=ANA)
    assert session(sign_in()).member.role is Role.EDITOR


@pytest.mark.parametrize("email", ["", "ana", "a@b@c", "a b@c", "x" * 250 + "@b.org"])
def test_what_is_no_address_is_not_invited(email):
    with pytest.raises(EmailRefused):
        invite(email)


def test_secrets_are_not_in_the_database():
    link = invite()
    before = str(stored("sign_in_link"))
    token = redeem(link)
    kept = before + str(stored("staff")) + str(stored("staff_session"))
    assert link not in kept
    assert token not in kept
    assert PASSWORD not in kept
    assert "$argon2id$" in kept


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (ANA, "wrong password"),
        (ANA, ""),
        ("nobody@example.org", PASSWORD),
        ("invited@example.org", PASSWORD),
        ("disabled@example.org", PASSWORD),
        ("no address", PASSWORD),
        ("nul\x00@example.org", PASSWORD),
    ],
)
def test_whatever_is_wrong_the_refusal_is_the_same(email, password):
    redeem(invite())
    invite("invited@example.org")
    redeem(invite("disabled@example.org"))
    accounts.disable(email="disabled@example.org", actor=ANA, now=NOW)
    with pytest.raises(SignInRefused) as refusal:
        sign_in(email, password)
    assert str(refusal.value) == (
        "The e-mail address and password do not belong together."
    )


@pytest.mark.parametrize(
    "email", [ANA, "nobody@example.org", "invited@example.org", "no address"]
)
def test_an_unknown_address_costs_as_much_as_a_wrong_password(email, verifications):
    redeem(invite())
    invite("invited@example.org")
    with pytest.raises(SignInRefused):
        sign_in(email, "wrong password")
    assert verifications == ["wrong password"]


def test_addresses_have_no_case_and_passwords_one_spelling():
    redeem(invite("Ana@Example.org"), password="cafe\u0301 au lait fort")
    assert session(sign_in(" ANA@example.org", "caf\u00e9 au lait fort"))


def test_a_sign_in_ends_by_itself():
    token = redeem(invite())
    end = NOW + SESSION_LIFE
    assert session(token, now=end - MOMENT)
    assert session(token, now=end) is None


def test_signing_out_ends_this_sign_in_only():
    here, there = redeem(invite()), sign_in()
    accounts.sign_out(session=session(here), now=NOW)
    assert session(here) is None
    assert session(there)


def test_one_or_all_other_sign_ins_can_be_ended_at_once():
    first = redeem(invite())
    second, third, own = sign_in(), sign_in(), sign_in()
    me = session(own)
    assert len(accounts.list_sessions(session=me, now=NOW)) == 4
    assert accounts.revoke_session(session=me, session_id=session(second).id, now=NOW)
    assert session(second) is None
    assert accounts.revoke_other_sessions(session=me, now=NOW) == 2
    assert (session(first), session(third)) == (None, None)
    assert accounts.list_sessions(session=me, now=NOW) == (me,)


def test_nobody_ends_the_sign_in_of_somebody_else():
    mine, theirs = redeem(invite()), redeem(invite("ben@example.org"))
    other = session(theirs).id
    assert not accounts.revoke_session(session=session(mine), session_id=other, now=NOW)
    assert session(theirs)


def test_disabling_ends_sign_ins_and_links_at_once():
    token, link = redeem(invite()), invite()
    accounts.disable(email=ANA, actor="command line", now=NOW)
    assert session(token) is None
    with pytest.raises(SignInRefused):
        redeem(link)
    with pytest.raises(SignInRefused):
        sign_in()


def test_inviting_again_lets_a_disabled_member_back_in():
    redeem(invite())
    accounts.disable(email=ANA, actor="command line", now=NOW)
    assert session(redeem(invite(role=Role.ANALYST))).member.role is Role.ANALYST


def test_nobody_unknown_is_disabled():
    with pytest.raises(SignInRefused):
        accounts.disable(email="nobody@example.org", actor=ANA, now=NOW)


def test_what_is_over_is_erased_at_the_next_sign_in():
    redeem(invite())
    invite("ben@example.org")
    sign_in(now=NOW + SESSION_LIFE)
    assert len(stored("staff_session")) == 1
    assert stored("sign_in_link") == []


def test_coming_and_going_is_in_the_audit():
    token = redeem(invite())
    sign_in()
    accounts.sign_out(session=session(token), now=NOW)
    accounts.disable(email=ANA, actor="command line", now=NOW)
    assert [(row.actor, row.action) for row in stored("audit")] == [
        ("command line", "invite"),
        (ANA, "choose password"),
        (ANA, "sign in"),
        (ANA, "sign out"),
        ("command line", "disable"),
    ]
