"""Builds the part of a form that says on whose answers something is shown."""

from collections.abc import Sequence

from flask_babel import gettext

from pollsvc.blueprints.editing.conditions import (
    ALL,
    ANY,
    EVERYBODY,
    KEPT,
    TEXT,
    is_picked,
)
from pollsvc.blueprints.editing.pages import ConditionRow, RuleForm
from pollsvc.blueprints.editing.typed import Typed
from pollsvc.domain.questionnaires import Question, QuestionKind
from pollsvc.web.fields import Choice
from pollsvc.web.rule_lines import (
    COMPARED,
    MOST_CONDITIONS,
    WORDS,
    RuleLine,
    fitting,
    looked_at,
)
from pollsvc.web.rule_words import shortened


def rule_form(typed: Typed, before: Sequence[Question], error: str | None) -> RuleForm:
    """Return the part of a form for a rule.

    Args:
        typed: What stands in it.
        before: The questions on whose answers it may depend.
        error: What is wrong with it.
    """
    lines = typed.conditions()
    mode = typed.one("asked") or EVERYBODY
    return RuleForm(
        modes=_modes(mode),
        conditions=tuple(
            _row(number, line, question)
            for number, line in enumerate(lines)
            if (question := _about(line, before)) is not None
        ),
        candidates=tuple(choice for q in before for choice in _candidates(q)),
        text=typed.one("rule_text"),
        error=error,
        may_add=len(lines) < MOST_CONDITIONS and bool(before),
        is_open=mode != EVERYBODY or error is not None,
    )


def with_condition(typed: Typed, before: Sequence[Question]) -> Typed:
    """Return a form with one more line, about the question that was picked."""
    wanted = RuleLine(question=typed.one("if_new"), relation="")
    question = _about(wanted, before)
    if question is None:
        return typed
    (first, *_) = COMPARED[looked_at(question, wanted.question)]
    line = RuleLine(question=wanted.question, relation=first)
    mode = typed.one("asked")
    grown = typed.with_conditions([*typed.conditions(), line])
    return grown.having(asked=mode if mode in (ALL, ANY) else ALL)


def without_condition(typed: Typed, number: str) -> Typed:
    """Return a form without one of the lines of its rule."""
    lines = typed.conditions()
    left = [line for place, line in enumerate(lines) if str(place) != number]
    less = typed.with_conditions(left)
    return less if left else less.having(asked=EVERYBODY)


def _modes(chosen: str) -> tuple[Choice, ...]:
    labels = {
        EVERYBODY: gettext("Everybody"),
        ALL: gettext("Those for whom all of these conditions hold"),
        ANY: gettext("Those for whom at least one of these conditions holds"),
        TEXT: gettext("Those whom a rule written as text lets through"),
    }
    if chosen == KEPT:
        labels[KEPT] = gettext("As it is now, by a rule that only the definition shows")
    return tuple(
        Choice(
            id=f"asked-{mode}",
            name="asked",
            value=mode,
            label=label,
            checked=mode == chosen,
        )
        for mode, label in labels.items()
    )


def _row(number: int, line: RuleLine, question: Question) -> ConditionRow:
    line = fitting(line, question)
    kind = looked_at(question, line.question)
    name = f"if{number}_value"
    picks = question.options if is_picked(question) else ()
    return ConditionRow(
        number=number,
        question=_label(question, line.question),
        reference=line.question,
        relations=tuple(
            Choice(value=word, label=str(WORDS[word].words)) for word in COMPARED[kind]
        ),
        relation=line.relation,
        picks=tuple(
            Choice(
                id=f"{name}-{option.code}",
                name=name,
                value=option.code,
                label=option.label,
                checked=option.code in line.values,
            )
            for option in picks
        ),
        value="" if picks else " ".join(line.values),
        hint=_hint(kind),
    )


def _hint(kind: QuestionKind) -> str | None:
    hints = {
        QuestionKind.DATE: gettext("A date such as 2026-11-30."),
        QuestionKind.NUMBER: gettext("A number such as 2.5."),
    }
    return hints.get(kind)


def _about(line: RuleLine, before: Sequence[Question]) -> Question | None:
    code = line.question.partition(".")[0]
    return next((question for question in before if question.code == code), None)


def _candidates(question: Question) -> tuple[Choice, ...]:
    references = [question.code, *(f"{question.code}.{r.code}" for r in question.rows)]
    return tuple(Choice(value=r, label=_label(question, r)) for r in references)


def _label(question: Question, reference: str) -> str:
    row = reference.partition(".")[2]
    label = next((each.label for each in question.rows if each.code == row), None)
    text = shortened(question.text)
    return f"{text} – {label}" if label else text
