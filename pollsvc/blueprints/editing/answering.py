"""What the editor answers to a form that was sent: stored, or shown again with why."""

import re
from collections.abc import Callable, Mapping

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pollsvc.blueprints.editing import saving
from pollsvc.blueprints.editing.conditions import earlier, read_rule
from pollsvc.blueprints.editing.conflicts import conflict_page, sheet_differences
from pollsvc.blueprints.editing.forms import (
    ADD_CONDITION,
    DROP_CONDITION,
    KEPT_IN_PAGE,
    TO_OUTLINE,
    SeenForm,
    pressed,
    sent,
)
from pollsvc.blueprints.editing.question_page import (
    Shown,
    question_page,
    sheet_page,
)
from pollsvc.blueprints.editing.reading import read_question
from pollsvc.blueprints.editing.rule_forms import with_condition, without_condition
from pollsvc.blueprints.editing.shapes import Unreadable
from pollsvc.blueprints.editing.typed import Typed
from pollsvc.domain.errors import (
    DraftRefused,
    EditRefused,
    MeaningWanted,
    MoveNotAllowed,
    QuestionChanged,
    Refusal,
)
from pollsvc.domain.polls import Poll
from pollsvc.domain.questionnaires import Page, Question
from pollsvc.domain.quick_text import clean_line
from pollsvc.domain.rearranging import sheets_of
from pollsvc.domain.sentences import in_a_row
from pollsvc.web.languages import worded
from pollsvc.web.meanings import (
    is_published,
    meaning_of,
    saved_words,
    untranslated_words,
)
from pollsvc.web.messages import say

_LOOKED, _REFUSED, _CONFLICT = 200, 422, 409
_PLACE = re.compile(r"(questions|pages)\[(\d+)\]([.]\w+)?([.]\w+)?")
_FIELDS = {
    "": "code",
    ".code": "code",
    ".text": "text",
    ".hint": "hint",
    ".options": "options",
    ".rows": "rows",
    ".reason": "reason",
    ".required": "required",
    ".shuffled": "shuffled",
    ".show_if": "asked",
    ".title": "title",
}


def answer_question(poll: Poll, stored: Question) -> ResponseReturnValue:
    """Store a question as typed, or show its form again; nothing typed is lost."""
    typed, before = sent(), earlier(poll.questionnaire, stored.code)
    seen = typed.one("seen")
    if not SeenForm().validate():
        return _form(poll, stored, typed, Shown(seen=seen, problems={}, notice=_old()))
    if pressed()[0] in KEPT_IN_PAGE:
        typed = _pressed_in_page(typed, before)
        shown = Shown(seen=seen, problems={})
        return _form(poll, stored, typed, shown, status=_LOOKED)
    question, problems = read_question(typed, stored, before)
    if problems:
        return _form(poll, stored, typed, Shown(seen=seen, problems=problems))
    return _stored(poll, stored, question, typed)


def answer_sheet(poll: Poll, number: int) -> ResponseReturnValue:
    """Store a page's title and rule as typed, or show its form again."""
    typed = sent()
    first = sheets_of(poll.questionnaire)[number].questions[0]
    before = earlier(poll.questionnaire, first.code)
    seen = typed.one("seen")
    if not SeenForm().validate():
        return _sheet(poll, number, typed, Shown(seen=seen, problems={}, notice=_old()))
    if pressed()[0] in KEPT_IN_PAGE:
        typed = _pressed_in_page(typed, before)
        shown = Shown(seen=seen, problems={})
        return _sheet(poll, number, typed, shown, status=_LOOKED)
    return _stored_sheet(poll, number, typed, before)


def _stored(
    poll: Poll, stored: Question, question: Question, typed: Typed
) -> ResponseReturnValue:
    try:
        change = saving.replacing(stored.code, question, typed.one("seen"))
        saved = saving.apply(poll.slug, change, meaning_of(typed.one("meaning")))
    except QuestionChanged as refusal:
        page = conflict_page(poll, stored.code, question, typed, refusal.text)
        return render_template("editing/conflict.html", page=page), _CONFLICT
    except MeaningWanted as refusal:
        shown = Shown(seen=typed.one("seen"), problems={}, changes=refusal.changes)
        return _form(poll, stored, typed, shown, status=_CONFLICT)
    except (DraftRefused, MoveNotAllowed, EditRefused) as refusal:
        shown = _refused(poll, "questions", _number(poll, stored), refusal, typed)
        return _form(poll, stored, typed, shown)
    say(_done(poll, saved, typed) or gettext("The question is saved."))
    where = url_for("editing.question", slug=saved.slug, code=question.code)
    outline = f"{url_for('editing.outline', slug=saved.slug)}#edit-{question.code}"
    return redirect(outline if pressed() == TO_OUTLINE else where, 303)


