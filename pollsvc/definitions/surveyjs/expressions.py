"""How SurveyJS writes rules: questions as {name}, and words between them."""

from pollsvc.definitions.foreign.rule_writing import Dialect
from pollsvc.domain.questionnaires import Question, QuestionKind

APART = frozenset(
    {
        QuestionKind.NUMBER,
        QuestionKind.TEXT,
        QuestionKind.DATE,
        QuestionKind.RANK,
        QuestionKind.SCALE,
    }
)
"""Kinds that have their ways of giving no answer in a question of their own."""


def quoted(text: str) -> str:
    """Return a text as expressions write it."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _value(question: Question, value: str) -> str:
    return quoted(value) if question.kind is QuestionKind.DATE else value


SURVEYJS = Dialect(
    name=lambda code: f"{{{code}}}",
    row=lambda code, row: f"{{{code}.{row}}}",
    equal=lambda name, value: f"{name} = {quoted(value)}",
    among=lambda name, value: f"{name} contains {quoted(value)}",
    within=lambda name, value: f"{name} contains {quoted(value)}",
    answered=lambda name: f"{name} notempty",
    negated=lambda said: f"!({said})",
    value=_value,
    apart=APART,
)
