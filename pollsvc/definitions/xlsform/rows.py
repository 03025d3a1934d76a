"""The rows of an XLSForm's sheets that ask one question."""

from collections.abc import Iterator
from decimal import Decimal

from pollsvc.definitions.foreign.asking import INSTEAD
from pollsvc.definitions.foreign.companions import OTHER_TEXT
from pollsvc.definitions.foreign.leaving import (
    remark_limits,
    remark_reason,
    said_by,
)
from pollsvc.definitions.reports import Remarks
from pollsvc.definitions.xlsform.xpath import APART, quoted
from pollsvc.domain.questionnaires import (
    EXCLUSIVE,
    NumberLimits,
    Option,
    Question,
    QuestionKind,
    SelectionLimits,
)

SURVEY = (
    "type", "name", "label", "hint", "required", "required_message", "relevant",
    "constraint", "appearance", "parameters",
)  # fmt: skip
CHOICES = ("list_name", "name", "label", "role", "fixed")
_DECIMALS = 6

K = QuestionKind
_TYPES = {
    K.SINGLE: "select_one {}",
    K.SCALE: "select_one {}",
    K.MULTIPLE: "select_multiple {}",
    K.RANK: "rank {}",
    K.TEXT: "text",
    K.DATE: "date",
}
_KEPT = frozenset(
    {"at_least", "at_most", "least", "most", "long", "earliest", "latest"}
)

Line = dict[str, str]


def lines_of(question: Question, relevant: str, remarks: Remarks) -> Iterator[Line]:
    """Yield the rows of the survey sheet that ask a question."""
    kept = _KEPT | ({"decimals"} if _decimals(question) else frozenset())
    remark_limits(question, kept, remarks)
    remark_reason(question, remarks)
    if question.kind is K.MATRIX:
        yield from _matrix(question, relevant, remarks)
        return
    asked: Line = {
        "type": _type(question),
        "name": question.code,
        "label": question.text,
        "hint": question.hint or "",
        "relevant": relevant,
        "constraint": " and ".join(_constraints(question)),
        "appearance": _appearance(question),
        "parameters": "randomize=true" if question.shuffled else "",
    }
    yield asked | _required(question)
    if question.other is not None:
        yield _other(question, question.other)
    if question.kind in APART and question.ways_out:
        yield {
            "type": f"select_one {question.code}{INSTEAD}",
            "name": question.code + INSTEAD,
            "label": question.text,
            "relevant": relevant,
        }


def choices_of(question: Question) -> Iterator[Line]:
    """Yield the rows of the choices sheet that a question needs."""
    for option in question.options:
        is_apart = question.kind in APART and option in question.ways_out
        yield {
            "list_name": question.code + (INSTEAD if is_apart else ""),
            "name": option.code,
            "label": option.label,
            "role": option.role.value,
            "fixed": "yes" if option.fixed else "",
        }


def _matrix(question: Question, relevant: str, remarks: Remarks) -> Iterator[Line]:
    if question.hint:
        remarks.lost(question.code, f"A table has no hint: {question.hint}")
    if question.shuffled:
        remarks.lost(question.code, "The rows of a table are not shuffled.")
    yield {
        "type": "begin_group",
        "name": question.code,
        "label": question.text,
        "appearance": "table-list",
        "relevant": relevant,
    }
    for row in question.rows:
        yield {
            "type": f"select_one {question.code}",
            "name": f"{question.code}__{row.code}",
            "label": row.label,
        } | _required(question)
    yield {"type": "end_group"}


def _type(question: Question) -> str:
    if question.kind is K.NUMBER:
        limits = question.limits
        is_whole = not (isinstance(limits, NumberLimits) and limits.decimals)
        return "integer" if is_whole else "decimal"
    return _TYPES[question.kind].format(question.code)


def _decimals(question: Question) -> bool:
    limits = question.limits
    return isinstance(limits, NumberLimits) and limits.decimals == _DECIMALS


def _appearance(question: Question) -> str:
    if question.kind is K.SCALE:
        return "likert"
    return "multiline" if said_by(question.limits).get("long") else ""


def _required(question: Question) -> Line:
    if not question.required:
        return {}
    needed = "yes"
    if question.kind in APART:
        needed = f"string-length(${{{question.code}{INSTEAD}}}) = 0"
    return {"required": needed, "required_message": question.reason or ""}


def _other(question: Question, other: Option) -> Line:
    return {
        "type": "text",
        "name": question.code + OTHER_TEXT,
        "label": other.label,
        "relevant": f"selected(${{{question.code}}}, {quoted(other.code)})",
    }


def _constraints(question: Question) -> Iterator[str]:
    said = said_by(question.limits)
    for name, sign in (("least", ">="), ("most", "<=")):
        if isinstance(number := said.get(name), Decimal):
            yield f". {sign} {number:f}"
    for name, sign in (("earliest", ">="), ("latest", "<=")):
        if name in said:
            yield f". {sign} date('{said[name].isoformat()}')"
    if question.kind is K.MULTIPLE:
        yield from _selection(question)


def _selection(question: Question) -> Iterator[str]:
    alone = [o for o in question.options if o.role in EXCLUSIVE]
    limits = question.limits
    if isinstance(limits, SelectionLimits):
        unless = "".join(f" or selected(., {quoted(o.code)})" for o in alone)
        for sign, number in ((">=", limits.at_least), ("<=", limits.at_most)):
            if number is not None:
                yield f"(count-selected(.) {sign} {number}{unless})"
    for option in alone:
        chosen = f"selected(., {quoted(option.code)})"
        yield f"not({chosen} and count-selected(.) > 1)"
