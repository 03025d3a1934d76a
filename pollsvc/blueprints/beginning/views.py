"""A copy of a poll, a ready-made one, and questions taken from others."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from pollsvc.blueprints.beginning.presenting import (
    TAKE,
    library_page,
    looked_for,
    notes_in_words,
    starters_page,
    wanted_of,
)
from pollsvc.definitions.starters import starter
from pollsvc.domain.errors import DraftRefused, MoveNotAllowed
from pollsvc.domain.polls import PollState
from pollsvc.domain.staff import Permission
from pollsvc.installation import current
from pollsvc.services import authoring, beginning
from pollsvc.web.access import staff_only
from pollsvc.web.languages import worded
from pollsvc.web.messages import said, say
from pollsvc.web.sign_in import actor

blueprint = Blueprint("beginning", __name__, url_prefix="/staff/polls")


@blueprint.get("/new/ready-made")
@staff_only(Permission.AUTHOR_POLLS)
def starters() -> ResponseReturnValue:
    """Show the polls that are ready to begin with."""
    return render_template("beginning/starters.html", page=starters_page())


@blueprint.post("/new/ready-made/<slug:name>")
@staff_only(Permission.AUTHOR_POLLS)
def begin(name: str) -> ResponseReturnValue:
    """Make a draft of a ready-made poll."""
    draft, now = starter(name).draft, current().clock()
    poll = beginning.begin_with(draft=draft, actor=actor(), now=now)
    sentence = gettext(
        "This is a draft of your own now. Change whatever you like before you open it."
    )
    return _done(poll.slug, sentence)


@blueprint.post("/<slug:slug>/copy")
@staff_only(Permission.AUTHOR_POLLS)
def copy(slug: str) -> ResponseReturnValue:
    """Make a draft that asks what a poll asks."""
    known = authoring.find_poll(slug=slug).title
    title = gettext("Copy of %(title)s", title=known)
    now = current().clock()
    try:
        poll = beginning.copy_poll(slug=slug, title=title, actor=actor(), now=now)
    except DraftRefused as refusal:
        return _done(slug, gettext("Not copied. %(why)s", why=worded(refusal.text)))
    sentence = gettext(
        "This is a copy, as a draft at the address %(slug)s. It has the same questions "
        "and settings, but no dates and no answers.",
        slug=poll.slug,
    )
    return _done(poll.slug, sentence)


@blueprint.get("/<slug:slug>/library")
@staff_only(Permission.AUTHOR_POLLS)
def library(slug: str) -> ResponseReturnValue:
    """Show the questions of other polls, to be taken into a draft."""
    poll = authoring.find_poll(slug=slug)
    if poll.state is not PollState.DRAFT:
        return _done(slug, gettext("Only a draft can be changed."))
    page = library_page(
        poll,
        beginning.shelves(but=slug),
        words=request.args.get("words", ""),
        of=request.args.get("of", ""),
        notices=said(),
    )
    return render_template("beginning/library.html", page=page)


@blueprint.post("/<slug:slug>/library")
@staff_only(Permission.AUTHOR_POLLS)
def take(slug: str) -> ResponseReturnValue:
    """Put the questions that were ticked at the end of a draft."""
    wanted = wanted_of(request.form.getlist(TAKE))
    if not wanted:
        say(gettext("Nothing was ticked, so nothing was taken."))
        return redirect(url_for("beginning.library", slug=slug, **looked_for()), 303)
    try:
        taken = beginning.take_questions(
            slug=slug, wanted=wanted, actor=actor(), now=current().clock()
        )
    except DraftRefused as refusal:
        why = " ".join(map(worded, refusal.problems.values()))
        return _done(slug, gettext("Nothing was taken. %(why)s", why=why))
    except MoveNotAllowed as refusal:
        return _done(slug, worded(refusal.text))
    sentence = ngettext(
        "%(num)s question was added at the end.",
        "%(num)s questions were added at the end.",
        taken.number,
    )
    return _done(slug, sentence, *notes_in_words(taken.notes))


def _done(slug: str, *sentences: str) -> ResponseReturnValue:
    for sentence in sentences:
        say(sentence)
    return redirect(url_for("authoring.poll", slug=slug), 303)
