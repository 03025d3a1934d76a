"""Asks whether a poll should be closed or archived, and says what that means."""

from dataclasses import dataclass

from flask import url_for

from pollsvc.blueprints.authoring.pages import EndingPage
from pollsvc.domain.polls import Poll
from pollsvc.domain.sentences import Sentence, sentence, template
from pollsvc.domain.texts import isolated
from pollsvc.web.sign_in import csrf_field


@dataclass(frozen=True, kw_only=True)
class _Ending:
    """How somebody is asked whether something should end.

    Attributes:
        question: A template with the poll's {title}.
    """

    question: str
    button: Sentence
    meanings: tuple[Sentence, ...]


_ENDINGS = {
    "authoring.close": _Ending(
        question=template("Close \u201c{title}\u201d?"),
        button=sentence("Close this poll"),
        meanings=(
            sentence(
                "Nobody can answer any more: a closed poll cannot be opened again."
            ),
            sentence("Nobody can change an answer or take it back."),
            sentence(
                "The results become final, and people see them as its settings say."
            ),
        ),
    ),
    "authoring.archive": _Ending(
        question=template("Archive \u201c{title}\u201d?"),
        button=sentence("Archive this poll"),
        meanings=(
            sentence(
                "Receipts stop working: nobody can find one person\u2019s answer again."
            ),
            sentence(
                "Nobody can look at their answer, change it or take it back, nor can "
                "we."
            ),
            sentence("The results and the dataset stay as they are."),
        ),
    ),
}


def ending_page(poll: Poll, endpoint: str) -> EndingPage:
    """Return the question whether a poll should be closed or archived."""
    ending = _ENDINGS[endpoint]
    return EndingPage(
        heading=sentence(ending.question, title=isolated(poll.title)),
        button=ending.button,
        meanings=ending.meanings,
        action=url_for(endpoint, slug=poll.slug),
        hidden=(csrf_field(),),
        back_url=url_for("authoring.poll", slug=poll.slug),
    )
