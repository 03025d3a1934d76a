"""Who may open a view: exactly one rule on each, which a test reads off the URL map."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask.typing import ResponseReturnValue
from flask_login import current_user

from pollsvc.domain.errors import NotPermitted
from pollsvc.domain.sentences import sentence
from pollsvc.domain.staff import Permission, may
from pollsvc.extensions import login

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
PUBLIC = "public"


def public(view: View) -> View:
    """Mark a view as open to everybody; what it shows is decided by its poll."""
    mark(view, PUBLIC)
    return view


def staff_only(permission: Permission) -> Callable[[View], View]:
    """Let only staff members in whose role has a permission.

    Others are asked to sign in, and come back to what they wanted to read or send.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: object, **kwargs: object) -> ResponseReturnValue:
            if not current_user.is_authenticated:
                asked: ResponseReturnValue = login.unauthorized()
                return asked
            if not may(current_user.member.role, permission):
                msg = sentence("Your role does not allow this.")
                raise NotPermitted(msg)
            return view(*args, **kwargs)

        mark(guarded, f"staff:{permission.value}")
        return guarded  # type: ignore[return-value]

    return guard


def rule_of(view: Callable[..., Any]) -> str | None:
    """Return the access rule a view was marked with, or None."""
    rule: str | None = getattr(view, "access_rule", None)
    return rule


def is_staff() -> bool:
    """Return whether the visitor is signed in as staff and may see polls' data."""
    return bool(
        current_user.is_authenticated
        and may(current_user.member.role, Permission.SEE_DATA)
    )


def mark(view: Callable[..., Any], rule: str) -> None:
    """Note on a view which rule it has; for decorators."""
    view.access_rule = rule  # type: ignore[attr-defined]
