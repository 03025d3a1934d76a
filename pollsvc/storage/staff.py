"""Staff members, their one-time links and their sign-ins, stored and found."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, exists, insert, select, update

from pollsvc.domain.staff import Access, Role, StaffEntry, StaffMember, StaffSession
from pollsvc.storage.tables import SignInLinkRow, StaffRow, StaffSessionRow

_ACTIVE = StaffRow.disabled_at.is_(None)
_SESSION = select(
    StaffSessionRow.id.label("session_id"),
    StaffSessionRow.started_at,
    StaffRow.__table__,
).join(StaffRow, StaffRow.id == StaffSessionRow.staff_id)


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """A staff member with the hash of the password; neither leaves the services."""

    member: StaffMember
    password_hash: str | None
    disabled: bool


def put(
    connection: Connection, *, email: str, role: Role, now: datetime
) -> StaffMember:
    """Store a new staff member, or let one who exists in again, in this role."""
    known = connection.execute(select(StaffRow.id).where(StaffRow.email == email))
    staff_id = known.scalar_one_or_none()
    if staff_id is None:
        staff_id = uuid.uuid4().hex
        values = {"id": staff_id, "email": email, "role": role, "created_at": now}
        connection.execute(insert(StaffRow).values(values))
    else:
        changed = update(StaffRow).where(StaffRow.id == staff_id)
        connection.execute(changed.values(role=role, disabled_at=None))
    return StaffMember(
        id=staff_id,
        email=email,
        role=role,
        has_password=_has_password(connection, staff_id),
    )


def credentials_of(connection: Connection, email: str) -> Credentials | None:
    """Return the staff member with an e-mail address."""
    row = connection.execute(
        select(StaffRow.__table__).where(StaffRow.email == email)
    ).one_or_none()
    if row is None:
        return None
    return Credentials(
        member=_member(row),
        password_hash=row.password_hash,
        disabled=row.disabled_at is not None,
    )


def list_entries(connection: Connection) -> list[StaffEntry]:
    """Return every staff member, disabled ones too, in the order of addresses."""
    rows = connection.execute(select(StaffRow.__table__).order_by(StaffRow.email))
    return [StaffEntry(member=_member(row), access=_access(row)) for row in rows.all()]


def any_stored(connection: Connection) -> bool:
    """Return whether there is any staff member."""
    return connection.execute(select(StaffRow.id).limit(1)).first() is not None


def anyone_has_password(connection: Connection) -> bool:
    """Return whether any staff member has ever chosen a password."""
    chosen = select(exists().where(StaffRow.password_hash.is_not(None)))
    return bool(connection.execute(chosen).scalar())


def set_password(connection: Connection, staff_id: str, password_hash: str) -> None:
    """Store the hash of a new password."""
    connection.execute(
        update(StaffRow)
        .where(StaffRow.id == staff_id)
        .values(password_hash=password_hash)
    )


def set_email(connection: Connection, staff_id: str, email: str) -> None:
    """Store another e-mail address."""
    connection.execute(
        update(StaffRow).where(StaffRow.id == staff_id).values(email=email)
    )


def disable(connection: Connection, staff_id: str, *, at: datetime) -> None:
    """Keep a staff member out from this moment."""
    connection.execute(
        update(StaffRow).where(StaffRow.id == staff_id).values(disabled_at=at)
    )


def add_link(
    connection: Connection, staff_id: str, token_hash: bytes, *, expires_at: datetime
) -> None:
    """Store a one-time link."""
    connection.execute(
        insert(SignInLinkRow).values(
            token_hash=token_hash, staff_id=staff_id, expires_at=expires_at
        )
    )


def holder_of_link(
    connection: Connection, token_hash: bytes, *, now: datetime
) -> StaffMember | None:
    """Return whom a one-time link lets in, or None where it lets nobody in any more."""
    row = connection.execute(
        select(StaffRow.__table__)
        .join(SignInLinkRow, SignInLinkRow.staff_id == StaffRow.id)
        .where(
            SignInLinkRow.token_hash == token_hash,
            SignInLinkRow.expires_at > now,
            _ACTIVE,
        )
        .with_for_update(of=StaffRow)
    ).one_or_none()
    return _member(row) if row else None


def remove_links(connection: Connection, staff_id: str) -> None:
    """Erase every one-time link of a staff member."""
    connection.execute(delete(SignInLinkRow).where(SignInLinkRow.staff_id == staff_id))


def add_session(
    connection: Connection,
    session: StaffSession,
    token_hash: bytes,
    *,
    expires_at: datetime,
) -> None:
    """Store a sign-in."""
    connection.execute(
        insert(StaffSessionRow).values(
            token_hash=token_hash,
            id=session.id,
            staff_id=session.member.id,
            started_at=session.started_at,
            expires_at=expires_at,
        )
    )


def session_with(
    connection: Connection, token_hash: bytes, *, now: datetime
) -> StaffSession | None:
    """Return the running sign-in that a secret belongs to."""
    row = connection.execute(
        _SESSION.where(
            StaffSessionRow.token_hash == token_hash,
            StaffSessionRow.expires_at > now,
            _ACTIVE,
        )
    ).one_or_none()
    return _session(row) if row else None


def sessions_of(
    connection: Connection, staff_id: str, *, now: datetime
) -> list[StaffSession]:
    """Return a staff member's running sign-ins, the newest first."""
    rows = connection.execute(
        _SESSION.where(
            StaffSessionRow.staff_id == staff_id, StaffSessionRow.expires_at > now
        ).order_by(StaffSessionRow.started_at.desc(), StaffSessionRow.id)
    )
    return [_session(row) for row in rows]


def remove_session(connection: Connection, staff_id: str, session_id: str) -> bool:
    """End one sign-in of a staff member; return whether there was one."""
    ended = connection.execute(
        delete(StaffSessionRow).where(
            StaffSessionRow.staff_id == staff_id, StaffSessionRow.id == session_id
        )
    )
    return ended.rowcount == 1


def remove_sessions(
    connection: Connection, staff_id: str, *, but: str | None = None
) -> int:
    """End a staff member's sign-ins, but one if wished; return how many."""
    statement = delete(StaffSessionRow).where(StaffSessionRow.staff_id == staff_id)
    if but is not None:
        statement = statement.where(StaffSessionRow.id != but)
    return connection.execute(statement).rowcount


def remove_expired(connection: Connection, *, now: datetime) -> None:
    """Erase links and sign-ins whose time is over."""
    for table in (SignInLinkRow, StaffSessionRow):
        connection.execute(delete(table).where(table.expires_at <= now))


def _has_password(connection: Connection, staff_id: str) -> bool:
    stored = select(StaffRow.password_hash).where(StaffRow.id == staff_id)
    return connection.execute(stored).scalar_one() is not None


def _member(row: Row[tuple[object, ...]]) -> StaffMember:
    stored = row._mapping  # noqa: SLF001 -- the documented way to read a row by name
    return StaffMember(
        id=stored["id"],
        email=stored["email"],
        role=Role(stored["role"]),
        has_password=stored["password_hash"] is not None,
    )


def _access(row: Row[tuple[object, ...]]) -> Access:
    stored = row._mapping  # noqa: SLF001 -- the documented way to read a row by name
    if stored["disabled_at"] is not None:
        return Access.DISABLED
    return Access.ACTIVE if stored["password_hash"] else Access.INVITED


def _session(row: Row[tuple[object, ...]]) -> StaffSession:
    stored = row._mapping  # noqa: SLF001 -- the documented way to read a row by name
    return StaffSession(
        id=stored["session_id"], member=_member(row), started_at=stored["started_at"]
    )
