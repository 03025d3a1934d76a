"""Builds the pages of a preview: those that respondents meet, marked as what they are.

And the one that respondents do not meet: what would have been stored.
"""

from dataclasses import dataclass, replace
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext

from pollsvc.blueprints.responding.asking import check_page, poll_page
from pollsvc.blueprints.responding.journey import Step
from pollsvc.blueprints.responding.visits import Visit
from pollsvc.domain.journeys import Stop
from pollsvc.domain.piping import NOTHING, piped
from pollsvc.services.previewing import AsIf, Became, Rehearsal
from pollsvc.web.answer_words import Pairs, words_of, words_so_far
from pollsvc.web.sign_in import csrf_field
from pollsvc.web.surround import Surround

FRAMED = "framed"
"""What an address says of a preview that stands in a frame."""

_LAYOUT = "responding/preview.html"


@dataclass(frozen=True, kw_only=True)
class PreviewSurround(Surround):
    """What stands around a page of a preview.

    Attributes:
        poll_url: The poll's page for staff.
        phone_url: The preview as wide as a phone.
        again_url: The preview from its beginning.
    """

    poll_url: str
    phone_url: str
    again_url: str


@dataclass(frozen=True, kw_only=True)
class PhonePage:
    """A preview in a frame as wide as a phone.

    Attributes:
        wide_url: The preview without the frame.
    """

    title: str
    poll_url: str
    wide_url: str
    framed_url: str


@dataclass(frozen=True, kw_only=True)
class RehearsalPage:
    """What would have been stored.

    Attributes:
        answers: For each question its text, and what would be stored, in words.
        cells: For each column of the file its name and what would stand in it.
    """

    surround: PreviewSurround
    title: str
    answers: Pairs
    cells: Pairs


def drawn_preview(step: Step, *, notice: str | None = None) -> str:
    """Return the page of a step as HTML, with a form that stores nothing.

    Args:
        step: The step.
        notice: What else to say above it.
    """
    visit = step.visit
    around = _around(visit)
    action = _url("previews.answer", visit, answer="")
    if step.place is Stop.CHECK:
        check = check_page(step, notice=notice)
        hidden = (csrf_field(), *check.hidden)
        check = replace(check, surround=around, action=action, hidden=hidden)
        return render_template("responding/check.html", page=check)
    problems = step.refusal.problems if step.refusal else None
    form = poll_page(step, problems=problems, notice=notice)
    form = replace(
        form,
        surround=around,
        action=action,
        hidden=(csrf_field(), *form.hidden),
        results_url=None,
        languages=tuple(
            replace(link, url=_url("previews.preview", visit, lang=link.tag))
            for link in form.languages
        ),
    )
    return render_template("responding/poll.html", page=form)


def rehearsal_page(visit: Visit, rehearsal: Rehearsal) -> RehearsalPage:
    """Return what would have been stored, in words and as a row of the file."""
    given = words_so_far(visit.poll.questionnaire, visit.raw)
    said = {q.code: NOTHING for q in visit.poll.questionnaire.questions} | given
    return RehearsalPage(
        surround=_around(visit),
        title=visit.poll.title,
        answers=tuple(
            (
                piped(as_if.question, said).text,
                _became(as_if, given.get(as_if.question.code, "")),
            )
            for as_if in rehearsal.answers
        ),
        cells=tuple((n, cell or gettext("(empty)")) for n, cell in rehearsal.cells),
    )


def phone_page(visit: Visit) -> PhonePage:
    """Return the page that holds a preview as wide as a phone."""
    slug = visit.poll.slug
    return PhonePage(
        title=visit.poll.title,
        poll_url=url_for("authoring.poll", slug=slug),
        wide_url=url_for("previews.preview", slug=slug),
        framed_url=url_for("previews.preview", slug=slug, framed=""),
    )


def _around(visit: Visit) -> PreviewSurround:
    slug = visit.poll.slug
    return PreviewSurround(
        layout=_LAYOUT,
        framed=visit.framed,
        is_example=visit.poll.is_example,
        poll_url=url_for("authoring.poll", slug=slug),
        phone_url=url_for("previews.phone", slug=slug),
        again_url=_url("previews.preview", visit),
    )


def _url(endpoint: str, visit: Visit, **more: Any) -> str:
    more |= {FRAMED: ""} if visit.framed else {}
    return url_for(endpoint, slug=visit.poll.slug, **more)


def _became(as_if: AsIf, given: str) -> str:
    match as_if.became:
        case Became.ANSWERED:
            return words_of(as_if.question, as_if.answer)
        case Became.NOT_ANSWERED:
            said = gettext("Asked, and not answered")
        case Became.NOT_ASKED:
            said = gettext("Not asked")
        case Became.CLEARED:
            said = gettext(
                "Cleared: “%(given)s” was given, but other answers lead past this "
                "question. Stored as not asked.",
                given=given,
            )
    return str(said)
