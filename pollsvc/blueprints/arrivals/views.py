"""For staff: how many answers came, and whether those set aside are counted."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.arrivals.presenting import (
    arrivals_page,
    decision_page,
    done_words,
)
from pollsvc.domain.errors import DecisionNotAllowed, NoSuchWave
from pollsvc.domain.sentences import sentence
from pollsvc.domain.staff import Permission, may
from pollsvc.installation import current
from pollsvc.services import set_aside
from pollsvc.web.access import staff_only
from pollsvc.web.messages import said, say
from pollsvc.web.sign_in import actor, own_session

blueprint = Blueprint("arrivals", __name__, url_prefix="/staff/polls/<slug:slug>")


@blueprint.get("/arrivals")
@staff_only(Permission.VIEW_STAFF_PAGES)
def arrivals(slug: str) -> ResponseReturnValue:
    """Show what came to a poll, by the hour and in all."""
    now = current().clock()
    page = arrivals_page(
        set_aside.arrivals_at(slug=slug, now=now),
        may_decide=may(own_session().member.role, Permission.AUTHOR_POLLS),
        notices=said(),
        now=now,
    )
    return render_template("arrivals/arrivals.html", page=page)


@blueprint.route("/arrivals/<wave:wave>/count-in", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
def count_in(slug: str, wave: str) -> ResponseReturnValue:
    """Count what was set aside, after saying what that means."""
    return _decided(slug, wave, counted=True)


@blueprint.route("/arrivals/<wave:wave>/count-out", methods=["GET", "POST"])
@staff_only(Permission.AUTHOR_POLLS)
def count_out(slug: str, wave: str) -> ResponseReturnValue:
    """Count what was set aside no longer, after saying what that means."""
    return _decided(slug, wave, counted=False)


def _decided(slug: str, wave: str, *, counted: bool) -> ResponseReturnValue:
    if request.method != "POST":
        return _asked_first(slug, wave, counted=counted)
    try:
        number = set_aside.count_set_aside(
            slug=slug,
            wave_code=wave,
            counted=counted,
            actor=actor(),
            now=current().clock(),
        )
    except DecisionNotAllowed as refusal:
        say(refusal.text)
    else:
        say(done_words(number, count_in=counted))
    return redirect(url_for("arrivals.arrivals", slug=slug), 303)


def _asked_first(slug: str, code: str, *, counted: bool) -> ResponseReturnValue:
    found = set_aside.arrivals_at(slug=slug, now=current().clock())
    for wave in found.waves:
        if wave.wave.code == code:
            page = decision_page(found.poll, wave, count_in=counted)
            return render_template("arrivals/decide.html", page=page)
    msg = sentence("This poll was not asked in {wave}.", wave=code)
    raise NoSuchWave(msg)
