"""Who is signed in: a random secret in the cookie, looked up on the server."""

from dataclasses import dataclass

from flask import Flask, g, session
from flask_login import current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf

from pollsvc.domain.staff import StaffMember, StaffSession
from pollsvc.extensions import csrf, login
from pollsvc.installation import current
from pollsvc.services import accounts
from pollsvc.web.access import View
from pollsvc.web.fields import HiddenField

KEEPER = "keeper"
"""Where the cookie holds by what mark this browser's kept forms are sealed."""


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A staff member on one browser, in the shape that Flask-Login expects."""

    token: str
    session: StaffSession
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def __repr__(self) -> str:
        """Return a text that is safe in a log: the secret stays out of it."""
        return f"SignedIn({self.member.email})"

    @property
    def member(self) -> StaffMember:
        """Who it is."""
        return self.session.member

    def get_id(self) -> str:
        """Return what the cookie holds."""
        return self.token


def init_login(app: Flask) -> None:
    """Let an application know its staff by their sign-ins."""
    # The server forgets a sign-in on a fixed day; sending the cookie again with each
    # page would not make it last longer.
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    # Sign-ins can be ended on the server, so a changed address need not end one.
    login.session_protection = None
    login.user_loader(_signed_in)
    # Members' pages must not look up the staff only because a template is drawn.
    login.init_app(app, add_context_processor=False)


def enter(token: str) -> None:
    """Begin a sign-in on this browser; of the cookie before it one mark remains.

    The mark lets nobody in: with it another tab, too, can carry on with its form.
    """
    keeper = session.get(KEEPER)
    session.clear()
    if keeper is not None:
        session[KEEPER] = keeper
    # Flask-WTF remembers the token it has made in this request for the old session.
    g.pop("csrf_token", None)
    session.permanent = True
    signed_in = _signed_in(token)
    if signed_in is not None:
        login_user(signed_in)


def leave() -> None:
    """Forget the sign-in on this browser."""
    logout_user()
    session.clear()


def own_session() -> StaffSession:
    """Return the sign-in of the staff member who asks; for guarded views only."""
    found: StaffSession = current_user.session
    return found


def actor() -> str:
    """Return under which name the audit knows the staff member who asks."""
    return own_session().member.email


def safe_path(target: str | None) -> str | None:
    """Return an address to go on to if it is a path of ours, else None."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    # Browsers read a backslash as a slash, and skip tabs and newlines.
    if "\\" in target or not target.isprintable():
        return None
    return target


def csrf_field() -> HiddenField:
    """Return the field that shows a staff form to be ours."""
    return HiddenField(name="csrf_token", value=generate_csrf())


def checks_token_itself(view: View) -> View:
    """Mark a view whose form checks the token, so that a stale one comes back."""
    csrf.exempt(view)
    return view


def _signed_in(token: str) -> SignedIn | None:
    found = accounts.session_of(token=token, now=current().clock())
    return SignedIn(token=token, session=found) if found else None
