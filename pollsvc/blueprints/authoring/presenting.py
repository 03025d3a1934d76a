"""Builds the dashboard and the page of one poll."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from flask import url_for

from pollsvc.blueprints.authoring.drafts import fits_the_box
from pollsvc.blueprints.authoring.pages import (
    DashboardPage,
    EndingPage,
    PollPage,
    PollRow,
    Step,
    Way,
)
from pollsvc.blueprints.authoring.sentences import (
    closing_words,
    results_sentence,
    settings_sentence,
    sites_sentence,
    state_of,
)
from pollsvc.blueprints.authoring.snippets import qr_drawing, snippets
from pollsvc.domain.answer_sets import ANSWER_SETS
from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.texts import isolated
from pollsvc.domain.waves import Standing
from pollsvc.services.authoring import PollSummary
from pollsvc.web.fields import Choice
from pollsvc.web.poll_words import retention_words, state_words
from pollsvc.web.sign_in import csrf_field
from pollsvc.web.times import day_words, duration_words

SOON = timedelta(days=2)
_ALL = "all"
_FILTERS = {_ALL: "All states"} | {s.value: s.value.capitalize() for s in PollState}
_ENDINGS = {
    "authoring.close": (
        "Close",
        (
            "Nobody can answer any more: a closed poll cannot be opened again.",
            "Nobody can change an answer or take it back.",
            "The results become final, and people see them as its settings say.",
        ),
    ),
    "authoring.archive": (
        "Archive",
        (
            "Receipts stop working: nobody can find one person\u2019s answer again.",
            "Nobody can look at their answer, change it or take it back, nor can we.",
            "The results and the dataset stay as they are.",
        ),
    ),
}
_TEMPLATES = ("times_a_month", "yes_no", "agree")


def dashboard_page(
    summaries: Sequence[PollSummary],
    *,
    state: str,
    may_author: bool,
    notices: tuple[str, ...],
    now: datetime,
) -> DashboardPage:
    """Return every poll, or those in one state, with what waits for somebody."""
    wanted = state if state in _FILTERS else _ALL
    shown = [s for s in summaries if wanted in {_ALL, s.poll.state.value}]
    return DashboardPage(
        notices=notices,
        may_author=may_author,
        needs=tuple(_needs(summaries, now)) if may_author else (),
        states=tuple(Choice(value=v, label=label) for v, label in _FILTERS.items()),
        state=wanted,
        is_filtered=wanted != _ALL,
        rows=tuple(_row(summary, may_author=may_author) for summary in shown),
        templates=() if summaries or not may_author else tuple(_templates()),
    )


def poll_page(
    summary: PollSummary,
    *,
    may_author: bool,
    notices: tuple[str, ...],
    public_url: str,
    now: datetime,
) -> PollPage:
    """Return one poll: where it stands, what can be done, how to hand it out."""
    poll = summary.poll
    state, tag = state_of(summary)
    is_published = summary.wave is not None
    address = f"{public_url}/p/{poll.slug}"
    return PollPage(
        notices=notices,
        title=poll.title,
        slug=poll.slug,
        state=state,
        tag=tag,
        is_example=poll.is_example,
        responses=_responses(summary),
        sentences=_sentences(summary, now),
        hidden=(csrf_field(),),
        edit_url=_edit_url(poll) if may_author else None,
        is_published=is_published,
        preview_url=url_for("authoring.preview", of=poll.slug) if may_author else None,
        endings=tuple(_endings(poll)) if may_author else (),
        steps=tuple(_steps(summary)) if may_author else (),
        ways=tuple(_ways(poll, is_published=is_published)),
        public_url=address,
        snippets=snippets(poll, public_url) if is_published else (),
        shown_by=sites_sentence(poll.draft),
        qr=qr_drawing(address) if is_published else None,
        questions=tuple(
            (question.text, tuple(option.label for option in question.options))
            for question in poll.questionnaire.questions
        ),
    )


def ending_page(poll: Poll, endpoint: str) -> EndingPage:
    """Return the question whether a poll should be closed or archived."""
    verb, meanings = _ENDINGS[endpoint]
    return EndingPage(
        verb=verb,
        title=poll.title,
        meanings=meanings,
        action=url_for(endpoint, slug=poll.slug),
        hidden=(csrf_field(),),
        back_url=url_for("authoring.poll", slug=poll.slug),
    )


def _row(summary: PollSummary, *, may_author: bool) -> PollRow:
    poll = summary.poll
    state, tag = state_of(summary)
    edit = _edit_url(poll) if may_author else None
    ways = [Way(label="Edit", url=edit)] if edit else []
    if summary.wave is not None:
        results = url_for("results.page", slug=poll.slug)
        ways.append(Way(label="Results", url=results))
    return PollRow(
        title=poll.title,
        url=url_for("authoring.poll", slug=poll.slug),
        state=state,
        tag=tag,
        is_example=poll.is_example,
        responses=f"{summary.responses:,}" if summary.wave else "\u2013",
        closes=closing_words(summary),
        ways=tuple(ways),
    )


def _needs(summaries: Iterable[PollSummary], now: datetime) -> Iterable[Way]:
    for summary in summaries:
        closes = summary.wave.window.closes_at if summary.wave else None
        if summary.standing is Standing.OPEN and closes and closes - now < SOON:
            left = duration_words(int((closes - now).total_seconds()))
            yield Way(
                label=f"\u201c{isolated(summary.poll.title)}\u201d closes in {left}",
                url=url_for("authoring.poll", slug=summary.poll.slug),
            )


def _templates() -> Iterable[Way]:
    for name in _TEMPLATES:
        url = url_for("authoring.new", answers=name)
        yield Way(label=f"Start with \u201c{ANSWER_SETS[name].title}\u201d", url=url)


def _responses(summary: PollSummary) -> str:
    if summary.wave is None:
        return "Not opened yet"
    number = summary.responses
    words = "1 answer" if number == 1 else f"{number:,} answers"
    return f"{words} in wave {summary.wave.code}" if _repeats(summary) else words


def _repeats(summary: PollSummary) -> bool:
    return summary.poll.draft.schedule.repeats is not None


def _sentences(summary: PollSummary, now: datetime) -> tuple[str, ...]:
    draft = summary.poll.draft
    if summary.wave is None:
        return (settings_sentence(draft, now=now),)
    kept = retention_words(draft)
    if purged := summary.wave.purged_at:
        day = day_words(purged.astimezone(draft.schedule.tzinfo).date())
        kept = f"Single answers were deleted on {day}."
    return (
        state_words(summary.poll, summary.wave, now=now),
        *_aside(summary.set_aside, counted=summary.wave.aside_counted),
        results_sentence(draft),
        kept,
    )


def _aside(number: int, *, counted: bool) -> Iterable[str]:
    if number:
        answers = "1 answer was" if number == 1 else f"{number:,} answers were"
        state = "counted all the same" if counted else "not counted"
        yield f"{answers} set aside, and {state}: see Arrivals."


def _edit_url(poll: Poll) -> str | None:
    changes = poll.state in (PollState.DRAFT, PollState.OPEN)
    return edit_url(poll) if changes else None


def edit_url(poll: Poll) -> str:
    """Return where a poll is changed."""
    # The quick box, where it can say all of the poll; else the editor of surveys.
    editor = "authoring.edit" if fits_the_box(poll) else "editing.outline"
    return url_for(editor, slug=poll.slug)


def _endings(poll: Poll) -> Iterable[Way]:
    if poll.state is PollState.OPEN:
        url = url_for("authoring.close", slug=poll.slug)
        yield Way(label="Close this poll", url=url)
    if poll.state is PollState.CLOSED:
        url = url_for("authoring.archive", slug=poll.slug)
        yield Way(label="Archive this poll", url=url)


def _steps(summary: PollSummary) -> Iterable[Step]:
    poll = summary.poll
    if poll.state is PollState.DRAFT:
        yield Step(
            label="Open now",
            action=url_for("authoring.open_now", slug=poll.slug),
            meaning="From then on members can answer. Its words are then fixed.",
            kind="main",
        )
    if poll.state is PollState.OPEN and summary.responses == 0:
        yield Step(
            label="Undo: back to draft",
            action=url_for("authoring.undo", slug=poll.slug),
            meaning="Possible until somebody answers.",
        )


def _ways(poll: Poll, *, is_published: bool) -> Iterable[Way]:
    slug = poll.slug
    if is_published:
        yield Way(label="The poll", url=url_for("responding.poll", slug=slug))
        yield Way(label="Results", url=url_for("results.page", slug=slug))
        yield Way(label="Dataset", url=url_for("datasets.dataset", slug=slug))
        yield Way(label="Arrivals", url=url_for("arrivals.arrivals", slug=slug))
    definition = url_for("authoring.definition", slug=slug)
    yield Way(label="Definition (YAML file)", url=definition)
