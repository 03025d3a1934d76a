"""What a SurveyJS question says about its answers beside what can be chosen."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from pollsvc.definitions.reports import Remarks
from pollsvc.definitions.surveyjs.wordings import Node, nodes, value_of
from pollsvc.domain.questionnaires import DateLimits, NumberLimits, SelectionLimits

TEXT_INPUTS = frozenset({"text", "email", "tel", "url", "password"})
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6}0*)?", re.ASCII)
NUMERIC = frozenset({"number", "numeric"})


def number_limits(element: Node, name: str, remarks: Remarks) -> NumberLimits | None:
    """Return what number is asked for."""
    checks: dict[str, Any] = {}
    for validator in nodes(element.get("validators")):
        checks |= validator if str(validator.get("type")) in NUMERIC else {}
    low, high = element.get("min", checks.get("minValue")), checks.get("maxValue")
    least = _number(low, name, remarks)
    most = _number(element.get("max", high), name, remarks)
    step = element.get("step")
    decimals = 6 if step is None else _digits(value_of(step))
    return NumberLimits(least=least, most=most, decimals=decimals)


def date_limits(element: Node, name: str, remarks: Remarks) -> DateLimits | None:
    """Return between which days."""
    earliest = _day(element.get("min"), name, remarks)
    latest = _day(element.get("max"), name, remarks)
    if earliest is None and latest is None:
        return None
    return DateLimits(earliest=earliest, latest=latest)


def selection_limits(element: Node) -> SelectionLimits | None:
    """Return how many are to be chosen; 0 is no limit there."""
    counts = next(
        (v for v in nodes(element.get("validators")) if v.get("type") == "answercount"),
        {},
    )
    least = _count(element.get("minSelectedChoices") or counts.get("minCount"))
    most = _count(element.get("maxSelectedChoices") or counts.get("maxCount"))
    if least is None and most is None:
        return None
    return SelectionLimits(at_least=least, at_most=most)


def _number(written: Any, name: str, remarks: Remarks) -> Decimal | None:  # noqa: ANN401 -- whatever JSON has
    if written in (None, ""):
        return None
    if not _NUMBER.fullmatch(value_of(written)):
        remarks.lost(name, f"The limit {value_of(written)[:40]!r} is no number.")
        return None
    return Decimal(value_of(written))


def _day(written: Any, name: str, remarks: Remarks) -> date | None:  # noqa: ANN401 -- whatever JSON has
    if written in (None, ""):
        return None
    try:
        return date.fromisoformat(value_of(written)[:10])
    except ValueError:
        remarks.lost(name, f"The limit {value_of(written)[:40]!r} is no date.")
        return None


def _count(written: Any) -> int | None:  # noqa: ANN401 -- whatever JSON has
    is_number = isinstance(written, int) and not isinstance(written, bool)
    return int(written) if is_number and written > 0 else None


def _digits(step: str) -> int:
    return len(step.partition(".")[2]) if _NUMBER.fullmatch(step) else 6