def _stored_sheet(
    poll: Poll, number: int, typed: Typed, before: tuple[Question, ...]
) -> ResponseReturnValue:
    sheet = sheets_of(poll.questionnaire)[number]
    try:
        page = Page(
            questions=(),
            title=clean_line(typed.one("title")) or None,
            show_if=read_rule(typed, before, sheet.show_if),
        )
    except Unreadable as why:
        shown = Shown(seen=typed.one("seen"), problems={"asked": why.text})
        return _sheet(poll, number, typed, shown)
    try:
        change = saving.retitling(number, page, typed.one("seen"))
        saved = saving.apply(poll.slug, change, meaning_of(typed.one("meaning")))
    except Refusal as refusal:
        shown, status = _why_not(poll, number, page, typed, refusal)
        return _sheet(poll, number, typed, shown, status=status)
    say(_done(poll, saved, typed) or gettext("The page is saved."))
    return redirect(url_for("editing.outline", slug=poll.slug), 303)


def _done(before: Poll, after: Poll, typed: Typed) -> str | None:
    """Return what saving has done to what members meet; None of a draft."""
    meaning = meaning_of(typed.one("meaning"))
    if not is_published(before):
        return None
    lost = untranslated_words(before, after)
    return in_a_row(saved_words(before, after, meaning), lost or "")


def _why_not(
    poll: Poll, number: int, mine: Page, typed: Typed, refusal: Refusal
) -> tuple[Shown, int]:
    """Return why a page was not stored, at the fields that it is about."""
    seen = typed.one("seen")
    match refusal:
        case MeaningWanted(changes=changes):
            return Shown(seen=seen, problems={}, changes=changes), _CONFLICT
        case QuestionChanged():
            # The next press is meant to win.
            mark = saving.page_mark(poll.questionnaire, number)
            both = sheet_differences(poll, number, mine)
            shown = Shown(seen=mark, problems={}, notice=_changed(), differences=both)
            return shown, _CONFLICT
        case _:
            return _refused(poll, "pages", number, refusal, typed), _REFUSED


def _form(
    poll: Poll, stored: Question, typed: Typed, shown: Shown, *, status: int = _REFUSED
) -> tuple[str, int]:
    page = question_page(poll, stored, typed, shown)
    return render_template("editing/question.html", page=page), status


def _sheet(
    poll: Poll, number: int, typed: Typed, shown: Shown, *, status: int = _REFUSED
) -> tuple[str, int]:
    page = sheet_page(poll, number, typed, shown)
    return render_template("editing/sheet.html", page=page), status


def _pressed_in_page(typed: Typed, before: tuple[Question, ...]) -> Typed:
    kind, what = pressed()
    change: Mapping[str, Callable[[], Typed]] = {
        ADD_CONDITION: lambda: with_condition(typed, before),
        DROP_CONDITION: lambda: without_condition(typed, what),
    }
    return change[kind]() if kind in change else typed


def _refused(
    poll: Poll,
    part: str,
    number: int,
    refusal: Refusal,
    typed: Typed,
) -> Shown:
    """Return what is wrong at the fields of this form, and elsewhere as a notice."""
    here: dict[str, str] = {}
    elsewhere: list[str] = []
    problems = refusal.problems if isinstance(refusal, DraftRefused) else {}
    for path, said in problems.items():
        found = _PLACE.match(path)
        if found is None or (found[1], int(found[2])) == (part, number):
            here.setdefault(_field(path, found), said)
        else:
            elsewhere.append(_about(poll, path, found, said))
    notice = " ".join(elsewhere) if problems else refusal.text
    return Shown(seen=typed.one("seen"), problems=here, notice=notice or None)


def _field(path: str, found: re.Match[str] | None) -> str:
    if found is None:
        return path if path == "code" else "text"
    if found[3] == ".limits":
        return f"limit_{(found[4] or '').lstrip('.')}"
    return _FIELDS.get(found[3] or "", "text")


def _about(poll: Poll, path: str, found: re.Match[str], said: str) -> str:
    questions, number, why = poll.questionnaire.questions, int(found[2]), worded(said)
    if not path.startswith("questions") or number >= len(questions):
        return why
    text = questions[number].text
    return str(gettext("For “%(question)s”: %(why)s", question=text, why=why))


def _number(poll: Poll, stored: Question) -> int:
    codes = [question.code for question in poll.questionnaire.questions]
    return codes.index(stored.code) if stored.code in codes else len(codes)


def _old() -> str:
    return str(
        gettext("This page had grown too old. Nothing is lost: please press once more.")
    )


def _changed() -> str:
    return str(
        gettext(
            "Somebody else changed this page in the meantime. Nothing of yours is "
            "lost: it stands in the form. Save once more to put it in place of theirs."
        )
    )
