"""Builds the form of one question, and that of one page, with everything as typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from pollsvc.blueprints.editing.conditions import earlier, write_rule
from pollsvc.blueprints.editing.kind_fields import APART_WORDS, KIND_FIELDS
from pollsvc.blueprints.editing.outline import kind_choices, place_of
from pollsvc.blueprints.editing.pages import (
    ApartRow,
    LimitRow,
    QuestionPage,
    SheetPage,
)
from pollsvc.blueprints.editing.reading import STANDARD, read_question
from pollsvc.blueprints.editing.rule_forms import rule_form
from pollsvc.blueprints.editing.saving import page_mark
from pollsvc.blueprints.editing.typed import (
    Typed,
    apart_label,
    apart_name,
    limit_name,
    written_conditions,
)
from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.question_rules import lacks_of
from pollsvc.domain.questionnaires import (
    OptionRole,
    Question,
    QuestionKind,
    Questionnaire,
)
from pollsvc.domain.rearranging import sheets_of
from pollsvc.domain.revisions import fingerprint
from pollsvc.domain.version_changes import Changes
from pollsvc.domain.wording import advice_on
from pollsvc.web.differences import Difference
from pollsvc.web.fields import Choice, HiddenField, Problem
from pollsvc.web.meanings import MeaningQuestion, meaning_question
from pollsvc.web.rule_lines import lines_of
from pollsvc.web.rule_words import shortened
from pollsvc.web.sign_in import csrf_field

LINES = ("text", "hint", "code", "options", "points", "rows", "reason")
BOXES = ("required", "shuffled")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is shown beside what was typed.

    Attributes:
        seen: The fingerprint of what its author looked at.
        problems: What is wrong, a sentence by the field's name.
        notice: What the author should know before pressing again, or None.
        notices: What has been done.
        changes: What would change that people have answered, where its author has yet
            to say what that means.
        differences: What somebody else has stored meanwhile, beside one's own.
    """

    seen: str
    problems: Mapping[str, str]
    notice: str | None = None
    notices: tuple[str, ...] = ()
    changes: Changes | None = None
    differences: tuple[Difference, ...] = ()


def question_page(
    poll: Poll, stored: Question, typed: Typed, shown: Shown
) -> QuestionPage:
    """Return the form of a question."""
    asked = poll.questionnaire
    before = earlier(asked, stored.code)
    question, _ = read_question(typed, stored, before)
    fields = KIND_FIELDS[question.kind]
    number, total = place_of(asked, stored.code), len(asked.questions)
    errors = shown.problems
    names = (*LINES, *BOXES, "kind", *(limit_name(f.name) for f in fields.limits))
    return QuestionPage(
        heading=gettext("Question %(number)s of %(total)s", number=number, total=total),
        position=poll.title,
        action=url_for("editing.question", slug=poll.slug, code=stored.code),
        hidden=(csrf_field(), HiddenField(name="seen", value=shown.seen)),
        problems=_problems(errors),
        notices=shown.notices,
        notice=shown.notice,
        code=stored.code,
        typed={**{name: typed.one(name) for name in LINES}, "kind": question.kind},
        ticked=frozenset(name for name in BOXES if typed.ticked(name)),
        errors={name: errors.get(name) for name in names},
        kinds=kind_choices(),
        options_label=fields.options and str(fields.options),
        options_hint=fields.options_hint and str(fields.options_hint),
        has_points=fields.points,
        rows_label=fields.rows and str(fields.rows),
        shuffles=fields.shuffles,
        fixable=_fixable(question, typed),
        apart=tuple(_apart_row(role, typed) for role in fields.apart),
        limits=_limit_rows(question.kind, typed, errors),
        rule=rule_form(typed, before, errors.get("asked")),
        meaning=_meaning(poll, shown),
        saves_itself=poll.state is PollState.DRAFT,
        lacks=lacks_of(Questionnaire(questions=(question,)))[question.code],
        advice=advice_on(question) if question.text else (),
        outline_url=url_for("editing.outline", slug=poll.slug),
        previous_url=_beside(poll, number - 2),
        next_url=_beside(poll, number) if number < total else None,
    )


def sheet_page(poll: Poll, number: int, typed: Typed, shown: Shown) -> SheetPage:
    """Return the form of a page's title and rule.

    Args:
        poll: The survey.
        number: Which page, counted from 0.
        typed: What stands in the form.
        shown: What is shown beside it.
    """
    sheet = sheets_of(poll.questionnaire)[number]
    before = earlier(poll.questionnaire, sheet.questions[0].code)
    return SheetPage(
        heading=gettext("Page %(number)s", number=number + 1),
        action=url_for("editing.page", slug=poll.slug, number=number + 1),
        hidden=(csrf_field(), HiddenField(name="seen", value=shown.seen)),
        problems=_problems(shown.problems),
        notice=shown.notice,
        differences=shown.differences,
        title=typed.one("title"),
        title_error=shown.problems.get("title"),
        rule=rule_form(typed, before, shown.problems.get("asked")),
        meaning=_meaning(poll, shown),
        outline_url=url_for("editing.outline", slug=poll.slug),
    )


def written_sheet(poll: Poll, number: int) -> tuple[Typed, str]:
    """Return the form of a page as it is stored, and its fingerprint."""
    sheet = sheets_of(poll.questionnaire)[number]
    values = {
        "title": (sheet.title or "",),
        **write_rule(sheet.show_if),
        **written_conditions(lines_of(sheet.show_if) or ()),
    }
    return Typed(values=values), page_mark(poll.questionnaire, number)


def as_stored(question: Question, notices: tuple[str, ...]) -> Shown:
    """Return what is shown beside a question that nobody has typed into yet."""
    return Shown(seen=fingerprint(question), problems={}, notices=notices)


def _meaning(poll: Poll, shown: Shown) -> MeaningQuestion | None:
    return meaning_question(shown.changes, poll) if shown.changes else None


def _beside(poll: Poll, place: int) -> str | None:
    if place < 0:
        return None
    code = poll.questionnaire.questions[place].code
    return url_for("editing.question", slug=poll.slug, code=code)


def _problems(errors: Mapping[str, str]) -> tuple[Problem, ...]:
    return tuple(
        Problem(text=said, href="#asked-all" if name == "asked" else f"#{name}")
        for name, said in errors.items()
    )


def _fixable(question: Question, typed: Typed) -> tuple[Choice, ...]:
    if not (KIND_FIELDS[question.kind].shuffles and question.shuffled):
        return ()
    return tuple(
        Choice(
            id=f"fixed-{option.code}",
            name="fixed",
            value=option.code,
            label=option.label,
            checked=option.code in typed.all("fixed"),
        )
        for option in question.options
        if option.role is OptionRole.SUBSTANTIVE and not question.rows
    )


def _apart_row(role: OptionRole, typed: Typed) -> ApartRow:
    return ApartRow(
        name=apart_name(role),
        says=str(APART_WORDS[role]),
        ticked=typed.ticked(apart_name(role)),
        label_name=apart_label(role),
        label=typed.one(apart_label(role)),
        standard=shortened(STANDARD[role].label),
    )


def _limit_rows(
    kind: QuestionKind, typed: Typed, errors: Mapping[str, str]
) -> tuple[LimitRow, ...]:
    return tuple(
        LimitRow(
            name=(name := limit_name(field.name)),
            label=str(field.label),
            control=field.shape.control,
            value=typed.one(name),
            hint=field.hint and str(field.hint),
            inputmode=field.shape.inputmode,
            error=errors.get(name),
        )
        for field in KIND_FIELDS[kind].limits
    )
