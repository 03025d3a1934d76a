"""Builds the outline of a survey, and the page on which a survey begins."""

from collections.abc import Mapping

from flask import url_for
from flask_babel import gettext

from pollsvc.blueprints.editing.kind_fields import KIND_FIELDS
from pollsvc.blueprints.editing.pages import (
    AddForm,
    NewSurveyPage,
    OutlinePage,
    PageRow,
    QuestionRow,
)
from pollsvc.blueprints.editing.typed import Typed
from pollsvc.domain import answered_for
from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.question_rules import lacks_of
from pollsvc.domain.questionnaires import Question, QuestionKind, Questionnaire
from pollsvc.domain.rearranging import Sheet, sheets_of
from pollsvc.domain.wording import advice_on
from pollsvc.web.fields import Choice, Problem
from pollsvc.web.kind_names import kind_name
from pollsvc.web.rule_words import rule_words, shortened
from pollsvc.web.sign_in import csrf_field

OWN_PAGE = "own"


def outline_page(
    poll: Poll,
    *,
    typed: Typed | None = None,
    error: str | None = None,
    refusal: str | None = None,
    notices: tuple[str, ...] = (),
) -> OutlinePage:
    """Return the outline.

    Args:
        poll: The survey.
        typed: What stands in the fields that add a question.
        error: What is wrong with them.
        refusal: Why a button did nothing.
        notices: What has been done.
    """
    slug, asked = poll.slug, poll.questionnaire
    lacks = lacks_of(asked)
    sheets = sheets_of(asked)
    return OutlinePage(
        title=poll.title,
        action=url_for("editing.outline", slug=slug),
        hidden=(csrf_field(),),
        problems=_problems({"new_text": error}),
        notices=notices,
        refusal=refusal,
        pages=tuple(
            _page_row(poll, number, sheet, lacks) for number, sheet in enumerate(sheets)
        ),
        grouped=bool(asked.pages),
        lacking=sum(map(bool, lacks.values())),
        is_draft=poll.state is PollState.DRAFT,
        add=add_form(typed, error, sheets, ready=_ready_made(asked)),
        poll_url=url_for("authoring.poll", slug=slug),
        settings_url=url_for("authoring.edit", slug=slug),
        translations_url=url_for("editing.translations", slug=slug),
        text_url=url_for("authoring.edit_survey", slug=slug),
        preview_url=url_for("previews.preview", slug=slug),
        library_url=url_for("beginning.library", slug=slug),
    )


def new_survey_page(
    typed: Typed | None = None, problems: Mapping[str, str] | None = None
) -> NewSurveyPage:
    """Return the page on which a survey begins."""
    said = problems or {}
    errors = {
        "new_title": said.get("title") or said.get("slug"),
        "new_text": said.get("questions[0].text"),
    }
    if errors["new_text"]:
        # Without a question there is no title to suggest: that is one mistake.
        errors["new_title"] = None
    return NewSurveyPage(
        action=url_for("editing.new"),
        hidden=(csrf_field(),),
        problems=_problems(errors),
        title=typed.one("new_title") if typed else "",
        title_error=errors["new_title"],
        add=add_form(typed, errors["new_text"], ()),
        quick_url=url_for("authoring.new"),
        text_url=url_for("authoring.new_survey"),
    )


def kind_choices() -> tuple[Choice, ...]:
    """Return every kind of question by its name in menus."""
    return tuple(
        Choice(value=kind.value, label=kind_name(kind))
        for kind, fields in KIND_FIELDS.items()
    )


def add_form(
    typed: Typed | None,
    error: str | None,
    sheets: tuple[Sheet, ...],
    *,
    ready: tuple[Choice, ...] = (),
) -> AddForm:
    """Return the fields that begin a question.

    Args:
        typed: What stands in them.
        error: What is wrong with them.
        sheets: The pages there are.
        ready: Ready-made questions, offered beside the kinds.
    """
    own = Choice(value=OWN_PAGE, label=gettext("On a page of its own, at the end"))
    places = tuple(
        Choice(
            value=str(number),
            label=gettext(
                "At the end of page %(number)s, after “%(question)s”",
                number=number,
                question=shortened(sheet.questions[-1].text),
            ),
        )
        for number, sheet in enumerate(sheets, start=1)
    )
    return AddForm(
        text=typed.one("new_text") if typed else "",
        error=error,
        kind=(typed and typed.one("new_kind")) or QuestionKind.SINGLE.value,
        kinds=(*kind_choices(), *ready),
        page=(typed and typed.one("new_page")) or OWN_PAGE,
        places=(own, *places) if places else (),
    )


def _ready_made(asked: Questionnaire) -> tuple[Choice, ...]:
    """Return the ready-made questions that a survey does not ask yet."""
    code = answered_for.CODE
    if asked.question(code) or answered_for.ready_made(asked.language) is None:
        return ()
    label = gettext("Whom they answer for (ready-made, asked first)")
    return (Choice(value=code, label=label),)


def _page_row(
    poll: Poll, number: int, sheet: Sheet, lacks: Mapping[str, tuple[str, ...]]
) -> PageRow:
    asked = poll.questionnaire
    return PageRow(
        number=number + 1,
        title=sheet.title,
        shown_if=rule_words(sheet.show_if, asked) if sheet.show_if else None,
        edit_url=url_for("editing.page", slug=poll.slug, number=number + 1),
        may_join=number > 0,
        questions=tuple(
            _question_row(poll, question, place, lacks[question.code])
            for place, question in enumerate(sheet.questions)
        ),
    )


def _question_row(
    poll: Poll, question: Question, place: int, lacks: tuple[str, ...]
) -> QuestionRow:
    asked, code = poll.questionnaire, question.code
    number = place_of(asked, code)
    rule = question.show_if
    return QuestionRow(
        number=number,
        code=code,
        text=question.text,
        kind=kind_name(question.kind),
        shown_if=rule_words(rule, asked) if rule else None,
        lacks=lacks,
        advice=advice_on(question),
        edit_url=url_for("editing.question", slug=poll.slug, code=code),
        delete_url=url_for("editing.delete", slug=poll.slug, code=code),
        may_go_up=number > 1,
        may_go_down=number < len(asked.questions),
        may_break=place > 0,
    )


def place_of(questionnaire: Questionnaire, code: str) -> int:
    """Return the place of a question among all, counted from 1; 0: it is not there."""
    codes = [question.code for question in questionnaire.questions]
    return codes.index(code) + 1 if code in codes else 0


def _problems(errors: Mapping[str, str | None]) -> tuple[Problem, ...]:
    return tuple(
        Problem(text=said, href=f"#{name}") for name, said in errors.items() if said
    )
