"""Builds the pages of signing in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from flask import url_for

from pollsvc.blueprints.accounts.deeds import deed_of
from pollsvc.blueprints.accounts.forms import SignInForm, WelcomeForm
from pollsvc.blueprints.accounts.pages import (
    CarryOnPage,
    SignInPage,
    SignInRow,
    SignInsPage,
    WelcomePage,
)
from pollsvc.domain.sentences import sentence
from pollsvc.domain.staff import StaffSession
from pollsvc.services.accounts import FIRST_EMAIL
from pollsvc.web.fields import HiddenField
from pollsvc.web.kept_forms import KeptForm, seal_kept
from pollsvc.web.sign_in import csrf_field
from pollsvc.web.times import moment_words

ENDED = sentence(
    "Your sign-in had ended. Sign in again: what you were sending is kept, and you "
    "can carry on with it."
)
NOT_KEPT = sentence(
    "You are signed in. What you had been sending could not be kept: it had waited too "
    "long, or was not sent from this browser. Please do it once more."
)
STALE = sentence("This page had grown too old. Please try once more.")


def sign_in_page(
    form: SignInForm, problem: str | None = None, notice: str | None = None
) -> SignInPage:
    """Return the form with everything that was entered but the password."""
    wanted, kept = form.next.data or "", form.kept.data or ""
    return _sign_in_page(wanted, kept, form.email.data or "", problem, notice)


def sign_in_page_keeping(kept: KeptForm, *, now: datetime) -> SignInPage:
    """Return the form for somebody whose sign-in ended while sending another form."""
    sealed = seal_kept(kept, now=now)
    return _sign_in_page("", sealed, "", None, notice=ENDED)


def _sign_in_page(
    wanted: str, kept: str, email: str, problem: str | None, notice: str | None = None
) -> SignInPage:
    given = (("next", wanted), ("kept", kept))
    hidden = tuple(
        HiddenField(name=name, value=value) for name, value in given if value
    )
    return SignInPage(
        hidden=(csrf_field(), *hidden), email=email, problem=problem, notice=notice
    )


def carry_on_page(kept: KeptForm) -> CarryOnPage:
    """Return the page on which a kept form waits for one press."""
    return CarryOnPage(
        deed=deed_of(kept),
        action=kept.to,
        hidden=(csrf_field(), *kept.fields),
        start_url=url_for("authoring.dashboard"),
    )


def welcome_page(
    form: WelcomeForm, token: str, email: str, problems: Mapping[str, str]
) -> WelcomePage:
    """Return the form of somebody who holds a one-time link."""
    asks_email = email == FIRST_EMAIL
    return WelcomePage(
        action=url_for("accounts.welcome", token=token),
        hidden=(csrf_field(),),
        email=(form.email.data or email) if asks_email else email,
        asks_email=asks_email,
        email_problem=problems.get("email"),
        password_problem=problems.get("password"),
    )


def sign_ins_page(
    sessions: Sequence[StaffSession], own: StaffSession, notices: Sequence[str]
) -> SignInsPage:
    """Return one's running sign-ins, the own one marked."""
    rows = tuple(
        SignInRow(
            started=moment_words(session.started_at, "UTC"),
            here=session.id == own.id,
            revoke_action=url_for("accounts.revoke", session_id=UUID(session.id)),
        )
        for session in sessions
    )
    return SignInsPage(
        email=own.member.email,
        rows=rows,
        hidden=(csrf_field(),),
        notices=tuple(notices),
        revoke_others_action=url_for("accounts.revoke_others") if rows[1:] else None,
    )
