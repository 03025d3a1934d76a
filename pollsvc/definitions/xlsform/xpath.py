"""How an XLSForm writes rules: XPath, with questions as ${name}."""

from pollsvc.definitions.foreign.rule_writing import Dialect
from pollsvc.domain.questionnaires import Question, QuestionKind

APART = frozenset(
    {QuestionKind.NUMBER, QuestionKind.TEXT, QuestionKind.DATE, QuestionKind.RANK}
)
"""Kinds that have their ways of giving no answer in a question of their own."""


def quoted(text: str) -> str:
    """Return a text as XPath writes it, which knows no way to escape its quotes."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    parts = ', "\'", '.join(f"'{part}'" for part in text.split("'"))
    return f"concat({parts})"


def _name(code: str) -> str:
    return f"${{{code}}}"


def _value(question: Question, value: str) -> str:
    return f"date('{value}')" if question.kind is QuestionKind.DATE else value


XPATH = Dialect(
    name=_name,
    row=lambda code, row: _name(f"{code}__{row}"),
    equal=lambda name, value: f"{name} = {quoted(value)}",
    among=lambda name, value: f"selected({name}, {quoted(value)})",
    within=lambda name, value: f"contains({name}, {quoted(value)})",
    answered=lambda name: f"string-length({name}) > 0",
    negated=lambda said: f"not({said})",
    value=_value,
    apart=APART,
)
