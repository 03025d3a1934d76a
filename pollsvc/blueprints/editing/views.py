"""A survey's outline, its questions and its pages, each with a form of its own."""

import re

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pollsvc.blueprints.editing import saving
from pollsvc.blueprints.editing.answering import answer_question, answer_sheet
from pollsvc.blueprints.editing.deleting import delete_page, gone_words
from pollsvc.blueprints.editing.forms import pressed, sent
from pollsvc.blueprints.editing.outline import (
    new_survey_page,
    outline_page,
)
from pollsvc.blueprints.editing.question_page import (
    Shown,
    as_stored,
    question_page,
    sheet_page,
    written_sheet,
)
from pollsvc.blueprints.editing.reading import written_question
from pollsvc.blueprints.editing.rearrangements import rearrange
from pollsvc.blueprints.editing.translation_views import translation, translations
from pollsvc.blueprints.editing.typed import Typed
from pollsvc.domain import answered_for
from pollsvc.domain.errors import (
    DraftRefused,
    EditRefused,
    MoveNotAllowed,
    QuestionChanged,
)
from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.questionnaires import Question, QuestionKind
from pollsvc.domain.rearranging import sheets_of
from pollsvc.domain.staff import Permission
from pollsvc.services import authoring
from pollsvc.web.access import staff_only
from pollsvc.web.meanings import is_published
from pollsvc.web.messages import said, say
from pollsvc.web.sign_in import checks_token_itself

blueprint = Blueprint("editing", __name__, url_prefix="/staff/polls")
_REFUSED, _CONFLICT = 422, 409
_CHANGEABLE = (PollState.DRAFT, PollState.OPEN)
_NUMBER = re.compile(r"[0-9]{1,3}", re.ASCII)


