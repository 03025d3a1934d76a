"""Builds the editor and its preview from what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for

from pollsvc.blueprints.authoring import schedule_fields
from pollsvc.blueprints.authoring.conflicts import quick_differences
from pollsvc.blueprints.authoring.drafts import (
    draft_of,
    fits_the_box,
    question_of,
    text_of,
)
from pollsvc.blueprints.authoring.forms import (
    MOST_TEXT,
    RELEASE,
    VISIBILITY,
    EditorForm,
    radio_choices,
    zone_choices,
)
from pollsvc.blueprints.authoring.pages import (
    AnswerRow,
    EditorPage,
    PreviewPage,
)
from pollsvc.blueprints.authoring.presses import NOTHING, AfterPress
from pollsvc.blueprints.authoring.saving import overtaken
from pollsvc.blueprints.authoring.sentences import settings_sentence
from pollsvc.blueprints.authoring.series_part import WINDOWS_SHOWN
from pollsvc.domain.answer_sets import ANSWER_SETS
from pollsvc.domain.errors import DraftRefused, MeaningWanted, QuestionChanged, Refusal
from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.questionnaires import Question
from pollsvc.domain.quick_text import answers_as_written
from pollsvc.domain.sentences import in_a_row, sentence
from pollsvc.domain.texts import isolated
from pollsvc.domain.version_changes import Changes
from pollsvc.domain.waves import Wave
from pollsvc.domain.wording import advice_on
from pollsvc.web.fields import Choice, HiddenField, Problem
from pollsvc.web.languages import worded
from pollsvc.web.meanings import is_published, meaning_question
from pollsvc.web.moments import time_choices
from pollsvc.web.poll_words import form_status
from pollsvc.web.questions import question_field
from pollsvc.web.schedule_words import window_words
from pollsvc.web.sign_in import csrf_field
from pollsvc.web.surround import Surround

_FIELDS = {
    "questions": "text",
    "slug": "slug",
    "title": "title",
    "results": "results",
    "release": "release",
    **schedule_fields.FIELDS,
    "sites": "sites",
    "keep_days": "keep_days",
}


@dataclass(frozen=True, kw_only=True)
class Edited:
    """What the editor shows beside the form.

    Attributes:
        problems: What is wrong, a sentence by the draft's field.
        changes: What is to be asked about before it is saved; None: nothing.
        overtaken: Whether somebody else has stored something else meanwhile.
        is_renamed: Whether its author comes to give it another name.
    """

    form: EditorForm
    stored: Poll | None
    problems: Mapping[str, str] | None = None
    notice: str | None = None
    after: AfterPress = NOTHING
    is_fresh: bool = False
    changes: Changes | None = None
    overtaken: bool = False
    is_renamed: bool = False


def after_refusal(shown: Edited, refusal: Refusal) -> tuple[Edited, int]:
    """Return the editor after nothing was saved, saying why, and its status."""
    match refusal:
        case DraftRefused(problems=problems):
            return replace(shown, problems=problems), 422
        case MeaningWanted(changes=changes):
            return replace(shown, changes=changes), 409
        case QuestionChanged() if shown.stored:
            stored, notice = overtaken(shown.form, shown.stored)
            return replace(shown, stored=stored, notice=notice, overtaken=True), 409
        case _:
            return replace(shown, notice=worded(refusal.text)), 409


def editor_page(edited: Edited, *, now: datetime) -> EditorPage:
    """Return the editor with everything as typed."""
    form, stored, after = edited.form, edited.stored, edited.after
    typed = {field.name: str(field.data or "") for field in form}
    question = question_of(form, stored)
    errors = _errors(edited.problems or {})
    draft = draft_of(form, stored, lenient=True)
    why_no_times = _why_no_times(form, stored)
    return EditorPage(
        heading=(
            sentence("Edit \u201c{title}\u201d", title=isolated(stored.title))
            if stored
            else sentence("New poll")
        ),
        action=_action(stored),
        survey_url=_survey_url(stored),
        preview_action=url_for("authoring.preview", of=stored and stored.slug),
        hidden=_hidden(typed),
        problems=tuple(
            Problem(text=text, href=f"#{name}") for name, text in errors.items()
        ),
        typed=typed,
        most_text=MOST_TEXT,
        ticked=frozenset(field.name for field in form if field.data is True),
        errors={name: errors.get(name) for name in typed},
        fixed=() if stored is None or fits_the_box(stored) else _fixed(stored),
        said=after.said,
        notice=edited.notice,
        differences=quick_differences(form, stored)
        if edited.overtaken and stored
        else (),
        focus=after.focus,
        answer_sets=tuple(
            Choice(value=answer_set.name, label=answer_set.title)
            for answer_set in ANSWER_SETS.values()
        ),
        may_put_back=bool(typed["replaced"]),
        rows=_rows(text_of(form), question),
        ordering=after.ordering,
        advice=advice_on(question) if question.text else (),
        settings=settings_sentence(draft, now=now),
        settings_open=edited.is_renamed
        or after.scheduling
        or not errors.keys() <= {"text"},
        why_no_times=why_no_times,
        next_windows=()
        if why_no_times
        else window_words(draft.schedule, now=now, most=WINDOWS_SHOWN),
        schedule=schedule_fields.choices_for(typed, errors),
        results=radio_choices("results", VISIBILITY, typed["results"]),
        release=radio_choices("release", RELEASE, typed["release"]),
        times=time_choices(typed["opens_time"], typed["closes_time"]),
        zones=zone_choices(typed["zone"]),
        is_new_zone=edited.is_fresh,
        is_published=is_published(stored),
        meaning=meaning_question(edited.changes, stored)
        if edited.changes and stored
        else None,
    )


def preview_page(
    form: EditorForm, stored: Poll | None, *, now: datetime
) -> PreviewPage:
    """Return the form that members would see, from what is typed so far."""
    draft = draft_of(form, stored, lenient=True)
    poll = Poll(id="", state=PollState.OPEN, draft=draft)
    window = draft.schedule.window(now=now)
    wave = Wave(id="", poll_id="", code="", window=window, closed_at=None, salt=None)
    questions = tuple(
        question_field(q) for q in draft.questionnaire.questions if q.text
    )
    surround = Surround(
        layout="authoring/preview.html",
        framed=True,
        is_example=stored is not None and stored.is_example,
    )
    return PreviewPage(
        surround=surround,
        slug=draft.slug,
        heading=questions[0].legend if len(questions) == 1 else draft.title,
        status=form_status(poll, wave),
        questions=questions,
    )


def _why_no_times(form: EditorForm, stored: Poll | None) -> str:
    if is_published(stored):
        # Its schedule is not among what the editor changes.
        return ""
    return schedule_fields.why_no_times(form, stored.draft.schedule if stored else None)


def _action(stored: Poll | None) -> str:
    if stored is None:
        return url_for("authoring.new")
    return url_for("authoring.edit", slug=stored.slug)


def _survey_url(stored: Poll | None) -> str:
    if stored is None:
        return url_for("editing.new")
    return url_for("editing.outline", slug=stored.slug)


def _hidden(typed: Mapping[str, str]) -> tuple[HiddenField, ...]:
    kept = (HiddenField(name=name, value=typed[name]) for name in ("replaced", "seen"))
    return (csrf_field(), *kept)


def _errors(problems: Mapping[str, str]) -> dict[str, str]:
    errors: dict[str, str] = {}
    for path, problem in problems.items():
        known = (name for part, name in _FIELDS.items() if path.startswith(part))
        name = next(known, "text")
        errors[name] = in_a_row(errors[name], problem) if name in errors else problem
    return errors


def _fixed(stored: Poll) -> tuple[str, ...]:
    return tuple(question.text for question in stored.questionnaire.questions)


def _rows(text: str, question: Question) -> tuple[AnswerRow, ...]:
    labels = answers_as_written(text)
    codes = {option.label: option.code for option in question.options}
    return tuple(
        AnswerRow(
            number=number,
            label=label,
            code=codes.get(label, ""),
            may_go_up=number > 0,
            may_go_down=number < len(labels) - 1,
        )
        for number, label in enumerate(labels)
    )
