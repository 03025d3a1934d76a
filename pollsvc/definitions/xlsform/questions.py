"""One row of an XLSForm's survey sheet, with its choices, as a question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from pollsvc.definitions.foreign import ForeignOption, ForeignQuestion
from pollsvc.definitions.foreign.asking import INSTEAD
from pollsvc.definitions.foreign.wordings import how_many, without_markup
from pollsvc.definitions.reports import Remarks
from pollsvc.definitions.xlsform.constraints import constrained
from pollsvc.domain.questionnaires import (
    MAX_OPTIONS,
    NumberLimits,
    Option,
    OptionRole,
    QuestionKind,
    TextLimits,
)

K = QuestionKind
_KINDS = {
    "select one": K.SINGLE,
    "select all that apply": K.MULTIPLE,
    "rank": K.RANK,
    "integer": K.NUMBER,
    "int": K.NUMBER,
    "decimal": K.NUMBER,
    "text": K.TEXT,
    "string": K.TEXT,
    "date": K.DATE,
    "range": K.SCALE,
    "phone number": K.TEXT,
    "time": K.TEXT,
    "datetime": K.TEXT,
    "acknowledge": K.SINGLE,
}
_LISTED = frozenset({K.SINGLE, K.MULTIPLE, K.RANK})
_AS_TEXT = frozenset({"time", "datetime"})
_DECIMALS = 6
_YES = frozenset({"yes", "true()", "true", "1"})
_NO = frozenset({"", "no", "false()", "false", "0"})
_BINDS = {
    "calculate": "It was computed",
    "readonly": "It could only be read",
    "jr:constraintMsg": "What was said about wrong answers",
    "jr:preload": "It was filled in by the device",
}
_LOST = {
    "default": "It was filled in beforehand",
    "choice_filter": "The answers shown depended on others; now all are shown",
    "media": "Pictures, sounds or films",
    "guidance_hint": "The guidance for interviewers",
    "trigger": "It was computed anew when another answer changed",
}

Node = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Wordings:
    """Finds texts in one of the languages of a form.

    Attributes:
        language: As the form calls it.
        otherwise: The one that stands where nothing is said in that.
    """

    language: str
    otherwise: str = ""

    def of(self, written: Any) -> str | None:  # noqa: ANN401 -- a text, or texts by language
        """Return the text in this language, or in the first that there is."""
        if isinstance(written, Mapping):
            first = next(iter(written.values()), None)
            own = written.get(self.otherwise, first)
            written = written.get(self.language) or own
        said = without_markup(str(written)) if written is not None else ""
        return said or None


def question_in(
    node: Node, form: Node, words: Wordings, remarks: Remarks
) -> ForeignQuestion | None:
    """Return the question in a row; None where no poll can ask it."""
    name, type_ = str(node.get("name")), str(node.get("type", "")).casefold()
    kind = _KINDS.get(type_)
    text = words.of(node.get("label")) or ""
    if kind is None or type_ == "acknowledge":
        sentence = f"Questions of the type {type_!r} cannot be asked here: {text}"
        remarks.lost(name, sentence)
        return None
    options = tuple(options_in(node, form, words)) if kind in _LISTED else ()
    least = 1 if name.endswith(INSTEAD) else 2
    if kind in _LISTED and not least <= len(options) <= MAX_OPTIONS:
        remarks.lost(name, _unlisted(node, len(options), text))
        return None
    question = ForeignQuestion(
        name=name,
        kind=_kind(node, kind),
        text=text,
        hint=words.of(node.get("hint")),
        options=options,
        shuffled=_parameters(node).get("randomize") == "true",
        limits=_limits(node, type_),
        **required_in(node, words, remarks),
    )
    if type_ == "range":
        question = _ranged(question, node, remarks)
    if type_ in _AS_TEXT:
        remarks.changed(name, f"The {type_} is written as text now.")
    remark_losses(node, words, remarks)
    return constrained(question, _bind(node, "constraint"), remarks)


def options_in(node: Node, form: Node, words: Wordings) -> Iterator[ForeignOption]:
    """Yield the choices of a question.

    The column `role`, and `fixed`, are ours: other tools leave them alone.
    """
    choices = form.get("choices") or {}
    for choice in choices.get(node.get("itemset") or node.get("list_name"), ()):
        role = str(choice.get("role", ""))
        yield ForeignOption(
            value=str(choice.get("name")),
            label=words.of(choice.get("label")) or "",
            role=OptionRole(role) if role in {*OptionRole} else None,
            fixed=str(choice.get("fixed", "")) in _YES,
        )


def required_in(node: Node, words: Wordings, remarks: Remarks) -> dict[str, Any]:
    """Return whether a question must be answered, and why."""
    written = _bind(node, "required").casefold()
    reason = words.of((node.get("bind") or {}).get("jr:requiredMsg"))
    is_ours = "__instead}" in written
    if written not in _YES | _NO and not is_ours:
        sentence = f"It was required where {written!r}; now it is not."
        remarks.lost(str(node.get("name")), sentence)
    return {"required": written in _YES or is_ours, "reason": reason}


def remark_losses(node: Node, words: Wordings, remarks: Remarks) -> None:
    """Remark what a row has that no question here has."""
    name = str(node.get("name"))
    bind = node.get("bind") or {}
    lost = {_BINDS[k]: bind[k] for k in _BINDS if bind.get(k)}
    lost |= {_LOST[k]: node[k] for k in _LOST if node.get(k)}
    for what, value in lost.items():
        remarks.lost(name, f"{what}: {words.of(value)}")


def _unlisted(node: Node, number: int, text: str) -> str:
    if not number:
        where = node.get("itemset") or node.get("list_name")
        return f"Its answers are not in this file ({where}): {text}"
    return f"{how_many(number)}: {text}"


def _kind(node: Node, kind: QuestionKind) -> QuestionKind:
    looks = str((node.get("control") or {}).get("appearance", "")).split()
    return K.SCALE if kind is K.SINGLE and "likert" in looks else kind


def _limits(node: Node, type_: str) -> NumberLimits | TextLimits | None:
    looks = str((node.get("control") or {}).get("appearance", "")).split()
    if type_ == "decimal":
        return NumberLimits(decimals=_DECIMALS)
    return TextLimits(long=True) if "multiline" in looks else None


def _ranged(question: ForeignQuestion, node: Node, remarks: Remarks) -> ForeignQuestion:
    written = {**_parameters(node), **(node.get("control") or {})}
    try:
        start, end, step = (
            Decimal(str(written.get(name, default)))
            for name, default in (("start", "1"), ("end", "10"), ("step", "1"))
        )
        points = [start]
        while step > 0 and points[-1] + step <= end and len(points) <= MAX_OPTIONS:
            points.append(points[-1] + step)
    except InvalidOperation:
        points = []
    if 2 <= len(points) <= MAX_OPTIONS:  # noqa: PLR2004 -- one is no choice
        options = tuple(_point(f"{point:f}") for point in points)
        return replace(question, options=options)
    remarks.changed(question.name, "The range is asked for as a number.")
    limits = NumberLimits(least=start, most=end, decimals=0) if points else None
    return replace(question, kind=K.NUMBER, limits=limits)


def _point(code: str) -> ForeignOption:
    return ForeignOption(value=code, label=code, role=Option.role)


def _parameters(node: Node) -> Mapping[str, str]:
    written = node.get("parameters")
    # The compiler leaves those of some types as they were written.
    return written if isinstance(written, Mapping) else {}


def _bind(node: Node, name: str) -> str:
    return str((node.get("bind") or {}).get(name, "")).strip()
