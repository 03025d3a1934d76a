"""Builds the results page from what its onlooker may see."""

from dataclasses import replace
from datetime import datetime

from flask import url_for

from pollsvc.blueprints.results import words
from pollsvc.blueprints.results.pages import (
    Download,
    OwnAnswer,
    QuestionResult,
    ResultsPage,
)
from pollsvc.blueprints.results.questions import question_result
from pollsvc.domain.answers import from_stored
from pollsvc.domain.polls import Poll
from pollsvc.domain.questionnaires import Question
from pollsvc.domain.responses import Outcome
from pollsvc.domain.retention import days_words
from pollsvc.domain.sentences import sentence
from pollsvc.domain.waves import Standing
from pollsvc.installation import current
from pollsvc.services.results import ResultsView, figures_shown
from pollsvc.web.answer_words import stored_in_words
from pollsvc.web.poll_languages import language_links
from pollsvc.web.poll_words import OWN_ASIDE, state_words
from pollsvc.web.surround import Surround, surround_for
from pollsvc.web.version_words import history_lines, is_changed
from pollsvc.web.visitors import Visitor
from pollsvc.web.wave_links import wave_links

MOST_LINKED = 12
"""So many waves can be gone to from here; the page of the data links all of them."""

_THANKS = {
    Outcome.SUBMITTED: sentence("Thank you. Your answer is counted."),
    Outcome.UNCHANGED: sentence("Thank you. Your answer was already counted."),
    Outcome.AMENDED: sentence("Thank you. Your new answer is counted."),
    Outcome.SET_ASIDE: sentence("Thank you. Your answer is counted."),
}
_THANKS_ASIDE = {
    Outcome.SUBMITTED: sentence("Thank you. Your answer is kept, and not counted yet."),
    Outcome.UNCHANGED: sentence(
        "Thank you. Your answer was kept already, and not counted yet."
    ),
    Outcome.AMENDED: sentence(
        "Thank you. Your new answer is kept, and not counted yet."
    ),
    Outcome.SET_ASIDE: sentence("Thank you. Your answer is kept, and not counted yet."),
}


_CHANGED = sentence(
    "The question was changed while people answered; what changed is said below."
)


def results_page(
    view: ResultsView,
    visitor: Visitor,
    *,
    receipt: str,
    framed: bool,
    now: datetime,
) -> ResultsPage:
    """Return one wave's results for one visitor, with a text as their receipt."""
    poll, release = view.poll, view.release
    withheld = words.withheld_words(view)
    shown = release is not None and withheld is None
    return ResultsPage(
        surround=surround(poll, framed=framed),
        slug=poll.slug,
        heading=poll.title,
        is_survey=len(poll.questionnaire.questions) > 1,
        wave=view.wave.code,
        state_note=state_words(poll, view.wave, now=now),
        own=_own_answer(view, visitor, receipt, framed=framed),
        withheld=withheld,
        questions=_questions(view, visitor) if shown else (),
        base_note=words.collection_note(view, release) if release else "",
        aside_note=words.aside_note(release) if release else "",
        history=history_lines(view.versions) + words.small_groups_note(view),
        release_note=words.release_note(view, release),
        self_selection_note=words.SELF_SELECTION,
        waves=wave_links(
            "results.wave", poll.slug, view.opened[:MOST_LINKED], shown=view.wave.code
        ),
        downloads=_downloads(view) if shown else (),
        answer_url=_answer_url(view, visitor, framed=framed),
        page_url=f"{current().settings.public_url}{_url(view, 'page')}",
        languages=() if visitor.response else language_links(),
    )


def surround(poll: Poll, *, framed: bool) -> Surround:
    """Return what stands around a page of this poll's results."""
    return surround_for(
        framed=framed,
        is_example=poll.is_example,
        full_page_url=url_for("results.page", slug=poll.slug),
    )


def _questions(view: ResultsView, visitor: Visitor) -> tuple[QuestionResult, ...]:
    questionnaire = view.asked
    own = (
        from_stored(questionnaire, visitor.response.answers) if visitor.response else {}
    )
    return tuple(
        _noted(
            view, question, question_result(question, figures, own.get(question.code))
        )
        for question, figures in zip(
            questionnaire.questions, figures_shown(view), strict=True
        )
    )


def _noted(
    view: ResultsView, question: Question, result: QuestionResult
) -> QuestionResult:
    """Return a result that says so where its question was changed meanwhile."""
    if not is_changed(view.versions, question.code):
        return result
    return replace(result, notes=(*result.notes, _CHANGED))


def _own_answer(
    view: ResultsView, visitor: Visitor, receipt: str, *, framed: bool
) -> OwnAnswer | None:
    if visitor.response is None:
        return None
    changeable = view.standing is Standing.OPEN
    thanks = _THANKS_ASIDE if visitor.response.set_aside else _THANKS
    ending = "_frame" if framed else ""
    slug = view.poll.slug
    return OwnAnswer(
        thanks=thanks[visitor.thanks.outcome] if visitor.thanks else None,
        aside_note=OWN_ASIDE if visitor.response.set_aside else None,
        remembered=visitor.remembered,
        labels=stored_in_words(visitor.response.asked, visitor.response.answers),
        receipt=receipt,
        receipt_note=_receipt_note(view.poll, changeable=changeable),
        change_action=url_for(f"responding.change{ending}", slug=slug)
        if changeable
        else None,
        withdraw_action=url_for(f"receipts.withdraw{ending}", slug=slug)
        if changeable
        else None,
    )


def _receipt_note(poll: Poll, *, changeable: bool) -> str:
    if changeable:
        return sentence(
            "With this receipt you can see your answer, change it or take it back "
            "until the poll closes."
        )
    days = poll.draft.keep_days
    if days is None:
        return sentence(
            "With this receipt you can see your answer until the poll is archived or "
            "its single answers are deleted."
        )
    return sentence(
        "With this receipt you can see your answer until the poll is archived, and for "
        "at most {days} after it closed: then single answers are deleted.",
        days=days_words(days),
    )


def _downloads(view: ResultsView) -> tuple[Download, ...]:
    data = url_for("datasets.dataset", slug=view.poll.slug)
    return (
        Download(label=sentence("Results as CSV"), url=_url(view, "as_csv")),
        Download(label=sentence("Results as JSON"), url=_url(view, "as_json")),
        Download(
            label=sentence("Data and codebook"),
            url=data,
        ),
    )


def _answer_url(view: ResultsView, visitor: Visitor, *, framed: bool) -> str | None:
    if visitor.response is not None or view.standing is not Standing.OPEN:
        return None
    endpoint = "responding.frame" if framed else "responding.poll"
    return url_for(endpoint, slug=view.poll.slug)


_OF_WAVE = {"page": "wave", "as_csv": "wave_csv", "as_json": "wave_json"}


def _url(view: ResultsView, endpoint: str) -> str:
    """Return an address of a wave's results: the poll's own for the wave it shows."""
    slug, code = view.poll.slug, view.wave.code
    if not view.is_shown:
        return url_for(f"results.{_OF_WAVE[endpoint]}", slug=slug, wave=code)
    return url_for(f"results.{endpoint}", slug=slug)
