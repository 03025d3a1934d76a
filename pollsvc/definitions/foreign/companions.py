"""Questions of other tools that are parts of the question before them here.

The words beside "other" are a question of their own there, and so are ways of giving no
answer beside a number, a text, a date or an order.
"""

from collections.abc import Sequence
from dataclasses import replace

from pollsvc.definitions.foreign.asking import INSTEAD
from pollsvc.definitions.foreign.expressions import (
    Call,
    Compared,
    Name,
    NotExpressible,
    Value,
    parse,
)
from pollsvc.definitions.foreign.surveys import (
    ForeignOption,
    ForeignPage,
    ForeignQuestion,
)
from pollsvc.definitions.reports import Remarks
from pollsvc.domain.questionnaires import WAYS_OUT, OptionRole, QuestionKind

OTHER_TEXT = "__other_text"
_WITH_OTHER = frozenset(
    {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.SCALE}
)


def joined(
    questions: Sequence[ForeignQuestion], remarks: Remarks
) -> tuple[ForeignQuestion, ...]:
    """Return questions without those that are parts of the one before."""
    kept: list[ForeignQuestion] = []
    for question in questions:
        whole = _joined(kept[-1], question, remarks) if kept else None
        if whole is None:
            kept.append(question)
        else:
            kept[-1] = whole
    return tuple(kept)


def without_missing(
    pages: Sequence[ForeignPage], questions: Sequence[ForeignQuestion]
) -> tuple[ForeignPage, ...]:
    """Return pages with only those questions that are there."""
    names = {question.name for question in questions}
    fewer = (
        replace(page, questions=tuple(n for n in page.questions if n in names))
        for page in pages
    )
    return tuple(page for page in fewer if page.questions)


def _joined(
    before: ForeignQuestion, part: ForeignQuestion, remarks: Remarks
) -> ForeignQuestion | None:
    if part.name == before.name + INSTEAD and part.options:
        if all(option.role in WAYS_OUT for option in part.options):
            return replace(before, options=(*before.options, *part.options))
        return None
    other = _option_beside(before, part)
    if other is None:
        return None
    if not part.name.endswith(OTHER_TEXT):
        remarks.changed(part.name, f"It is asked beside “{other.label}” now.")
    marked = replace(other, role=OptionRole.OTHER)
    options = tuple(marked if o is other else o for o in before.options)
    # A scale has no "other": with one it is a choice.
    is_scale = before.kind is QuestionKind.SCALE
    kind = QuestionKind.SINGLE if is_scale else before.kind
    return replace(before, options=options, kind=kind)


def _option_beside(
    before: ForeignQuestion, part: ForeignQuestion
) -> ForeignOption | None:
    if part.kind is not QuestionKind.TEXT or before.kind not in _WITH_OTHER:
        return None
    values = [_value_asked(before.name, written) for written in part.show_if[-1:]]
    option = next((o for o in before.options if o.value in values), None)
    if option is None or option.role not in {None, OptionRole.OTHER}:
        return None
    if any(o.role is OptionRole.OTHER and o is not option for o in before.options):
        return None
    named = part.name.startswith(f"{before.name}_")
    says = any("other" in word.casefold() for word in (option.value, option.label))
    return option if named or says else None


def _value_asked(name: str, written: str) -> str | None:
    """Return the answer to one question that an expression asks for, or None."""
    try:
        match parse(written):
            case Call("selected", (Name(asked), Value(value))):
                return value if asked == name else None
            case Compared(Name(asked), "=" | "contains", Value(value)):
                return value if asked == name else None
            case _:
                pass
    except NotExpressible:
        pass
    return None
