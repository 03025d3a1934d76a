"""Writing a survey as its definition: everything that the quick box cannot show."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.authoring.conflicts import definition_differences
from pollsvc.blueprints.authoring.drafts import seen_of
from pollsvc.blueprints.authoring.first_definition import STARTER
from pollsvc.blueprints.authoring.forms import MOST_DEFINITION, DefinitionForm
from pollsvc.blueprints.authoring.pages import DefinitionPage
from pollsvc.blueprints.authoring.saving import overtaken, require_seen
from pollsvc.definitions.reading import read_definition
from pollsvc.definitions.writing import write_definition
from pollsvc.domain.errors import (
    DraftRefused,
    EditRefused,
    MeaningWanted,
    MoveNotAllowed,
    QuestionChanged,
    Refusal,
)
from pollsvc.domain.polls import Poll
from pollsvc.domain.sentences import sentence
from pollsvc.domain.texts import isolated
from pollsvc.domain.version_changes import Changes
from pollsvc.installation import current
from pollsvc.services import authoring
from pollsvc.web.differences import Difference
from pollsvc.web.fields import HiddenField, Problem
from pollsvc.web.languages import worded
from pollsvc.web.meanings import (
    is_published,
    meaning_of,
    meaning_question,
    saved_words,
)
from pollsvc.web.messages import said, say
from pollsvc.web.sign_in import actor, csrf_field

FIELD = "definition"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is shown beside the definition: what is wrong with it, or stands before."""

    problems: tuple[str, ...] = ()
    notice: str | None = None
    changes: Changes | None = None
    differences: tuple[Difference, ...] = ()


def show(form: DefinitionForm, stored: Poll | None, shown: Shown) -> str:
    """Return the page with everything as typed."""
    title = (
        sentence("Edit “{title}”", title=isolated(stored.title))
        if stored
        else sentence("New survey")
    )
    page = DefinitionPage(
        heading=title,
        action=address_of(stored),
        hidden=(csrf_field(), HiddenField(name="seen", value=form.seen.data or "")),
        text=form.definition.data or "",
        most=MOST_DEFINITION,
        problems=tuple(Problem(text=p, href=f"#{FIELD}") for p in shown.problems),
        notice=shown.notice or " ".join(said()) or None,
        differences=shown.differences,
        poll_url=url_for("authoring.poll", slug=stored.slug) if stored else None,
        is_published=is_published(stored),
        meaning=meaning_question(shown.changes, stored)
        if shown.changes and stored
        else None,
    )
    return render_template("authoring/definition.html", page=page)


def written(stored: Poll | None) -> DefinitionForm:
    """Return the form of a stored draft, or of a survey to begin with."""
    text = write_definition(stored.draft) if stored else STARTER
    seen = seen_of(stored) if stored else ""
    return DefinitionForm(None, data={FIELD: text, "seen": seen})


def sent(stored: Poll | None) -> ResponseReturnValue:
    """Store what was sent, or show what is wrong with it; nothing typed is lost."""
    form = DefinitionForm(request.form)
    try:
        require_seen(form, stored)
        poll = _stored(form, stored)
    except (
        DraftRefused,
        EditRefused,
        MeaningWanted,
        MoveNotAllowed,
        QuestionChanged,
    ) as refusal:
        return _refused(form, stored, refusal)
    say(saved_words(stored, poll, meaning_of(form.meaning.data)))
    return redirect(url_for("authoring.poll", slug=poll.slug), 303)


def address_of(stored: Poll | None) -> str:
    """Return where a definition is written."""
    if stored is None:
        return url_for("authoring.new_survey")
    return url_for("authoring.edit_survey", slug=stored.slug)


def _refused(
    form: DefinitionForm, stored: Poll | None, refusal: Refusal
) -> ResponseReturnValue:
    """Return the page with why nothing was saved, and everything as typed."""
    match refusal:
        case DraftRefused(problems=problems):
            lines = (f"{where}: {worded(what)}" for where, what in problems.items())
            return show(form, stored, Shown(problems=tuple(lines))), 422
        case MeaningWanted(changes=changes):
            return show(form, stored, Shown(changes=changes)), 409
        case QuestionChanged() if stored:
            fresh, notice = overtaken(form, stored)
            both = definition_differences(form, fresh)
            return show(form, fresh, Shown(notice=notice, differences=both)), 409
        case _:
            return show(form, stored, Shown(notice=worded(refusal.text))), 409


def _stored(form: DefinitionForm, stored: Poll | None) -> Poll:
    draft, now = read_definition(form.definition.data or ""), current().clock()
    if stored is None:
        return authoring.create_poll(draft=draft, actor=actor(), now=now)
    return authoring.save_seen(
        seen=stored,
        draft=draft,
        actor=actor(),
        now=now,
        meaning=meaning_of(form.meaning.data),
    )
