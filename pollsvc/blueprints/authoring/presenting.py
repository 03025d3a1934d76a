"""Builds the dashboard and the page of one poll."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext

from pollsvc.blueprints.authoring.asked import asked_pages
from pollsvc.blueprints.authoring.drafts import fits_the_box
from pollsvc.blueprints.authoring.pages import (
    DashboardPage,
    PollPage,
    PollRow,
)
from pollsvc.blueprints.authoring.sentences import (
    STATES,
    closing_words,
    opening_words,
    results_sentence,
    settings_sentence,
    sites_sentence,
    state_of,
)
from pollsvc.blueprints.authoring.series_part import series_part
from pollsvc.blueprints.authoring.snippets import qr_drawing, snippets
from pollsvc.blueprints.authoring.steps import Step, Way
from pollsvc.domain.answer_sets import ANSWER_SETS
from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.sentences import bare, counted, in_a_row, sentence
from pollsvc.domain.staff import Permission, Role, may
from pollsvc.domain.texts import isolated
from pollsvc.domain.waves import Standing
from pollsvc.installation import current
from pollsvc.services.authoring import PollSummary
from pollsvc.services.series import SeriesView
from pollsvc.web.fields import Choice
from pollsvc.web.poll_words import retention_words, state_words
from pollsvc.web.sign_in import csrf_field
from pollsvc.web.times import day_words, duration_words

SOON = timedelta(days=2)
_ALL = "all"
_FILTERS = {_ALL: sentence("All states")} | {s.value: STATES[s] for s in PollState}
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
        rows=tuple(_row(summary, now, may_author=may_author) for summary in shown),
        templates=() if summaries or not may_author else tuple(_templates()),
    )


def poll_page(
    summary: PollSummary,
    series: SeriesView,
    *,
    role: Role,
    notices: tuple[str, ...],
    now: datetime,
) -> PollPage:
    """Return one poll: where it stands, what can be done, how to hand it out."""
    poll, public_url = summary.poll, current().settings.public_url
    state, tag = state_of(summary)
    is_published = summary.wave is not None
    may_author = may(role, Permission.AUTHOR_POLLS)
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
        steps=tuple(_steps(summary, now)) if may_author else (),
        series=series_part(series, may_author=may_author, now=now),
        ways=(
            *_ways(poll, role, is_published=is_published),
            *_looks(poll, may_author=may_author),
        ),
        public_url=address,
        snippets=snippets(poll, public_url) if is_published else (),
        shown_by=sites_sentence(poll.draft),
        qr=qr_drawing(address) if is_published else None,
        asked=asked_pages(poll.questionnaire),
    )


def _row(summary: PollSummary, now: datetime, *, may_author: bool) -> PollRow:
    poll = summary.poll
    state, tag = state_of(summary)
    edit = _edit_url(poll) if may_author else None
    ways = [Way(label=sentence("Edit"), url=edit)] if edit else []
    if summary.wave is not None:
        results = url_for("results.page", slug=poll.slug)
        ways.append(Way(label=sentence("Results"), url=results))
    return PollRow(
        title=poll.title,
        url=url_for("authoring.poll", slug=poll.slug),
        state=state,
        tag=tag,
        is_example=poll.is_example,
        responses=bare(summary.responses) if summary.wave else "\u2013",
        closes=closing_words(summary, now=now),
        ways=tuple(ways),
    )


def _needs(summaries: Iterable[PollSummary], now: datetime) -> Iterable[Way]:
    for summary in summaries:
        closes = summary.wave.window.closes_at if summary.wave else None
        if summary.standing is Standing.OPEN and closes and closes - now < SOON:
            left = duration_words(int((closes - now).total_seconds()))
            yield Way(
                label=sentence(
                    "\u201c{title}\u201d closes in {left}",
                    title=isolated(summary.poll.title),
                    left=left,
                ),
                url=url_for("authoring.poll", slug=summary.poll.slug),
            )


def _templates() -> Iterable[Way]:
    for name in _TEMPLATES:
        url = url_for("authoring.new", answers=name)
        label = sentence(
            "Start with \u201c{title}\u201d", title=ANSWER_SETS[name].title
        )
        yield Way(label=label, url=url)


def _responses(summary: PollSummary) -> str:
    if summary.wave is None:
        return sentence("Not opened yet")
    number = summary.responses
    if _repeats(summary):
        return counted(
            "{number:,} answer in wave {wave}",
            "{number:,} answers in wave {wave}",
            number=number,
            wave=summary.wave.code,
        )
    return counted("{number:,} answer", "{number:,} answers", number=number)


def _repeats(summary: PollSummary) -> bool:
    return summary.poll.draft.schedule.repeats is not None


def _sentences(summary: PollSummary, now: datetime) -> tuple[str, ...]:
    draft = summary.poll.draft
    if summary.wave is None:
        return (settings_sentence(draft, now=now),)
    kept = retention_words(draft)
    if purged := summary.wave.purged_at:
        day = day_words(purged.astimezone(draft.schedule.tzinfo).date())
        kept = sentence("Single answers were deleted on {day}.", day=day)
    return (
        state_words(summary.poll, summary.wave, now=now),
        *_aside(summary.set_aside, is_counted=summary.wave.aside_counted),
        results_sentence(draft),
        kept,
    )


def _aside(number: int, *, is_counted: bool) -> Iterable[str]:
    if number and is_counted:
        yield counted(
            "{number:,} answer was set aside, and counted all the same: see Arrivals.",
            "{number:,} answers were set aside, and counted all the same: see "
            "Arrivals.",
            number=number,
        )
    elif number:
        yield counted(
            "{number:,} answer was set aside, and not counted: see Arrivals.",
            "{number:,} answers were set aside, and not counted: see Arrivals.",
            number=number,
        )


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
        yield Way(label=sentence("Close this poll"), url=url)
    if poll.state is PollState.CLOSED:
        url = url_for("authoring.archive", slug=poll.slug)
        yield Way(label=sentence("Archive this poll"), url=url)


def _steps(summary: PollSummary, now: datetime) -> Iterable[Step]:
    poll = summary.poll
    if poll.state is PollState.DRAFT:
        yield Step(
            label=sentence("Open now"),
            action=url_for("authoring.open_now", slug=poll.slug),
            meaning=_opening(poll, now),
            kind="main",
        )
    if poll.state is PollState.OPEN and summary.responses == 0:
        yield Step(
            label=sentence("Undo: back to draft"),
            action=url_for("authoring.undo", slug=poll.slug),
            meaning=sentence("Possible until somebody answers."),
        )
    yield Step(
        label=gettext("Copy this poll"),
        action=url_for("beginning.copy", slug=poll.slug),
        meaning=gettext(
            "Makes a draft with the same questions and settings, without dates or "
            "answers."
        ),
    )


def _opening(poll: Poll, now: datetime) -> str:
    """Return what happens once a draft is opened."""
    if opens := opening_words(poll.draft.schedule, now=now):
        return in_a_row(opens, sentence("What it asks can still be changed."))
    return sentence(
        "From then on members can answer. What it asks can still be changed."
    )


def _ways(poll: Poll, role: Role, *, is_published: bool) -> Iterable[Way]:
    slug = poll.slug
    if is_published:
        poll_url = url_for("responding.poll", slug=slug)
        yield Way(label=sentence("The poll"), url=poll_url)
        results = url_for("results.page", slug=slug)
        yield Way(label=sentence("Results"), url=results)
        dataset = url_for("datasets.dataset", slug=slug)
        yield Way(label=sentence("Dataset"), url=dataset)
        if may(role, Permission.SEE_DATA):
            analysis = url_for("analysing.newest", slug=slug)
            yield Way(label=sentence("Analysis"), url=analysis)
        arrivals = url_for("arrivals.arrivals", slug=slug)
        yield Way(label=sentence("Arrivals"), url=arrivals)
    definition = url_for("authoring.definition", slug=slug)
    yield Way(label=sentence("Definition (YAML file)"), url=definition)


def _looks(poll: Poll, *, may_author: bool) -> Iterable[Way]:
    preview = url_for("previews.preview", slug=poll.slug)
    yield Way(label=gettext("Preview: answer as if, nothing is stored"), url=preview)
    if may_author and poll.state is PollState.DRAFT:
        rename = url_for("authoring.edit", slug=poll.slug, rename="", _anchor="title")
        yield Way(label=gettext("Change its name or address"), url=rename)
        library = url_for("beginning.library", slug=poll.slug)
        yield Way(label=gettext("Take questions from another poll"), url=library)
