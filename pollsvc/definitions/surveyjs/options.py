"""The answers of a SurveyJS question: its choices, its points, and the special ones."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from pollsvc.definitions.foreign import ForeignOption
from pollsvc.definitions.reports import Remarks
from pollsvc.definitions.surveyjs.wordings import Node, Wordings, value_of
from pollsvc.domain.questionnaires import EXCLUSIVE, MAX_OPTIONS, Option, OptionRole
from pollsvc.domain.quick_text import role_in_words

_SPECIAL = (
    (("showNoneItem", "hasNone"), "noneText", "none", "None", OptionRole.NONE),
    (("showRefuseItem",), "refuseText", "refused", "Refuse to answer",
     OptionRole.REFUSE),
    (("showDontKnowItem",), "dontKnowText", "dontknow", "Don't know",
     OptionRole.DONT_KNOW),
    (("showOtherItem", "hasOther"), "otherText", "other", "Other (describe)",
     OptionRole.OTHER),
)  # fmt: skip


def options_of(
    element: Node, words: Wordings, remarks: Remarks
) -> Iterator[ForeignOption]:
    """Yield the choices of a question, then the special ones that it shows."""
    yield from items(element.get("choices"), words)
    yield from _counted(element)
    for flags, text, value, label, role in _SPECIAL:
        if any(element.get(flag) is True for flag in flags):
            said = words.of(element.get(text)) or label
            yield ForeignOption(value=value, label=said, role=role)
    listed = element.get("choices")
    for choice in listed if isinstance(listed, list) else ():
        if isinstance(choice, Mapping):
            for name in ("visibleIf", "enableIf"):
                if written := choice.get(name):
                    sentence = (
                        f"The answer {value_of(choice.get('value'))!r} was shown by "
                        f"the rule {written!r}; now it is always shown."
                    )
                    remarks.lost(str(element.get("name")), sentence)


def items(written: Any, words: Wordings) -> Iterator[ForeignOption]:  # noqa: ANN401 -- whatever JSON has
    """Yield the entries of a list of choices, rows or columns.

    The properties `role` and `fixed` are ours: other tools leave them alone.
    """
    for item in written if isinstance(written, list) else ():
        if not isinstance(item, Mapping):
            yield ForeignOption(value=value_of(item), label=value_of(item))
            continue
        value = value_of(item.get("value", item.get("name")))
        role = _role(item)
        label = item.get("text", item.get("title"))
        yield ForeignOption(
            value=value,
            label=words.of(label) or value,
            role=role,
            fixed=item.get("fixed") is True,
        )


def points_of(element: Node, words: Wordings) -> Iterator[ForeignOption]:
    """Yield the points of a rating, as listed or as counted."""
    listed = [*items(element.get("rateValues"), words)]
    yield from listed
    if listed:
        return
    low, step = _number(element, "rateMin", 1), _number(element, "rateStep", 1)
    count = _number(element, "rateCount", 5)
    high = _number(element, "rateMax", low + step * (count - 1))
    yield from _points(low, high, step)


def _counted(element: Node) -> Iterator[ForeignOption]:
    """Yield the numbers that are choices without being listed."""
    if "choicesMin" not in element and "choicesMax" not in element:
        return
    low, step = _number(element, "choicesMin", 0), _number(element, "choicesStep", 1)
    high = _number(element, "choicesMax", 0)
    yield from _points(low, high, step)


def _points(low: Decimal, high: Decimal, step: Decimal) -> Iterator[ForeignOption]:
    point = low
    for _ in range(MAX_OPTIONS + 1):
        if step <= 0 or point > high:
            return
        yield ForeignOption(value=f"{point:f}", label=f"{point:f}", role=Option.role)
        point += step


def _role(item: Node) -> OptionRole | None:
    written = str(item.get("role"))
    if written in {*OptionRole}:
        return OptionRole(written)
    if item.get("showCommentArea") is True:
        return OptionRole.OTHER
    said = role_in_words(value_of(item.get("text", item.get("value"))))
    stands_alone = item.get("isExclusive") is True and said not in EXCLUSIVE
    return OptionRole.NONE if stands_alone else None


def _number(element: Node, name: str, default: int | Decimal) -> Decimal:
    try:
        found = Decimal(str(element.get(name, default)))
    except InvalidOperation:
        found = Decimal(default)
    return found if found.is_finite() and abs(found) < 10**6 else Decimal(default)
