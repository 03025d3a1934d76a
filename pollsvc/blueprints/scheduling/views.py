"""What the buttons do that skip, extend, close, stop and resume a poll's waves."""

from functools import partial

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.scheduling.presenting import (
    WAVE,
    close_page,
    extend_page,
    wished,
)
from pollsvc.domain.errors import MoveNotAllowed
from pollsvc.domain.sentences import sentence
from pollsvc.domain.series import SeriesMove, require_wave
from pollsvc.domain.staff import Permission
from pollsvc.domain.waves import Wave
from pollsvc.installation import current
from pollsvc.services import series
from pollsvc.web.access import staff_only
from pollsvc.web.moves import moved, told
from pollsvc.web.sign_in import actor

blueprint = Blueprint("scheduling", __name__, url_prefix="/staff/polls/<slug:slug>")
UNREADABLE = sentence("Write the date like 2026-11-30.")
NOT_RUNNING = sentence("No wave takes answers now.")


@blueprint.post("/waves/<wave:wave>/skip")
@staff_only(Permission.AUTHOR_POLLS)
def skip(slug: str, wave: str) -> ResponseReturnValue:
    """Leave out the next wave."""
    skipped = partial(series.skip_next, wave=wave)
    return moved(skipped, slug, sentence("The next wave is left out."))


@blueprint.post("/waves/take-back")
@staff_only(Permission.AUTHOR_POLLS)
def take_back(slug: str) -> ResponseReturnValue:
    """Leave out nothing that is to come."""
    return moved(series.take_back_skips, slug, sentence("Nothing is left out."))


@blueprint.post("/waves/stop")
@staff_only(Permission.AUTHOR_POLLS)
def stop(slug: str) -> ResponseReturnValue:
    """Ask no more after the wave that is open."""
    done = sentence("The poll is not asked again until you begin again.")
    return moved(series.stop_repeating, slug, done)


@blueprint.post("/waves/begin-again")
@staff_only(Permission.AUTHOR_POLLS)
def begin_again(slug: str) -> ResponseReturnValue:
    """Go on with what was stopped."""
    return moved(series.begin_again, slug, sentence("The poll is asked again."))


@blueprint.route("/waves/close", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
def close_wave(slug: str) -> ResponseReturnValue:
    """Close the wave that is open, after saying what that means."""
    if request.method == "POST":
        closed = partial(series.close_wave, wave=request.form.get(WAVE, ""))
        return moved(closed, slug, sentence("The wave is closed."))
    view = _look(slug)
    if view.wave is None or SeriesMove.CLOSE_WAVE not in view.moves:
        return told(slug, NOT_RUNNING)
    return render_template("authoring/ending.html", page=close_page(view, view.wave))


@blueprint.route("/waves/extend", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
def extend(slug: str) -> ResponseReturnValue:
    """Let the wave that is open close later."""
    view = _look(slug)
    if view.wave is None or SeriesMove.EXTEND not in view.moves:
        return told(slug, NOT_RUNNING)
    problem = None
    if request.method == "POST":
        try:
            require_wave(view.wave, request.form.get(WAVE, ""))
        except MoveNotAllowed as refusal:
            return told(slug, refusal.text)
        problem = _extended(view, view.wave)
        if problem is None:
            return told(slug, sentence("The poll is open for longer."))
    page = extend_page(view, view.wave, typed=request.form, problem=problem)
    return render_template("scheduling/extend.html", page=page), 422 if problem else 200


def _look(slug: str) -> series.SeriesView:
    return series.look_at_series(slug=slug, now=current().clock(), most=1)


def _extended(view: series.SeriesView, wave: Wave) -> str | None:
    """Extend a wave as was sent; return why not where that is not possible."""
    until = wished(view.poll, request.form)
    if until is None:
        return UNREADABLE
    slug, now = view.poll.slug, current().clock()
    try:
        series.extend_wave(
            slug=slug, wave=wave.code, until=until, actor=actor(), now=now
        )
    except MoveNotAllowed as refusal:
        return refusal.text
    return None
