"""The fields that only some kinds of question have: one row of fields a kind."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from pollsvc.definitions.fields import Fields, scalar
from pollsvc.definitions.quoting import decimal, text
from pollsvc.definitions.tables import COUNT, FLAG, TEXT, Field, Schema, listed
from pollsvc.domain.kinds.number import MAX_DECIMALS
from pollsvc.domain.questionnaires import LIMITS, Limits, Question, QuestionKind
from pollsvc.domain.rule_values import is_date, is_number
from pollsvc.domain.texts import spelled

K = QuestionKind

_SPAN = re.compile(
    r"(?P<low>\S+) to (?P<high>\S+)|at least (?P<least>\S+)|at most (?P<most>\S+)"
)
_DECIMAL = "-?[0-9]{1,15}([.][0-9]{1,15})?"
_SPAN_SCHEMA = f"^({_DECIMAL} to {_DECIMAL}|at (least|most) {_DECIMAL})$"


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How the value of a field is read, written and described.

    Attributes:
        read: Returns a value for each attribute that the field stands for.
        write: Returns what stands in the file for these values.
    """

    read: Callable[[Fields, str], tuple[Any, ...]]
    write: Callable[..., Any]
    schema: Schema


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A field of some kind's limits, and the attributes that it stands for."""

    name: str
    says: str
    shape: Shape
    attributes: tuple[str, ...]


def _limit(name: str, shape: Shape, says: str, *attributes: str) -> Limit:
    return Limit(name=name, says=says, shape=shape, attributes=attributes or (name,))


def _read_decimal(question: Fields, name: str) -> tuple[Decimal | None]:
    written = question.optional_text(name)
    return (None if written is None else _decimal(question, name, written),)


def _decimal(question: Fields, name: str, written: str) -> Decimal | None:
    if is_number(written):
        return Decimal(written)
    question.fault(name, f"{written!r} is not a number; write one such as 2 or 2.5.")
    return None


def _read_decimals(question: Fields, name: str) -> tuple[tuple[Decimal, ...]]:
    written = [scalar(node) or "" for node in question.items(name)]
    found = [_decimal(question, name, each) for each in written]
    return (tuple(value for value in found if value is not None),)


def _read_span(question: Fields, name: str) -> tuple[Decimal | None, Decimal | None]:
    written = question.optional_text(name)
    if written is None:
        return None, None
    found = _SPAN.fullmatch(written)
    ends = (
        [found["low"] or found["least"], found["high"] or found["most"]]
        if found
        else []
    )
    if not found or not all(end is None or is_number(end) for end in ends):
        sentence = "Write it like `0 to 31`, `at least 0` or `at most 31`."
        question.fault(name, sentence)
        return None, None
    low, high = (None if end is None else Decimal(end) for end in ends)
    return low, high


def _span(low: Decimal | None, high: Decimal | None) -> str:
    if high is None:
        return f"at least {low:f}"
    return f"at most {high:f}" if low is None else f"{low:f} to {high:f}"


def _read_day(question: Fields, name: str) -> tuple[date | None]:
    written = question.optional_text(name)
    if written is None:
        return (None,)
    if is_date(written):
        return (date.fromisoformat(written),)
    question.fault(name, f"{written!r} is not a date; write one such as 2026-11-30.")
    return (None,)


def _read_words(question: Fields, name: str) -> tuple[str | None]:
    written = question.optional_text(name)
    return (None if written is None else spelled(written),)


COUNTED = Shape(
    read=lambda question, name: (question.optional_number(name),),
    write=int,
    schema=COUNT,
)
FROM_ZERO = Shape(
    read=lambda question, name: (question.optional_number(name, least=0),),
    write=int,
    schema={
        "type": ["integer", "string"],
        "minimum": 0,
        "maximum": MAX_DECIMALS,
        "pattern": f"^[0-{MAX_DECIMALS}]$",
    },
)
SAID = Shape(
    read=lambda question, name: (question.flag(name),), write=bool, schema=FLAG
)
WORDS = Shape(read=_read_words, write=text, schema=TEXT)
DECIMAL = Shape(
    read=_read_decimal,
    write=decimal,
    schema={"type": ["number", "string"], "pattern": f"^{_DECIMAL}$"},
)
DECIMALS = Shape(
    read=_read_decimals,
    write=lambda values: [decimal(value) for value in values],
    schema=listed(DECIMAL.schema),
)
SPAN = Shape(
    read=_read_span, write=_span, schema={"type": "string", "pattern": _SPAN_SCHEMA}
)
DAY = Shape(
    read=_read_day,
    write=lambda day: day,
    schema={"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
)

LIMIT_FIELDS: dict[QuestionKind, tuple[Limit, ...]] = {
    K.SINGLE: (),
    K.MULTIPLE: (
        _limit("at_least", COUNTED, "How many are to be chosen at least."),
        _limit("at_most", COUNTED, "How many are to be chosen at most."),
    ),
    K.SCALE: (
        _limit("low", WORDS, "What its first end means."),
        _limit("high", WORDS, "What its last end means."),
        _limit("nps", SAID, "Whether it is a net promoter score.", "promoter"),
    ),
    K.NUMBER: (
        _limit("least", DECIMAL, "Smaller numbers are refused."),
        _limit("most", DECIMAL, "Larger numbers are refused."),
        _limit("decimals", FROM_ZERO, "How many digits may stand after the point."),
        _limit("unit", WORDS, "What is counted or measured."),
        _limit(
            "plausible",
            SPAN,
            "Other numbers are asked about, not refused, such as 0 to 31.",
            "plausible_least",
            "plausible_most",
        ),
        _limit("bins", DECIMALS, "Where the bins of its histogram begin."),
    ),
    K.RANK: (_limit("places", COUNTED, "How many places are given."),),
    K.MATRIX: (),
    K.TEXT: (
        _limit("long", SAID, "Whether it has room for several lines."),
        _limit("about", COUNTED, "How many characters are suggested."),
    ),
    K.DATE: (
        _limit("earliest", DAY, "Earlier days are refused."),
        _limit("latest", DAY, "Later days are refused."),
    ),
}
"""How a definition says what each kind limits."""


def limit_table(kind: QuestionKind) -> tuple[Field, ...]:
    """Return the fields that only questions of a kind have."""
    return tuple(
        Field(name=each.name, says=each.says, schema=each.shape.schema, kinds=(kind,))
        for each in LIMIT_FIELDS[kind]
    )


def read_limits(question: Fields, kind: QuestionKind) -> Limits | None:
    """Return what a question's fields limit; None where they say nothing."""
    limits = LIMITS[kind]
    values: dict[str, Any] = {}
    for each in LIMIT_FIELDS[kind]:
        if question.node_of(each.name) is not None:
            read = each.shape.read(question, each.name)
            values |= zip(each.attributes, read, strict=True)
    return limits(**values) if limits is not None and values else None


def write_limits(question: Question) -> dict[str, Any]:
    """Return the fields that say what a question limits."""
    if question.limits is None:
        return {}
    defaults = {each.name: each.default for each in fields(question.limits)}
    return {
        each.name: each.shape.write(*values)
        for each in LIMIT_FIELDS[question.kind]
        if (values := _values(question.limits, each.attributes))
        != [defaults[name] for name in each.attributes]
    }


def _values(limits: Limits, names: Sequence[str]) -> list[Any]:
    return [getattr(limits, name) for name in names]
