"""The elements of a SurveyJS page that ask one question."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from pollsvc.definitions.foreign.asking import INSTEAD
from pollsvc.definitions.foreign.leaving import (
    remark_limits,
    remark_reason,
    said_by,
)
from pollsvc.definitions.reports import Remarks
from pollsvc.definitions.surveyjs.expressions import APART
from pollsvc.domain.questionnaires import (
    EXCLUSIVE,
    NumberLimits,
    Option,
    OptionRole,
    Question,
    QuestionKind,
)

K = QuestionKind
Element = dict[str, Any]
_KEPT = frozenset(
    {
        "at_least", "at_most", "least", "most", "decimals", "long", "earliest",
        "latest", "low", "high",
    }
)  # fmt: skip


def elements_of(question: Question, remarks: Remarks) -> Iterator[Element]:
    """Yield the elements that ask a question, without the rule by which it is."""
    remark_limits(question, _KEPT, remarks)
    remark_reason(question, remarks)
    element: Element = {
        "type": "",
        "name": question.code,
        "title": question.text,
        "description": question.hint or "",
    } | _ELEMENTS[question.kind](question)
    if question.required:
        element |= {"isRequired": True, "requiredErrorText": question.reason or ""}
    yield {name: value for name, value in element.items() if value not in ("", None)}
    if question.kind in APART and question.ways_out:
        yield {
            "type": "radiogroup",
            "name": question.code + INSTEAD,
            "title": question.text,
            "titleLocation": "hidden",
            "choices": [*map(_choice, question.ways_out)],
        }


def _choice(option: Option) -> Element:
    choice: Element = {
        "value": option.code,
        "text": option.label,
        "role": option.role.value,
    }
    if option.role is OptionRole.OTHER:
        choice["showCommentArea"] = True
    if option.fixed:
        choice["fixed"] = True
    return choice


def _choices(question: Question) -> list[Element]:
    listed = question.options
    if question.kind in APART:
        listed = tuple(o for o in listed if o not in question.ways_out)
    return [*map(_choice, listed)]


def _order(question: Question) -> str:
    return "random" if question.shuffled else ""


def _single(question: Question) -> Element:
    return {
        "type": "radiogroup",
        "choices": _choices(question),
        "choicesOrder": _order(question),
    }


def _multiple(question: Question) -> Element:
    said = said_by(question.limits)
    choices = _choices(question)
    for choice, option in zip(choices, question.options, strict=True):
        if option.role in EXCLUSIVE:
            choice["isExclusive"] = True
    return {
        "type": "checkbox",
        "choices": choices,
        "choicesOrder": _order(question),
        "minSelectedChoices": said.get("at_least"),
        "maxSelectedChoices": said.get("at_most"),
    }


def _scale(question: Question) -> Element:
    said = said_by(question.limits)
    return {
        "type": "rating",
        "rateValues": _choices(question),
        "minRateDescription": said.get("low"),
        "maxRateDescription": said.get("high"),
    }


def _number(question: Question) -> Element:
    limits = question.limits
    limits = limits if isinstance(limits, NumberLimits) else NumberLimits()
    return {
        "type": "text",
        "inputType": "number",
        "min": _json(limits.least),
        "max": _json(limits.most),
        "step": _json(Decimal(1).scaleb(-limits.decimals)),
    }


def _json(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _rank(question: Question) -> Element:
    return {
        "type": "ranking",
        "choices": _choices(question),
        "choicesOrder": _order(question),
    }


def _matrix(question: Question) -> Element:
    return {
        "type": "matrix",
        "columns": _choices(question),
        "rows": [{"value": row.code, "text": row.label} for row in question.rows],
        "rowOrder": _order(question),
        "eachRowRequired": True if question.required else None,
    }


def _text(question: Question) -> Element:
    is_long = said_by(question.limits).get("long")
    return {"type": "comment" if is_long else "text"}


def _date(question: Question) -> Element:
    said = said_by(question.limits)
    return {
        "type": "text",
        "inputType": "date",
        "min": said["earliest"].isoformat() if "earliest" in said else None,
        "max": said["latest"].isoformat() if "latest" in said else None,
    }


_ELEMENTS: dict[QuestionKind, Callable[[Question], Element]] = {
    K.SINGLE: _single,
    K.MULTIPLE: _multiple,
    K.SCALE: _scale,
    K.NUMBER: _number,
    K.RANK: _rank,
    K.MATRIX: _matrix,
    K.TEXT: _text,
    K.DATE: _date,
}
