"""The dashboard, the editor, one poll's page, and what its buttons do."""

from dataclasses import replace

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pollsvc.blueprints.authoring import definitions
from pollsvc.blueprints.authoring.drafts import values_of
from pollsvc.blueprints.authoring.editing import (
    Edited,
    after_refusal,
    editor_page,
    preview_page,
)
from pollsvc.blueprints.authoring.endings import ending_page
from pollsvc.blueprints.authoring.forms import PRESS, EditorForm
from pollsvc.blueprints.authoring.presenting import dashboard_page, edit_url, poll_page
from pollsvc.blueprints.authoring.presses import (
    OPEN,
    SAVE,
    AfterPress,
    is_kept_in_page,
    press,
)
from pollsvc.blueprints.authoring.saving import fresh_form, save
from pollsvc.blueprints.authoring.sentences import opened_words
from pollsvc.blueprints.authoring.series_part import WINDOWS_SHOWN
from pollsvc.blueprints.authoring.snippets import qr_file
from pollsvc.definitions.writing import write_definition
from pollsvc.domain.errors import (
    DraftRefused,
    EditRefused,
    MeaningWanted,
    MoveNotAllowed,
    QuestionChanged,
)
from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.sentences import in_a_row, sentence
from pollsvc.domain.staff import Permission, may
from pollsvc.installation import current
from pollsvc.services import authoring, lifecycle, series
from pollsvc.web.access import staff_only
from pollsvc.web.headers import allow_own_frames, hold_frames
from pollsvc.web.meanings import (
    is_published,
    meaning_of,
    saved_words,
    untranslated_words,
)
from pollsvc.web.messages import said, say
from pollsvc.web.moves import moved, told
from pollsvc.web.sign_in import actor, checks_token_itself, own_session

blueprint = Blueprint("authoring", __name__, url_prefix="/staff")
_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
_NOT_SAVED = (
    DraftRefused,
    EditRefused,
    MeaningWanted,
    MoveNotAllowed,
    QuestionChanged,
)
CHANGEABLE = (PollState.DRAFT, PollState.OPEN)
ARCHIVED = sentence("The poll is archived. No receipt can find an answer any more.")


@blueprint.get("/")
@staff_only(Permission.VIEW_STAFF_PAGES)
def dashboard() -> ResponseReturnValue:
    """List the polls."""
    now = current().clock()
    page = dashboard_page(
        authoring.list_polls(now=now),
        state=request.args.get("state", ""),
        may_author=_may_author(),
        notices=said(),
        now=now,
    )
    return render_template("authoring/dashboard.html", page=page)


