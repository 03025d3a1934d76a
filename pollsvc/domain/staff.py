"""Staff members, their roles, and the table of who may do what."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SIGN_IN_LINK_LIFE = timedelta(hours=24)
SESSION_LIFE = timedelta(days=14)
MIN_PASSWORD = 10
MAX_PASSWORD = 200


class Role(StrEnum):
    """What a staff member is there for."""

    ADMIN = "admin"
    EDITOR = "editor"
    ANALYST = "analyst"


class Permission(StrEnum):
    """What a page or command asks for."""

    VIEW_STAFF_PAGES = "view_staff_pages"
    AUTHOR_POLLS = "author_polls"
    SEE_DATA = "see_data"


_ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset(Permission),
    Role.EDITOR: frozenset({Permission.VIEW_STAFF_PAGES, Permission.AUTHOR_POLLS}),
    Role.ANALYST: frozenset({Permission.VIEW_STAFF_PAGES, Permission.SEE_DATA}),
}


@dataclass(frozen=True, kw_only=True)
class StaffMember:
    """Somebody who works on the polls: the only people with accounts."""

    id: str
    email: str
    role: Role
    has_password: bool


@dataclass(frozen=True, kw_only=True)
class StaffSession:
    """A staff member's sign-in on one browser; it can be revoked."""

    id: str
    member: StaffMember
    started_at: datetime


class Access(StrEnum):
    """Whether a staff member can come in."""

    ACTIVE = "active"
    INVITED = "invited"
    DISABLED = "disabled"


@dataclass(frozen=True, kw_only=True)
class StaffEntry:
    """One line of the list of staff."""

    member: StaffMember
    access: Access


def may(role: Role, permission: Permission) -> bool:
    """Return whether a role may do something."""
    return permission in _ALLOWED[role]
