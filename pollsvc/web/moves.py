"""Does to a poll what a staff member has pressed, and says on its page how it went."""

from collections.abc import Callable

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from pollsvc.domain.errors import MoveNotAllowed
from pollsvc.installation import current
from pollsvc.web.messages import say
from pollsvc.web.sign_in import actor


def moved(move: Callable[..., object], slug: str, done: str) -> ResponseReturnValue:
    """Move a poll, and lead to its page, which says so or why not."""
    try:
        move(slug=slug, actor=actor(), now=current().clock())
    except MoveNotAllowed as refusal:
        return told(slug, refusal.text)
    return told(slug, done)


def told(slug: str, text: str) -> ResponseReturnValue:
    """Lead to a poll's page, which says a sentence."""
    say(text)
    return redirect(url_for("authoring.poll", slug=slug), 303)
