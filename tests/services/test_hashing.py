"""What it costs to try a password, and that passwords of old come to cost as much."""

import re

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from pollsvc.domain.errors import SignInRefused
from pollsvc.services import accounts
from pollsvc.storage.session import reading
from tests.publishing import NOW
from tests.staff import ADDRESS, PASSWORD, hashed, one_time_link

LEAST_KIB, LEAST_ROUNDS = 19 * 1024, 2
"""What OWASP's password storage cheat sheet asks of Argon2id, with one lane."""
HASH = re.compile(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$")


def redeem(app):
    token = one_time_link(app, now=NOW).rpartition("/")[2]
    return accounts.redeem(token=token, password=PASSWORD, now=NOW)


def sign_in(email=ADDRESS, password=PASSWORD):
    return accounts.sign_in(email=email, password=password, now=NOW)


def require_costly(stored):
    memory, rounds = map(int, HASH.match(stored).groups())
    assert memory >= LEAST_KIB
    assert rounds >= LEAST_ROUNDS


def kept():
    with reading() as connection:
        return connection.execute(text("SELECT password_hash FROM staff")).scalar_one()


def test_what_is_kept_of_a_password_is_costly_to_try(app):
    redeem(app)
    require_costly(kept())
    assert sign_in()


def test_whoever_names_an_unknown_address_waits_as_long(app, tried):
    redeem(app)
    with pytest.raises(SignInRefused):
        sign_in("nobody@example.org")
    (decoy,) = tried
    require_costly(decoy)


@pytest.fixture
def tried(monkeypatch):
    """The hashes that passwords are compared with."""
    compared, verify = [], PasswordHasher.verify

    def noted(hasher, password_hash, password):
        compared.append(password_hash)
        return verify(hasher, password_hash, password)

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    return compared


def test_a_password_hashed_long_ago_is_hashed_anew_at_the_next_sign_in(app):
    link = one_time_link(app, now=NOW).rpartition("/")[2]
    accounts._let_in(link, hashed(), address=ADDRESS, now=NOW)
    assert kept() == hashed()
    sign_in()
    require_costly(kept())
    assert sign_in()
