"""The front page: polls to answer, then those recently closed."""

from datetime import datetime

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.home.pages import HomePage, PollLine
from pollsvc.domain.sentences import counted
from pollsvc.domain.waves import Standing
from pollsvc.installation import current
from pollsvc.services.listing import ListedPoll, public_list
from pollsvc.web.access import public
from pollsvc.web.poll_languages import poll_as_wished
from pollsvc.web.poll_words import state_words

blueprint = Blueprint("home", __name__)
MOST_CLOSED = 10


@blueprint.get("/")
@public
def index() -> ResponseReturnValue:
    """Every open poll and the recently closed ones."""
    now = current().clock()
    found = public_list(now=now, most_closed=MOST_CLOSED)
    page = HomePage(
        open_polls=tuple(_line(entry, now) for entry in found.open),
        closed_polls=tuple(_line(entry, now) for entry in found.closed),
    )
    return render_template("home/index.html", page=page)


def _line(entry: ListedPoll, now: datetime) -> PollLine:
    poll = poll_as_wished(entry.poll)
    questions = poll.questionnaire.questions
    endpoint = "responding.poll" if entry.standing is Standing.OPEN else "results.page"
    return PollLine(
        language=poll.questionnaire.language,
        title=poll.title,
        url=url_for(endpoint, slug=poll.slug),
        state=state_words(poll, entry.wave, now=now),
        question=questions[0].text if len(questions) == 1 else None,
        answers=_answers(entry.answers),
        is_example=poll.is_example,
    )


def _answers(number: int | None) -> str | None:
    if not number:
        return None
    return counted("{number:,} answer.", "{number:,} answers.", number=number)