@blueprint.route("/new/questions", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
def new() -> ResponseReturnValue:
    """Begin a survey with its title and its first question."""
    if request.method == "GET":
        return render_template("editing/new.html", page=new_survey_page())
    typed = sent()
    try:
        poll = _created(typed)
    except DraftRefused as refusal:
        page = new_survey_page(typed, refusal.problems)
        return render_template("editing/new.html", page=page), _REFUSED
    (question,) = poll.questionnaire.questions
    where = url_for("editing.question", slug=poll.slug, code=question.code)
    return redirect(where, 303)


@blueprint.route("/<slug:slug>/questions", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
def outline(slug: str) -> ResponseReturnValue:
    """Show a survey at a glance, and do what its buttons say."""
    poll = authoring.find_poll(slug=slug)
    if request.method == "POST":
        return _added(poll) if pressed()[0] == "add" else _rearranged(poll)
    if poll.state not in _CHANGEABLE:
        return _too_late(slug)
    page = outline_page(poll, notices=said())
    return render_template("editing/outline.html", page=page)


@blueprint.route("/<slug:slug>/questions/<code>", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
@checks_token_itself
def question(slug: str, code: str) -> ResponseReturnValue:
    """Change one question."""
    poll = authoring.find_poll(slug=slug)
    stored = poll.questionnaire.question(code)
    if request.method == "POST":
        return answer_question(poll, stored or saving.missing(code))
    if poll.state not in _CHANGEABLE:
        return _too_late(slug)
    if stored is None:
        return _to_outline(slug, saving.GONE)
    shown = as_stored(stored, said())
    # What people have answered keeps its codes, whatever its words become.
    typed = written_question(stored, coded=is_published(poll))
    page = question_page(poll, stored, typed, shown)
    return render_template("editing/question.html", page=page)


@blueprint.route("/<slug:slug>/questions/<code>/delete", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
def delete(slug: str, code: str) -> ResponseReturnValue:
    """Delete one question, after asking."""
    poll = authoring.find_poll(slug=slug)
    stored = poll.questionnaire.question(code)
    if stored is None:
        return _to_outline(slug, saving.GONE)
    if request.method == "GET":
        page = delete_page(poll, stored)
        return render_template("editing/delete.html", page=page)
    return _deleted(poll, stored)


@blueprint.route("/<slug:slug>/pages/<int:number>", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
@checks_token_itself
def page(slug: str, number: int) -> ResponseReturnValue:
    """Change one page's title, and who is shown it."""
    poll = authoring.find_poll(slug=slug)
    if number < 1:
        abort(404)
    if number > len(sheets_of(poll.questionnaire)):
        return _page_gone(poll)
    if request.method == "POST":
        return answer_sheet(poll, number - 1)
    if poll.state not in _CHANGEABLE:
        return _too_late(slug)
    typed, seen = written_sheet(poll, number - 1)
    shown = sheet_page(poll, number - 1, typed, Shown(seen=seen, problems={}))
    return render_template("editing/sheet.html", page=shown)


def _deleted(poll: Poll, stored: Question) -> ResponseReturnValue:
    slug, code = poll.slug, stored.code
    try:
        saving.require_draft(poll)
        saving.rearrange_draft(slug, saving.deleting(code, sent().one("seen")))
    except QuestionChanged as refusal:
        page = delete_page(poll, stored, says=refusal.text)
        return render_template("editing/delete.html", page=page), _CONFLICT
    except (EditRefused, MoveNotAllowed, DraftRefused) as refusal:
        return _to_outline(slug, refusal.text)
    gone = gettext("“%(question)s” is deleted.", question=stored.text)
    return _to_outline(slug, gone)


def _created(typed: Typed) -> Poll:
    title, text = typed.one("new_title"), typed.one("new_text")
    return saving.create(title, text, _new_kind(typed))


def _added(poll: Poll) -> ResponseReturnValue:
    typed = sent()
    where = typed.one("new_page")
    page = int(where) - 1 if _NUMBER.fullmatch(where) else None
    try:
        saving.require_draft(poll)
        text = typed.one("new_text")
        if typed.one("new_kind") == answered_for.CODE:
            code = saving.ask_first(poll.slug, text)
        else:
            code = saving.add(poll.slug, text, _new_kind(typed), page)
    except (DraftRefused, EditRefused, MoveNotAllowed) as refusal:
        again = outline_page(poll, typed=typed, error=refusal.text)
        return render_template("editing/outline.html", page=again), _REFUSED
    return redirect(url_for("editing.question", slug=poll.slug, code=code), 303)


def _rearranged(poll: Poll) -> ResponseReturnValue:
    try:
        saving.require_draft(poll)
        done = rearrange(poll.slug, *pressed())
    except (DraftRefused, EditRefused, MoveNotAllowed) as refusal:
        again = outline_page(poll, refusal=refusal.text)
        return render_template("editing/outline.html", page=again), _REFUSED
    where = url_for("editing.outline", slug=poll.slug)
    if done is None:
        return redirect(where, 303)
    say(done.said)
    return redirect(f"{where}#{done.focus}", 303)


def _page_gone(poll: Poll) -> ResponseReturnValue:
    if request.method != "POST":
        abort(404)
    page = outline_page(poll, refusal=gone_words(poll, sent()))
    return render_template("editing/outline.html", page=page), _CONFLICT


def _new_kind(typed: Typed) -> QuestionKind:
    wanted = typed.one("new_kind")
    return next((kind for kind in QuestionKind if kind == wanted), QuestionKind.SINGLE)


def _too_late(slug: str) -> ResponseReturnValue:
    say(gettext("This poll has closed: what it asked stays as it was."))
    return redirect(url_for("authoring.poll", slug=slug), 303)


def _to_outline(slug: str, sentence: str) -> ResponseReturnValue:
    say(sentence)
    return redirect(url_for("editing.outline", slug=slug), 303)


_LANGUAGES = "/<slug:slug>/translations"
blueprint.add_url_rule(_LANGUAGES, view_func=translations)
blueprint.add_url_rule(
    f"{_LANGUAGES}/<language>", view_func=translation, methods=["GET", "POST"]
)
