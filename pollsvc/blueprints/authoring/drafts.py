"""From what an author typed to a draft, and back."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from pollsvc.blueprints.authoring.forms import MOST_TEXT, EditorForm
from pollsvc.blueprints.authoring.schedule_fields import (
    schedule_of,
    values_of_schedule,
)
from pollsvc.domain import retention
from pollsvc.domain.errors import DraftRefused
from pollsvc.domain.kept_codes import with_kept_codes
from pollsvc.domain.naming import question_code, suggested_slug, suggested_title
from pollsvc.domain.polls import Poll, PollDraft
from pollsvc.domain.questionnaires import (
    OptionRole,
    Question,
    Questionnaire,
)
from pollsvc.domain.quick_text import (
    clean_line,
    read_question,
    with_ways_out,
    write_question,
)
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.revisions import fingerprint
from pollsvc.domain.sentences import sentence
from pollsvc.domain.translations import refitted, without_outdated
from pollsvc.domain.version_changes import Meaning
from pollsvc.web.meanings import is_published, meaning_of

OPEN_FOR = timedelta(days=14)
_NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)
_Choice = TypeVar("_Choice", bound=StrEnum)


def defaults(*, now: datetime) -> dict[str, object]:
    """Return what a new poll's form begins with, where it is not empty."""
    closes = (now + OPEN_FOR).astimezone(UTC).date()
    return {"closes_date": closes.isoformat()}


def question_of(form: EditorForm, stored: Poll | None) -> Question:
    """Return the question as typed, before any rule is checked."""
    typed = read_question(text_of(form), code=_code(form, stored))
    if stored is not None:
        known = stored.questionnaire.questions[0]
        typed = replace(typed, hint=known.hint, required=known.required)
    whole = with_ways_out(
        typed, dont_know=bool(form.dont_know.data), refuse=bool(form.refuse.data)
    )
    if stored is None or not is_published(stored):
        return whole
    reworded = meaning_of(form.meaning.data) is not Meaning.OTHER
    return with_kept_codes(whole, stored.questionnaire.questions[0], reworded=reworded)


def text_of(form: EditorForm) -> str:
    """Return what stands in the box, as far as it is read."""
    return _typed(form)[:MOST_TEXT]


def draft_of(
    form: EditorForm, stored: Poll | None, *, lenient: bool = False
) -> PollDraft:
    """Return the draft that a form describes.

    Args:
        form: What the author typed.
        stored: The draft being edited; None for a new one.
        lenient: Whether what cannot be read is left out, as a preview does.

    Raises:
        DraftRefused: A date or another field cannot be read.
    """
    problems: dict[str, str] = {}
    if len(_typed(form)) > MOST_TEXT:
        problems["questions"] = sentence(
            "Keep all of this under {most:,} characters.", most=MOST_TEXT
        )
    if stored is not None and not fits_the_box(stored):
        questionnaire = stored.questionnaire
    else:
        base = stored.questionnaire if stored else Questionnaire(questions=())
        asked = replace(base, questions=(question_of(form, stored),))
        questionnaire = refitted(asked)
        if stored is not None and meaning_of(form.meaning.data) is not Meaning.SAME:
            titles = (stored.draft.title, _title(form))
            is_new = not is_published(stored)
            questionnaire = without_outdated(
                questionnaire, base, titles=titles if is_new else ("", "")
            )
    if stored is not None and is_published(stored):
        return replace(stored.draft, questionnaire=questionnaire)
    draft = PollDraft(
        slug=_slug(form),
        title=_title(form),
        questionnaire=questionnaire,
        results=_chosen(Visibility, form, "results", problems),
        release=_chosen(ReleasePolicy, form, "release", problems),
        schedule=schedule_of(form, stored.draft.schedule if stored else None, problems),
        sites=tuple((form.sites.data or "").split()),
        keep_days=_days(form, problems),
    )
    if problems and not lenient:
        raise DraftRefused(problems)
    return draft


def seen_of(stored: Poll) -> str:
    """Return the mark of what an author is shown: another one, once it is another."""
    return fingerprint((stored.draft, is_published(stored)))


def values_of(stored: Poll) -> dict[str, object]:
    """Return the form's fields for a stored poll."""
    draft = stored.draft
    question = draft.questionnaire.questions[0]
    roles = {option.role for option in question.options}
    return {
        "text": write_question(question),
        "dont_know": OptionRole.DONT_KNOW in roles,
        "refuse": OptionRole.REFUSE in roles,
        "results": draft.results.value,
        "release": draft.release.value,
        "title": draft.title,
        "slug": draft.slug,
        "sites": "\n".join(draft.sites),
        "keep_days": "" if draft.keep_days is None else str(draft.keep_days),
        "seen": seen_of(stored),
        **values_of_schedule(draft.schedule),
    }


def fits_the_box(poll: Poll) -> bool:
    """Return whether "question, then one answer per line" says all of a poll.

    One from a file can hold more: several questions, or codes of its own for
    "Don't know", or more text. Then the box must not touch it.
    """
    first, *more = poll.questionnaire.questions
    text = write_question(first)
    roles = {option.role for option in first.options}
    read = with_ways_out(
        read_question(text, code=first.code),
        dont_know=OptionRole.DONT_KNOW in roles,
        refuse=OptionRole.REFUSE in roles,
    )
    same = replace(read, hint=first.hint, required=first.required) == first
    return same and not more and len(text) <= MOST_TEXT


def _typed(form: EditorForm) -> str:
    # Browsers count a line's end as one character, and send two.
    return (form.text.data or "").replace("\r\n", "\n")


def _title(form: EditorForm) -> str:
    typed = clean_line(form.title.data or "")
    return typed or suggested_title(read_question(text_of(form), code="x").text)


def _slug(form: EditorForm) -> str:
    return (form.slug.data or "").strip() or suggested_slug(_title(form))


def _code(form: EditorForm, stored: Poll | None) -> str:
    if stored is not None:
        return stored.questionnaire.questions[0].code
    return question_code(_slug(form))


def _chosen(
    kind: type[_Choice], form: EditorForm, name: str, problems: dict[str, str]
) -> _Choice:
    try:
        return kind(form[name].data)
    except ValueError:
        problems[name] = sentence("Select one of the answers shown.")
        return kind(form[name].default)


def _days(form: EditorForm, problems: dict[str, str]) -> int | None:
    typed = (form.keep_days.data or "").strip()
    days = int(typed) if _NUMBER.fullmatch(typed) else 0
    if not typed:
        return None
    if problem := retention.problem_of(days):
        problems["keep_days"] = problem
        return None
    return days
