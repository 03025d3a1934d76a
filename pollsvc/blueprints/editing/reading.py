"""From what was typed into the form of a question to the question, and back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pollsvc.blueprints.editing.conditions import read_rule, write_rule
from pollsvc.blueprints.editing.kind_fields import KIND_FIELDS, KindFields
from pollsvc.blueprints.editing.shapes import Unreadable
from pollsvc.blueprints.editing.typed import (
    Typed,
    apart_label,
    apart_name,
    first_of,
    limit_name,
    written_conditions,
)
from pollsvc.domain.listed_lines import (
    read_lines,
    read_points,
    read_rows,
    with_fixed,
    write_lines,
    write_points,
    write_rows,
)
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    LIMITS,
    REFUSE,
    Limits,
    Option,
    OptionRole,
    Question,
    Row,
)
from pollsvc.domain.quick_text import clean_line
from pollsvc.domain.stock_labels import NONE, OTHER
from pollsvc.web.rule_lines import lines_of

STANDARD: dict[OptionRole, Option] = {
    option.role: option for option in (OTHER, NONE, DONT_KNOW, REFUSE)
}
"""What is offered beside the answers, where its author gives no other words."""


def read_question(
    typed: Typed, stored: Question, before: Sequence[Question]
) -> tuple[Question, dict[str, str]]:
    """Return the question as typed, and a sentence for each field that is unreadable.

    Args:
        typed: The form.
        stored: The question so far.
        before: The questions on whose answers its rule may depend.
    """
    problems: dict[str, str] = {}
    kind = typed.kind(stored.kind)
    fields = KIND_FIELDS[kind]
    try:
        show_if = read_rule(typed, before, stored.show_if)
    except Unreadable as fault:
        problems["asked"], show_if = fault.text, stored.show_if
    question = Question(
        code=typed.one("code").strip() or stored.code,
        kind=kind,
        text=clean_line(typed.one("text")),
        hint=clean_line(typed.one("hint")) or None,
        options=_options(typed, stored, fields),
        rows=_rows(typed, fields),
        limits=_limits(typed, replace(stored, kind=kind), problems),
        required=typed.ticked("required"),
        reason=clean_line(typed.one("reason")) or None,
        shuffled=fields.shuffles and typed.ticked("shuffled"),
        show_if=show_if,
    )
    return question, problems


def written_question(question: Question, *, coded: bool = False) -> Typed:
    """Return the form that reads as a question.

    Args:
        question: What is asked.
        coded: Whether each answer shows its code, so that it stays when words change.
    """
    fields = KIND_FIELDS[question.kind]
    plain = [o for o in question.options if o.role is OptionRole.SUBSTANTIVE]
    points = write_points(plain) if fields.points else None
    values: dict[str, Sequence[str]] = {
        "code": (question.code,),
        "kind": (question.kind.value,),
        "text": (question.text,),
        "hint": (question.hint or "",),
        "options": ("" if points else write_lines(plain, coded=coded),),
        "points": (points or "",),
        "rows": (write_rows(question.rows, coded=coded),),
        "fixed": tuple(option.code for option in plain if option.fixed),
        "required": ("1",) if question.required else (),
        "reason": (question.reason or "",),
        "shuffled": ("1",) if question.shuffled else (),
        **write_rule(question.show_if),
        **written_conditions(lines_of(question.show_if) or ()),
    }
    for role in fields.apart:
        offered = question.option(first_of(question, role) or "")
        values[apart_name(role)] = ("1",) if offered else ()
        values[apart_label(role)] = (offered.label if offered else "",)
    return Typed(values=values | _written_limits(question))


def _options(typed: Typed, stored: Question, fields: KindFields) -> tuple[Option, ...]:
    listed = read_lines(typed.one("options")) if fields.options else ()
    if fields.points and not listed:
        listed = read_points(typed.one("points")) or ()
    plain = [o for o in listed if o.role is OptionRole.SUBSTANTIVE]
    said: dict[OptionRole, Option] = {
        o.role: o for o in listed if o.role is not OptionRole.SUBSTANTIVE
    }
    apart = [
        option
        for role in fields.apart
        for option in _apart(typed, stored, role, said.get(role))
    ]
    return with_fixed([*plain, *apart], frozenset(typed.all("fixed")))


def _apart(
    typed: Typed, stored: Question, role: OptionRole, said: Option | None
) -> list[Option]:
    """Return the options with a role that stand beside the answers.

    Further ones that a file gave the same role stay as they are.
    """
    known = [option for option in stored.options if option.role is role]
    if not typed.ticked(apart_name(role)):
        return [said] if said else []
    first = known[0] if known else said or STANDARD[role]
    label = clean_line(typed.one(apart_label(role)))
    standard = first.label if not known else STANDARD[role].label
    return [replace(first, label=label or standard), *known[1:]]


def _rows(typed: Typed, fields: KindFields) -> tuple[Row, ...]:
    return read_rows(typed.one("rows")) if fields.rows else ()


def _limits(
    typed: Typed, question: Question, problems: dict[str, str]
) -> Limits | None:
    limits = LIMITS[question.kind]
    if limits is None:
        return None
    given: dict[str, Any] = {}
    for field in KIND_FIELDS[question.kind].limits:
        written = typed.one(limit_name(field.name)).strip()
        try:
            value = field.shape.read(written)
        except Unreadable as fault:
            problems[limit_name(field.name)] = fault.text
            continue
        if written:
            given[field.name] = value
    return limits(**given)


def _written_limits(question: Question) -> dict[str, Sequence[str]]:
    limits = question.limits
    if limits is None:
        return {}
    fields = KIND_FIELDS[question.kind].limits
    return {
        limit_name(f.name): (f.shape.write(getattr(limits, f.name)),) for f in fields
    }
