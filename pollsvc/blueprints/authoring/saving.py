"""Stores what the editor sent, or says why not."""

from dataclasses import replace
from datetime import datetime

from pollsvc.blueprints.authoring.drafts import defaults, draft_of, seen_of
from pollsvc.blueprints.authoring.forms import DefinitionForm, EditorForm
from pollsvc.domain.answer_sets import ANSWER_SETS
from pollsvc.domain.errors import DraftRefused, EditRefused, QuestionChanged
from pollsvc.domain.polls import Poll, PollDraft
from pollsvc.domain.quick_text import with_answers
from pollsvc.domain.sentences import sentence
from pollsvc.services import authoring, lifecycle
from pollsvc.web.meanings import is_published, meaning_of

STALE = sentence(
    "This page had grown too old. Nothing is lost: please press once more."
)
CHANGED = sentence(
    "Somebody saved this draft after you opened it. Nothing of yours is lost: it "
    "stands in the form. Save once more to put it in place of theirs."
)
OPENED = sentence(
    "Somebody opened or changed this poll after you opened this page. Nothing of yours "
    "is stored yet: press once more to change what the poll asks. What an open poll is "
    "called, and its other settings, stay as they are."
)
_FOLLOW = ("slug", "title")


def fresh_form(answers: str | None, *, now: datetime) -> EditorForm:
    """Return the form of a new poll, with a set of answers in it if wished."""
    form = EditorForm(None, data=defaults(now=now))
    if answers in ANSWER_SETS:
        form.text.data = with_answers("", ANSWER_SETS[answers].options)
    return form


def require_seen(form: EditorForm | DefinitionForm, stored: Poll | None) -> None:
    """Refuse to store what its author should look at first.

    Raises:
        EditRefused: The form is too old.
        QuestionChanged: Somebody else has changed the draft; the next press is meant
            to win.
    """
    if not form.validate():
        raise EditRefused(STALE)
    if stored is not None and form.seen.data != seen_of(stored):
        raise QuestionChanged(CHANGED)


def overtaken(form: EditorForm | DefinitionForm, stored: Poll) -> tuple[Poll, str]:
    """Return the poll as somebody else has stored it, and what to say of that.

    The form is now of that poll: the next press is meant to win.
    """
    fresh = authoring.find_poll(slug=stored.slug)
    form.seen.data = seen_of(fresh)
    return fresh, OPENED if is_published(fresh) else CHANGED


def save(
    form: EditorForm, stored: Poll | None, *, opening: bool, actor: str, now: datetime
) -> Poll:
    """Store the draft that a form describes, and open it if wished.

    Raises:
        DraftRefused: It breaks a rule, or could not be opened.
        MoveNotAllowed: It has closed.
        MeaningWanted: People have answered: what the change means is to be said.
        EditRefused: The form is too old.
        QuestionChanged: Somebody else has changed the draft.
    """
    require_seen(form, stored)
    try:
        draft = draft_of(form, stored)
        if opening:
            _require_time_left(draft, now)
        poll = _stored(form, draft, stored, actor, now)
    except DraftRefused as refusal:
        raise _without_echoes(form, refusal) from None
    return (
        lifecycle.open_poll(slug=poll.slug, actor=actor, now=now) if opening else poll
    )


def _stored(
    form: EditorForm, draft: PollDraft, stored: Poll | None, actor: str, now: datetime
) -> Poll:
    if (
        draft.slug
        and not form.slug.data
        and (stored is None or stored.slug != draft.slug)
    ):
        draft = replace(draft, slug=authoring.free_slug(wanted=draft.slug))
    if stored is None:
        return authoring.create_poll(draft=draft, actor=actor, now=now)
    return authoring.save_seen(
        seen=stored,
        draft=draft,
        actor=actor,
        now=now,
        meaning=meaning_of(form.meaning.data),
    )


def _require_time_left(draft: PollDraft, now: datetime) -> None:
    closes_at = draft.schedule.window(now=now).closes_at
    if closes_at is not None and closes_at <= now and draft.schedule.repeats is None:
        past = sentence("The closing time has passed. Choose one to come.")
        raise DraftRefused({"schedule.closes": past})


def _without_echoes(form: EditorForm, refusal: DraftRefused) -> DraftRefused:
    # Without a question there is no name to suggest: that is one mistake, not three.
    problems = dict(refusal.problems)
    if "questions[0].text" in problems:
        for name in _FOLLOW:
            if not form[name].data:
                problems.pop(name, None)
    return DraftRefused(problems)
