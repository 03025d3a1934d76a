"""Two versions of a question, or of a page's title and rule, side by side."""

from flask import url_for
from flask_babel import gettext

from pollsvc.blueprints.editing.forms import MINE, PRESS
from pollsvc.blueprints.editing.kind_fields import KIND_FIELDS
from pollsvc.blueprints.editing.pages import ConflictPage
from pollsvc.blueprints.editing.shapes import TICK
from pollsvc.blueprints.editing.typed import Typed
from pollsvc.domain.listed_lines import write_rows
from pollsvc.domain.polls import Poll
from pollsvc.domain.questionnaires import Page, Question, Questionnaire
from pollsvc.domain.rearranging import sheets_of
from pollsvc.domain.revisions import fingerprint
from pollsvc.domain.rules import Rule
from pollsvc.web.differences import Difference, differences
from pollsvc.web.fields import HiddenField
from pollsvc.web.kind_names import kind_name
from pollsvc.web.rule_words import rule_words
from pollsvc.web.sign_in import csrf_field

_OWN = ("csrf_token", "seen", PRESS)


def conflict_page(
    poll: Poll, code: str, mine: Question, typed: Typed, says: str
) -> ConflictPage:
    """Return both versions, with all of the author's own to be sent again.

    Args:
        poll: The survey as it is stored now.
        code: The code under which the question was stored when its author looked.
        mine: The author's own version.
        typed: What the author typed.
        says: What happened.
    """
    theirs = poll.questionnaire.question(code)
    before = question_words(theirs, poll.questionnaire) if theirs else {}
    kept = (
        HiddenField(name=name, value=str(value))
        for name, values in typed.values.items()
        for value in values
        if name not in _OWN
    )
    seen = HiddenField(name="seen", value=fingerprint(theirs))
    outline = url_for("editing.outline", slug=poll.slug)
    here = url_for("editing.question", slug=poll.slug, code=code)
    return ConflictPage(
        heading=gettext("Two versions of one question"),
        says=says,
        action=here,
        hidden=(csrf_field(), seen, *kept, HiddenField(name=PRESS, value=MINE)),
        differences=(*differences(before, question_words(mine, poll.questionnaire)),),
        theirs_url=here if theirs else outline,
        is_gone=theirs is None,
    )


def sheet_differences(poll: Poll, number: int, mine: Page) -> tuple[Difference, ...]:
    """Return what is stored of a page, and what its author has written, by field.

    Args:
        poll: The survey as it is stored now.
        number: Which page, counted from 0.
        mine: Its title and rule as its author has them.
    """
    asked = poll.questionnaire
    sheet = sheets_of(asked)[number]
    begins = {gettext("First question"): sheet.questions[0].text}
    theirs = begins | _sheet_words(sheet.title, sheet.show_if, asked)
    return (
        *differences(theirs, begins | _sheet_words(mine.title, mine.show_if, asked)),
    )


def _sheet_words(
    title: str | None, rule: Rule | None, asked: Questionnaire
) -> dict[str, str]:
    return {
        gettext("Title above its questions"): title or "",
        gettext("Who is shown this page?"): _audience(rule, asked),
    }


def _audience(rule: Rule | None, asked: Questionnaire) -> str:
    return rule_words(rule, asked) if rule else str(gettext("Everybody"))


def question_words(question: Question, asked: Questionnaire) -> dict[str, str]:
    """Return all that a question says, by the name of its field."""
    fields = KIND_FIELDS[question.kind]
    yes, no = gettext("Yes"), gettext("No")
    limits = {
        str(f.label): f.shape.write(getattr(question.limits, f.name))
        for f in fields.limits
        if question.limits is not None
    }
    ticks = {str(f.label) for f in fields.limits if f.shape is TICK}
    return {
        gettext("Question"): question.text,
        gettext("Kind"): kind_name(question.kind),
        gettext("Hint"): question.hint or "",
        str(fields.options or gettext("Answers")): "\n".join(
            f"{option.code}: {option.label}" for option in question.options
        ),
        str(fields.rows or gettext("Rows")): write_rows(question.rows, coded=True),
        **{
            label: (yes if said else no) if label in ticks else said
            for label, said in limits.items()
        },
        gettext("Another order for each person"): yes if question.shuffled else no,
        gettext("Must be answered"): yes if question.required else no,
        gettext("Why it must be answered"): question.reason or "",
        gettext("Who is asked"): _audience(question.show_if, asked),
        gettext("Code in the data"): question.code,
    }
