"""Shows where somebody is in a survey: a page of questions, or the answers to check.

A poll of one page is a survey whose only page is followed by nothing.
"""

from collections.abc import Mapping

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.responding import asking
from pollsvc.blueprints.responding.journey import Step
from pollsvc.blueprints.responding.visits import FORM_CACHING
from pollsvc.domain.journeys import Stop


def show(
    step: Step, *, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    """Return the page of a step.

    Args:
        step: The step.
        notice: What else to say above it.
        status: With what it answers where nothing is wrong with the answers.
    """
    problems = step.refusal.problems if step.refusal else None
    html = drawn(step, problems=problems, notice=notice)
    response = make_response(html, 422 if problems else status)
    response.headers["Cache-Control"] = FORM_CACHING
    return response


def drawn(
    step: Step,
    *,
    problems: Mapping[str, str] | None = None,
    notice: str | None = None,
    ballot: str | None = None,
) -> str:
    """Return the page of a step as HTML.

    Args:
        step: The step.
        problems: What is wrong with the answers, by question code.
        notice: What else to say above them.
        ballot: What to put in place of the visit's own token.
    """
    if step.place is Stop.CHECK:
        page = asking.check_page(step, notice=notice)
        return render_template("responding/check.html", page=page)
    form = asking.poll_page(step, problems=problems, notice=notice, ballot=ballot)
    return render_template("responding/poll.html", page=form)
