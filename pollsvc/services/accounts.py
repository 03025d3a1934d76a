"""Letting staff in and out: one-time links, passwords, sign-ins."""

import hashlib
import secrets
import uuid
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from pollsvc.domain import passwords
from pollsvc.domain.addresses import email_address
from pollsvc.domain.errors import EmailRefused, PasswordRefused, SignInRefused
from pollsvc.domain.sentences import sentence
from pollsvc.domain.staff import (
    SESSION_LIFE,
    SIGN_IN_LINK_LIFE,
    Role,
    StaffEntry,
    StaffMember,
    StaffSession,
)
from pollsvc.storage import audit, staff
from pollsvc.storage.session import Connection, reading, transaction

TOKEN_BYTES = 32
FIRST_EMAIL = "admin@localhost"
"""Who the first one-time link is for, until that person says."""


_HASHER = PasswordHasher()
_REFUSED = sentence("The e-mail address and password do not belong together.")
_LINK_REFUSED = sentence("This link has been used or is too old. Ask for a new one.")


def invite(*, email: str, role: Role, actor: str, now: datetime) -> str:
    """Make a one-time link for a new or known staff member; return its secret.

    It serves who forgot a password too. Links given before keep working until one
    of them is used. Somebody who had been disabled is let in again.

    Raises:
        EmailRefused: That is no e-mail address.
    """
    address = email_address(email)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction() as connection:
        member = staff.put(connection, email=address, role=role, now=now)
        expires_at = now + SIGN_IN_LINK_LIFE
        staff.add_link(connection, member.id, _hash(token), expires_at=expires_at)
        _record(connection, actor, "invite", address, now)
    return token


def list_staff() -> tuple[StaffEntry, ...]:
    """Return every staff member, in the order of their addresses."""
    with reading() as connection:
        return tuple(staff.list_entries(connection))


def first_sign_in_needed() -> bool:
    """Return whether no staff member has chosen a password yet."""
    with reading() as connection:
        return not staff.anyone_has_password(connection)


def whom_link_admits(*, token: str, now: datetime) -> StaffMember:
    """Return the staff member that a one-time link is for, without using it.

    Raises:
        SignInRefused: The link has been used, is too old or was never ours.
    """
    with reading() as connection:
        return _holder(connection, token, now)


def redeem(
    *, token: str, password: str, now: datetime, email: str | None = None
) -> str:
    """Use a one-time link: set the password and sign in; return the session's secret.

    Every other link and sign-in of the same person ends: who asks for a new password
    may fear that somebody knows the old one.

    Args:
        token: The link's secret.
        password: The password chosen.
        now: The moment.
        email: The address to sign in with from now on, if it is to change.

    Raises:
        SignInRefused: The link has been used, is too old or was never ours.
        PasswordRefused: The password is too short, too long or too easily guessed.
        EmailRefused: That is no e-mail address, or another staff member's.
    """
    member = whom_link_admits(token=token, now=now)
    address = email_address(email) if email else member.email
    problem = passwords.problem_of(password, email=address)
    if problem is not None:
        raise PasswordRefused(problem)
    # Hashed before the transaction: it takes long, and others may want to write.
    password_hash = _HASHER.hash(passwords.normal(password))
    return _let_in(token, password_hash, address=address, now=now)


def _let_in(token: str, password_hash: str, *, address: str, now: datetime) -> str:
    with transaction() as connection:
        member = _holder(connection, token, now)
        if address != member.email:
            member = _with_email(connection, member, address)
        staff.set_password(connection, member.id, password_hash)
        staff.remove_links(connection, member.id)
        staff.remove_sessions(connection, member.id)
        _record(connection, address, "choose password", address, now)
        return _start_session(connection, member, now)


