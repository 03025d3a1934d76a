"""Signing in and out, the first password, and one's own sign-ins."""

from datetime import datetime
from uuid import UUID

from flask import (
    Blueprint,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded
from flask_login import current_user

from pollsvc.blueprints.accounts.forms import (
    REFUSED,
    SignInForm,
    WelcomeForm,
    give_back,
    limit_account,
    limit_account_here,
    limit_links,
    limit_network,
)
from pollsvc.blueprints.accounts.pages import LinkSpentPage, SignInPage, WelcomePage
from pollsvc.blueprints.accounts.presenting import (
    NOT_KEPT,
    STALE,
    carry_on_page,
    sign_in_page,
    sign_in_page_keeping,
    sign_ins_page,
    welcome_page,
)
from pollsvc.domain.errors import (
    EmailRefused,
    PasswordRefused,
    SignInRefused,
    SignInUnavailable,
)
from pollsvc.domain.sentences import sentence
from pollsvc.domain.staff import Permission
from pollsvc.extensions import login
from pollsvc.installation import current
from pollsvc.services import accounts
from pollsvc.services.accounts import FIRST_EMAIL
from pollsvc.web.access import public, staff_only
from pollsvc.web.errors import STORE_WAIT_S
from pollsvc.web.kept_forms import kept_form, open_kept
from pollsvc.web.limits import require_shared_counts, seconds_to_wait
from pollsvc.web.messages import said, say
from pollsvc.web.sign_in import (
    checks_token_itself,
    enter,
    leave,
    own_session,
    safe_path,
)
from pollsvc.web.times import when_words

blueprint = Blueprint("accounts", __name__, url_prefix="/staff")
_GONE = 410
_TOO_MANY = 429
_UNKNOWN = 401
_UNAVAILABLE = 503
SPENT = sentence("This link no longer works")
TOO_MANY = sentence("Too many tries")
ENDED_ALREADY = sentence("That sign-in had ended already.")


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
@checks_token_itself
@limit_account
@limit_network
@limit_account_here
def sign_in() -> ResponseReturnValue:
    """Ask for e-mail address and password, and go on to where somebody wanted to be."""
    if request.method != "POST":
        # Of an address only this is read: anybody can write one.
        return _sign_in_wanted(
            SignInForm(None, data={"next": request.args.get("next")})
        )
    require_shared_counts()
    form, now = SignInForm(request.form), current().clock()
    if not form.validate():
        return _asked(sign_in_page(form, STALE), REFUSED)
    try:
        token = accounts.sign_in(
            email=form.email.data or "", password=form.password.data or "", now=now
        )
    except SignInRefused as refusal:
        return _asked(sign_in_page(form, refusal.text), REFUSED)
    give_back()
    enter(token)
    return _go_on(form, now)


@blueprint.route("/welcome/<token>", methods=["GET", "POST"])
@public
@checks_token_itself
@limit_links
def welcome(token: str) -> ResponseReturnValue:
    """Let the holder of a one-time link choose a password, and let them in."""
    form, now = WelcomeForm(), current().clock()
    try:
        email = accounts.whom_link_admits(token=token, now=now).email
        if request.method != "POST":
            return _welcomed(welcome_page(form, token, email, {}), 200)
        problems = _problems_redeeming(form, token, email, now)
    except SignInRefused as refusal:
        page = LinkSpentPage(heading=SPENT, explanation=refusal.text)
        return render_template("accounts/link_spent.html", page=page), _GONE
    if problems:
        return _welcomed(welcome_page(form, token, email, problems), REFUSED)
    say(sentence("Welcome. Your password is set."))
    return redirect(url_for("authoring.dashboard"), 303)


@blueprint.post("/sign-out")
@staff_only(Permission.VIEW_STAFF_PAGES)
def sign_out() -> ResponseReturnValue:
    """End the sign-in of this browser."""
    accounts.sign_out(session=own_session(), now=current().clock())
    leave()
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.get("/sign-ins")
@staff_only(Permission.VIEW_STAFF_PAGES)
def sign_ins() -> ResponseReturnValue:
    """List one's running sign-ins."""
    own = own_session()
    sessions = accounts.list_sessions(session=own, now=current().clock())
    page = sign_ins_page(sessions, own, said())
    return render_template("accounts/sign_ins.html", page=page)


@blueprint.post("/sign-ins/<uuid:session_id>/revoke")
@staff_only(Permission.VIEW_STAFF_PAGES)
def revoke(session_id: UUID) -> ResponseReturnValue:
    """End one of one's own sign-ins."""
    own, now = own_session(), current().clock()
    ended = accounts.revoke_session(session=own, session_id=session_id.hex, now=now)
    say(sentence("That sign-in has ended.") if ended else ENDED_ALREADY)
    return redirect(url_for("accounts.sign_ins"), 303)


@blueprint.post("/sign-ins/revoke-others")
@staff_only(Permission.VIEW_STAFF_PAGES)
def revoke_others() -> ResponseReturnValue:
    """End all of one's own sign-ins but this one."""
    accounts.revoke_other_sessions(session=own_session(), now=current().clock())
    say(sentence("All other sign-ins have ended."))
    return redirect(url_for("accounts.sign_ins"), 303)


@blueprint.errorhandler(RateLimitExceeded)
def too_many_tries(error: RateLimitExceeded) -> ResponseReturnValue:
    """Say when the next try is possible, with the address still in the form."""
    del error
    seconds = seconds_to_wait()
    when = when_words(seconds, now=current().clock())
    problem = sentence("Too many tries. Please try again {when}.", when=when)
    if request.endpoint == "accounts.sign_in":
        shown = _asked(sign_in_page(SignInForm(request.form), problem), _TOO_MANY)
    else:
        page = LinkSpentPage(heading=TOO_MANY, explanation=problem)
        shown = render_template("accounts/link_spent.html", page=page), _TOO_MANY
    response = make_response(shown)
    response.retry_after = seconds
    return response


@blueprint.errorhandler(SignInUnavailable)
def cannot_count(refusal: SignInUnavailable) -> ResponseReturnValue:
    """Say that the password was not looked at, with the address still in the form."""
    page = sign_in_page(SignInForm(request.form), notice=refusal.text)
    response = make_response(_asked(page, _UNAVAILABLE))
    response.retry_after = STORE_WAIT_S
    return response


@login.unauthorized_handler  # type: ignore[untyped-decorator]
def ask_to_sign_in() -> ResponseReturnValue:
    """Send a reader to the sign-in page, or show it with what somebody was sending."""
    kept = kept_form(request) if request.method == "POST" else None
    if kept is not None:
        page = sign_in_page_keeping(kept, now=current().clock())
        return _asked(page, _UNKNOWN)
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=wanted), 303)