@blueprint.route("/polls/new", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
@checks_token_itself
def new() -> ResponseReturnValue:
    """Write a new poll."""
    if request.method == "POST":
        return _sent(None)
    form = fresh_form(request.args.get("answers"), now=current().clock())
    return _editor(Edited(form=form, stored=None, is_fresh=True))


@blueprint.route("/polls/<slug:slug>/edit", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
@checks_token_itself
def edit(slug: str) -> ResponseReturnValue:
    """Change a draft, or what an open poll asks."""
    stored = authoring.find_poll(slug=slug)
    if request.method == "POST":
        return _sent(stored)
    if stored.state not in CHANGEABLE:
        return told(slug, gettext("A poll that has closed stays as it is."))
    form = EditorForm(None, data=values_of(stored))
    after = AfterPress(said=" ".join(said()) or None)
    renamed = "rename" in request.args
    return _editor(Edited(form=form, stored=stored, after=after, is_renamed=renamed))


@blueprint.route("/polls/new/survey", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
@checks_token_itself
def new_survey() -> ResponseReturnValue:
    """Write a new survey as its definition."""
    if request.method == "POST":
        return definitions.sent(None)
    return definitions.show(definitions.written(None), None, definitions.Shown())


@blueprint.route("/polls/<slug:slug>/survey", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
@checks_token_itself
def edit_survey(slug: str) -> ResponseReturnValue:
    """Change a draft, or what an open poll asks, as its definition."""
    stored = authoring.find_poll(slug=slug)
    if request.method == "POST":
        return definitions.sent(stored)
    if stored.state not in CHANGEABLE:
        return told(slug, gettext("A poll that has closed stays as it is."))
    return definitions.show(definitions.written(stored), stored, definitions.Shown())


@blueprint.route("/polls/preview", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
def preview() -> ResponseReturnValue:
    """Show the form that members would see, from what is typed; nothing is stored."""
    of = request.args.get("of")
    stored = authoring.find_poll(slug=of) if of else None
    sent = request.form if request.method == "POST" else None
    form = EditorForm(sent, data=values_of(stored) if stored else None)
    allow_own_frames()
    page = preview_page(form, stored, now=current().clock())
    shown = "responding/poll.html" if page.questions else "authoring/no_preview.html"
    return render_template(shown, page=page)


@blueprint.get("/polls/<slug:slug>")
@staff_only(Permission.VIEW_STAFF_PAGES)
def poll(slug: str) -> ResponseReturnValue:
    """Show where a poll stands, what can be done, and how to hand it out."""
    now = current().clock()
    page = poll_page(
        authoring.summarise_poll(slug=slug, now=now),
        series.look_at_series(slug=slug, now=now, most=WINDOWS_SHOWN),
        role=own_session().member.role,
        notices=said(),
        now=now,
    )
    hold_frames()
    return render_template("authoring/poll.html", page=page)


@blueprint.post("/polls/<slug:slug>/open")
@staff_only(Permission.AUTHOR_POLLS)
def open_now(slug: str) -> ResponseReturnValue:
    """Open a draft."""
    now = current().clock()
    try:
        opened = lifecycle.open_poll(slug=slug, actor=actor(), now=now)
    except MoveNotAllowed as refusal:
        return told(slug, refusal.text)
    except DraftRefused as refusal:
        say(in_a_row(sentence("Not opened."), refusal.text))
        return redirect(edit_url(authoring.find_poll(slug=slug)), 303)
    return told(slug, opened_words(opened.draft.schedule, now=now))


@blueprint.post("/polls/<slug:slug>/undo")
@staff_only(Permission.AUTHOR_POLLS)
def undo(slug: str) -> ResponseReturnValue:
    """Put an open poll that nobody has answered back to draft."""
    return moved(lifecycle.undo_open, slug, sentence("The poll is a draft again."))


@blueprint.route("/polls/<slug:slug>/close", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
def close(slug: str) -> ResponseReturnValue:
    """Close an open poll for good, after saying what that means."""
    if request.method != "POST":
        return _asked_first(slug)
    return moved(lifecycle.close_poll, slug, sentence("The poll is closed."))


@blueprint.route("/polls/<slug:slug>/archive", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
def archive(slug: str) -> ResponseReturnValue:
    """Archive a closed poll, after saying what that means."""
    if request.method != "POST":
        return _asked_first(slug)
    return moved(lifecycle.archive_poll, slug, ARCHIVED)


@blueprint.get("/polls/<slug:slug>.yaml")
@staff_only(Permission.VIEW_STAFF_PAGES)
def definition(slug: str) -> ResponseReturnValue:
    """Hand out a poll as a file that makes the same poll elsewhere."""
    text = write_definition(authoring.find_poll(slug=slug).draft)
    return _file(text.encode(), f"{slug}.yaml", "application/yaml")


@blueprint.get("/polls/<slug:slug>/qr.<any(svg, png):kind>")
@staff_only(Permission.VIEW_STAFF_PAGES)
def qr_code(slug: str, kind: str) -> ResponseReturnValue:
    """Hand out the QR code of a poll's address."""
    address = f"{current().settings.public_url}/p/{authoring.find_poll(slug=slug).slug}"
    return _file(qr_file(address, kind), f"{slug}-qr.{kind}", _TYPES[kind])


def _sent(stored: Poll | None) -> ResponseReturnValue:
    form, pressed = EditorForm(), request.form.get(PRESS, SAVE)
    shown = Edited(form=form, stored=stored)
    if is_kept_in_page(pressed):
        return _editor(replace(shown, after=press(form, pressed)))
    return _saved(shown, opening=pressed == OPEN and not is_published(stored))


def _saved(shown: Edited, *, opening: bool) -> ResponseReturnValue:
    now = current().clock()
    try:
        poll = save(shown.form, shown.stored, opening=opening, actor=actor(), now=now)
    except _NOT_SAVED as refusal:
        return _editor(*after_refusal(shown, refusal))
    meaning = meaning_of(shown.form.meaning.data)
    if lost := untranslated_words(shown.stored, poll):
        say(lost)
    done = saved_words(shown.stored, poll, meaning)
    if opening:
        done = opened_words(poll.draft.schedule, now=now)
    if opening or is_published(shown.stored):
        return told(poll.slug, done)
    say(done)
    return redirect(url_for("authoring.edit", slug=poll.slug), 303)


def _editor(edited: Edited, status: int = 200) -> ResponseReturnValue:
    page = editor_page(edited, now=current().clock())
    hold_frames()
    return render_template("authoring/editor.html", page=page), status


def _asked_first(slug: str) -> ResponseReturnValue:
    page = ending_page(authoring.find_poll(slug=slug), request.endpoint or "")
    return render_template("authoring/ending.html", page=page)


def _may_author() -> bool:
    return may(own_session().member.role, Permission.AUTHOR_POLLS)


def _file(content: bytes, name: str, mimetype: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
