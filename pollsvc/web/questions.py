"""A question as form fields: what the question templates draw, one row per kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from pollsvc.domain.answers import StoredAnswers
from pollsvc.domain.questionnaires import (
    OptionRole,
    Question,
    QuestionKind,
    Questionnaire,
)
from pollsvc.web.fields import Choice

_TEMPLATES = {QuestionKind.SINGLE: "questions/single.html"}


@dataclass(frozen=True, kw_only=True)
class QuestionField:
    """One question of the form.

    Attributes:
        name: The form field's name: the question's code.
        template: The template that draws this kind, e.g. "questions/single.html".
        error: What is wrong with the answer given, or None.
    """

    name: str
    template: str
    legend: str
    hint: str | None = None
    options: tuple[Choice, ...] = ()
    error: str | None = None

    @property
    def anchor(self) -> str:
        """Where a line of the error summary leads: the first control."""
        return f"#{self.options[0].id}"


def question_field(
    question: Question, *, chosen: Sequence[str] = (), error: str | None = None
) -> QuestionField:
    """Return a question as form fields.

    Args:
        question: What is asked.
        chosen: The option codes to show as chosen; codes it does not have are lost.
        error: What is wrong with the answer given.
    """
    first_apart = next(
        (o.code for o in question.options if o.role is not OptionRole.SUBSTANTIVE), None
    )
    return QuestionField(
        name=question.code,
        template=_TEMPLATES[question.kind],
        legend=question.text,
        hint=question.hint,
        error=error,
        options=tuple(
            Choice(
                id=f"{question.code}-{option.code}",
                value=option.code,
                label=option.label,
                checked=option.code in chosen,
                apart=option.code == first_apart,
            )
            for option in question.options
        ),
    )


def label_pairs(
    questionnaire: Questionnaire, codes: StoredAnswers
) -> tuple[tuple[str, str], ...]:
    """Return each question's text beside the label of the answer given to it."""
    return tuple(
        (question.text, _label(question, codes.get(question.code)))
        for question in questionnaire.questions
    )


def _label(question: Question, code: str | None) -> str:
    option = question.option(code) if code else None
    return option.label if option else "No answer"
