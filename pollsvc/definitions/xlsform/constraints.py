"""What a constraint of an XLSForm says about the answers to its question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from pollsvc.definitions.foreign import ForeignQuestion
from pollsvc.definitions.foreign.expressions import (
    Call,
    Compared,
    Expression,
    Joined,
    Name,
    Negated,
    NotExpressible,
    Value,
    parse,
)
from pollsvc.definitions.reports import Remarks
from pollsvc.domain.questionnaires import (
    DateLimits,
    NumberLimits,
    OptionRole,
    QuestionKind,
    SelectionLimits,
    TextLimits,
)

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)
_LEAST, _MOST = {">=", ">"}, {"<=", "<"}


@dataclass(frozen=True)
class _Bound:
    """One side of what is allowed; `of` is the function that measures, or ""."""

    of: str
    relation: str
    value: str


def constrained(
    question: ForeignQuestion, written: str, remarks: Remarks
) -> ForeignQuestion:
    """Return a question with what its constraint says, as far as we can say it."""
    if not written:
        return question
    try:
        parts = [*_parts(parse(written, xpath=True))]
        found = question
        for part in parts:
            found = _with(found, part)
    except (NotExpressible, ValueError, OverflowError) as error:
        sentence = f"The constraint {written!r} could not be kept: {error}."
        remarks.lost(question.name, sentence)
        return question
    if question.kind is QuestionKind.TEXT:
        sentence = f"The constraint {written!r} is a suggested length now."
        remarks.changed(question.name, sentence)
    return found


def _parts(expression: Expression) -> Iterator[Expression]:
    if isinstance(expression, Joined) and expression.all:
        for part in expression.parts:
            yield from _parts(part)
    else:
        yield expression


def _with(question: ForeignQuestion, part: Expression) -> ForeignQuestion:
    match part:
        case Negated(Joined(True, (Call("selected", (Name("."), Value(value))), rest))):
            if _bound(rest) == _Bound("count-selected", ">", "1"):
                return _alone(question, value)
        case Joined(False, (first, *others)) if all(map(_is_selected, others)):
            # Whoever says "none of these" need not choose so many.
            return _limited(question, _bound(first))
    return _limited(question, _bound(part))


def _is_selected(part: Expression) -> bool:
    return isinstance(part, Call) and part.function == "selected"


def _alone(question: ForeignQuestion, value: str) -> ForeignQuestion:
    options = tuple(
        replace(o, role=OptionRole.NONE) if o.value == value and o.role is None else o
        for o in question.options
    )
    return replace(question, options=options)


def _bound(part: Expression) -> _Bound:
    match part:
        case Compared(Name("."), relation, value):
            return _Bound("", relation, _said(value))
        case Compared(Call(function, (Name("."),)), relation, value):
            return _Bound(function, relation, _said(value))
        case _:
            pass
    msg = "it says more than the least and the most"
    raise NotExpressible(msg)


def _said(value: Expression) -> str:
    match value:
        case Value(text):
            return text
        case Call("date", (Value(text),)):
            return text
        case _:
            pass
    msg = "it compares with something that is not written out"
    raise NotExpressible(msg)


def _limited(question: ForeignQuestion, bound: _Bound) -> ForeignQuestion:
    limits = question.limits
    match question.kind, bound.of:
        case QuestionKind.NUMBER, "":
            number = limits if isinstance(limits, NumberLimits) else NumberLimits()
            limits = _number(number, bound)
        case QuestionKind.DATE, "":
            limits = _date(limits if isinstance(limits, DateLimits) else None, bound)
        case QuestionKind.MULTIPLE, "count-selected":
            given = limits if isinstance(limits, SelectionLimits) else None
            limits = _selection(given or SelectionLimits(), bound)
        case QuestionKind.TEXT, "string-length" if bound.relation in _MOST:
            about = _whole(bound, "<")
            text = limits if isinstance(limits, TextLimits) else TextLimits()
            limits = replace(text, about=about)
        case _:
            msg = f"it says what answers of the kind {question.kind} cannot be held to"
            raise NotExpressible(msg)
    return replace(question, limits=limits)


def _number(limits: NumberLimits, bound: _Bound) -> NumberLimits:
    if not _NUMBER.fullmatch(bound.value):
        msg = f"{bound.value!r} is no number"
        raise NotExpressible(msg)
    value = Decimal(bound.value)
    if bound.relation in {">", "<"} and limits.decimals:
        msg = "a number beyond which, but not at which, is more than we can say"
        raise NotExpressible(msg)
    if bound.relation in _LEAST:
        return replace(limits, least=value + (bound.relation == ">"))
    if bound.relation in _MOST:
        return replace(limits, most=value - (bound.relation == "<"))
    msg = "it says more than the least and the most"
    raise NotExpressible(msg)


def _date(limits: DateLimits | None, bound: _Bound) -> DateLimits:
    limits = limits or DateLimits()
    day = date.fromisoformat(bound.value)
    if bound.relation in _LEAST:
        return replace(limits, earliest=day + timedelta(bound.relation == ">"))
    if bound.relation in _MOST:
        return replace(limits, latest=day - timedelta(bound.relation == "<"))
    msg = "it says more than the earliest and the latest"
    raise NotExpressible(msg)


def _selection(limits: SelectionLimits, bound: _Bound) -> SelectionLimits:
    if bound.relation in _LEAST:
        return replace(limits, at_least=_whole(bound, ">"))
    if bound.relation in _MOST:
        return replace(limits, at_most=_whole(bound, "<"))
    if bound.relation != "=":
        msg = "it says more than the least and the most"
        raise NotExpressible(msg)
    number = _whole(bound, "")
    return replace(limits, at_least=number, at_most=number)


def _whole(bound: _Bound, beyond: str) -> int:
    if not bound.value.isdecimal():
        msg = f"{bound.value!r} is no whole number"
        raise NotExpressible(msg)
    step = {">": 1, "<": -1}.get(beyond, 0) if bound.relation == beyond else 0
    return int(bound.value) + step