def _sign_in_wanted(form: SignInForm) -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(
            safe_path(form.next.data) or url_for("authoring.dashboard"), 303
        )
    return _asked(sign_in_page(form), 200)


def _asked(page: SignInPage, status: int) -> ResponseReturnValue:
    return render_template("accounts/sign_in.html", page=page), status


def _go_on(form: SignInForm, now: datetime) -> ResponseReturnValue:
    if form.kept.data:
        kept = open_kept(form.kept.data, now=now)
        if kept is not None:
            return render_template("accounts/carry_on.html", page=carry_on_page(kept))
        say(NOT_KEPT)
        return redirect(url_for("authoring.dashboard"), 303)
    wanted = safe_path(form.next.data) or url_for("authoring.dashboard")
    return redirect(wanted, 303)


def _problems_redeeming(
    form: WelcomeForm, token: str, email: str, now: datetime
) -> dict[str, str]:
    if not form.validate():
        return {"password": STALE}
    try:
        secret = accounts.redeem(
            token=token,
            password=form.password.data or "",
            email=form.email.data if email == FIRST_EMAIL else None,
            now=now,
        )
    except PasswordRefused as refusal:
        return {"password": refusal.text}
    except EmailRefused as refusal:
        return {"email": refusal.text}
    enter(secret)
    return {}


def _welcomed(page: WelcomePage, status: int) -> ResponseReturnValue:
    return render_template("accounts/welcome.html", page=page), status