def sign_in(*, email: str, password: str, now: datetime) -> str:
    """Sign in with a password; return the session's secret.

    Raises:
        SignInRefused: In the same words, and after the same work, whether the address
            is unknown, the password wrong or the account disabled.
    """
    known = _known(email)
    usable = known is not None and known.password_hash is not None
    password_hash = known.password_hash if known and usable else None
    matches = _verify(password_hash or _decoy(), passwords.normal(password))
    if not (matches and known and usable) or known.disabled:
        raise SignInRefused(_REFUSED)
    with transaction() as connection:
        if password_hash and _HASHER.check_needs_rehash(password_hash):
            newer = _HASHER.hash(passwords.normal(password))
            staff.set_password(connection, known.member.id, newer)
        _record(connection, known.member.email, "sign in", known.member.email, now)
        return _start_session(connection, known.member, now)


def session_of(*, token: str, now: datetime) -> StaffSession | None:
    """Return the running sign-in that a secret belongs to, or None."""
    with reading() as connection:
        return staff.session_with(connection, _hash(token), now=now)


def sign_out(*, session: StaffSession, now: datetime) -> None:
    """End a sign-in."""
    revoke_session(session=session, session_id=session.id, now=now)


def list_sessions(*, session: StaffSession, now: datetime) -> tuple[StaffSession, ...]:
    """Return all running sign-ins of the person behind one, the newest first."""
    with reading() as connection:
        return tuple(staff.sessions_of(connection, session.member.id, now=now))


def revoke_session(*, session: StaffSession, session_id: str, now: datetime) -> bool:
    """End one of one's own sign-ins at once; return whether it was still running."""
    member = session.member
    with transaction() as connection:
        ended = staff.remove_session(connection, member.id, session_id)
        if ended:
            action = "sign out" if session_id == session.id else "revoke sign-in"
            _record(connection, member.email, action, member.email, now)
    return ended


def revoke_other_sessions(*, session: StaffSession, now: datetime) -> int:
    """End all of one's own sign-ins but this one at once; return how many."""
    member = session.member
    with transaction() as connection:
        ended = staff.remove_sessions(connection, member.id, but=session.id)
        if ended:
            _record(connection, member.email, "revoke sign-in", member.email, now)
    return ended


def disable(*, email: str, actor: str, now: datetime) -> None:
    """Keep a staff member out: sign-ins and links end at once.

    Raises:
        SignInRefused: There is no such staff member.
    """
    known = _known(email)
    if known is None:
        msg = sentence("There is no staff member {email!r}.", email=email)
        raise SignInRefused(msg)
    with transaction() as connection:
        staff.disable(connection, known.member.id, at=now)
        staff.remove_links(connection, known.member.id)
        staff.remove_sessions(connection, known.member.id)
        _record(connection, actor, "disable", known.member.email, now)


def _known(email: str) -> staff.Credentials | None:
    try:
        address = email_address(email)
    except EmailRefused:
        # Not looked for: a database may refuse to read it.
        return None
    with reading() as connection:
        return staff.credentials_of(connection, address)


def _holder(connection: Connection, token: str, now: datetime) -> StaffMember:
    member = staff.holder_of_link(connection, _hash(token), now=now)
    if member is None:
        raise SignInRefused(_LINK_REFUSED)
    return member


def _with_email(
    connection: Connection, member: StaffMember, address: str
) -> StaffMember:
    if staff.credentials_of(connection, address) is not None:
        msg = sentence("Another staff member has this e-mail address.")
        raise EmailRefused(msg)
    staff.set_email(connection, member.id, address)
    return StaffMember(
        id=member.id, email=address, role=member.role, has_password=member.has_password
    )


def _start_session(connection: Connection, member: StaffMember, now: datetime) -> str:
    staff.remove_expired(connection, now=now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session = StaffSession(id=uuid.uuid4().hex, member=member, started_at=now)
    staff.add_session(connection, session, _hash(token), expires_at=now + SESSION_LIFE)
    return token


def _record(
    connection: Connection, actor: str, action: str, subject: str, now: datetime
) -> None:
    audit.record(connection, at=now, actor=actor, action=action, subject=subject)


def _hash(token: str) -> bytes:
    # Unsalted and quick is right here: 256 random bits cannot be guessed.
    return hashlib.sha256(token.encode()).digest()


@cache
def _decoy() -> str:
    return _HASHER.hash(secrets.token_urlsafe(TOKEN_BYTES))


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except VerificationError:
        return False
