"""One question of another tool as a question of ours, and what rules may call it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from pollsvc.definitions.foreign.codes import option_codes
from pollsvc.definitions.foreign.conditions import Subject
from pollsvc.definitions.foreign.surveys import (
    ForeignOption,
    ForeignQuestion,
    ForeignRow,
)
from pollsvc.definitions.foreign.wordings import optional, worded
from pollsvc.definitions.reports import Remarks
from pollsvc.domain.questionnaires import (
    WAYS_OUT,
    Option,
    OptionRole,
    Question,
    QuestionKind,
    Row,
)
from pollsvc.domain.quick_text import role_in_words
from pollsvc.domain.texts import is_blank

INSTEAD = "__instead"
"""How the name of the ways of giving no answer ends, where they stand apart."""

_CLOSED = frozenset({QuestionKind.SCALE, QuestionKind.RANK, QuestionKind.MATRIX})
"""Kinds whose answers leave no room for "other" and "none"."""

_UNLISTED = frozenset({QuestionKind.NUMBER, QuestionKind.TEXT, QuestionKind.DATE})

_SHOWN_AS = {
    OptionRole.DONT_KNOW: "don't know",
    OptionRole.REFUSE: "prefer not to say",
    OptionRole.OTHER: "other",
    OptionRole.NONE: "none of these",
}

Subjects = Mapping[str, Subject]


def question_of(
    foreign: ForeignQuestion, code: str, remarks: Remarks
) -> tuple[Question, Subjects]:
    """Return a question, and what each name in rules that is of it stands for."""
    where = foreign.name
    codes = _codes([o.value for o in foreign.options], where, remarks)
    row_codes = _codes([r.value for r in foreign.rows], where, remarks)
    text = foreign.text if not is_blank(foreign.text) else where
    if text != foreign.text:
        remarks.changed(where, "It has no text, and is asked by its name.")
    question = Question(
        code=code,
        kind=foreign.kind,
        text=worded(text, where=where, remarks=remarks),
        hint=optional(foreign.hint, where=where, remarks=remarks),
        options=tuple(_options(foreign, codes, remarks)),
        rows=tuple(_rows(foreign, row_codes, remarks)),
        limits=foreign.limits,
        shuffled=foreign.shuffled,
    )
    question = _required(foreign, question, remarks)
    return question, dict(_subjects(foreign, question, codes, row_codes))


def _required(
    foreign: ForeignQuestion, question: Question, remarks: Remarks
) -> Question:
    reason = optional(foreign.reason, where=foreign.name, remarks=remarks)
    if not foreign.required:
        return replace(question, reason=reason)
    if question.ways_out and reason:
        return replace(question, required=True, reason=reason)
    sentence = (
        "It was required and is not any more: that takes a reason that people can "
        "read, and an answer such as “Prefer not to say”."
    )
    remarks.lost(foreign.name, sentence)
    return replace(question, reason=reason)


def _codes(values: list[str], where: str, remarks: Remarks) -> dict[str, str]:
    codes = option_codes(values)
    renamed = [f"{old!r} is {new}" for old, new in codes.items() if old != new]
    if renamed:
        remarks.changed(where, f"Codes: {', '.join(renamed)}.")
    return codes


def _options(
    foreign: ForeignQuestion, codes: Mapping[str, str], remarks: Remarks
) -> Iterator[Option]:
    seen: set[OptionRole] = set()
    values: set[str] = set()
    labels = _labels(foreign.options, foreign.name, remarks)
    for option, label in zip(foreign.options, labels, strict=True):
        if option.value in values:
            sentence = f"The answer {option.value!r} stands there twice."
            remarks.lost(foreign.name, sentence)
            continue
        values.add(option.value)
        role = _role(foreign, option, label, seen, remarks)
        seen.add(role)
        yield Option(
            code=codes[option.value], label=label, role=role, fixed=option.fixed
        )


def _role(
    foreign: ForeignQuestion,
    option: ForeignOption,
    label: str,
    seen: set[OptionRole],
    remarks: Remarks,
) -> OptionRole:
    role = option.role
    if role is None and foreign.kind is not QuestionKind.RANK:
        role = role_in_words(label)
        if role in seen:
            role = OptionRole.SUBSTANTIVE
        if role is not OptionRole.SUBSTANTIVE:
            sentence = f"The answer {label!r} counts as “{_SHOWN_AS[role]}”."
            remarks.changed(foreign.name, sentence)
    role = role or OptionRole.SUBSTANTIVE
    if role is OptionRole.OTHER and role in seen:
        sentence = f"One “other” is enough: {label!r} is an answer like the rest."
        remarks.changed(foreign.name, sentence)
        return OptionRole.SUBSTANTIVE
    if foreign.kind in _CLOSED and role in {OptionRole.OTHER, OptionRole.NONE}:
        sentence = f"The answer {label!r} is one like the others here."
        remarks.changed(foreign.name, sentence)
        return OptionRole.SUBSTANTIVE
    return role


def _rows(
    foreign: ForeignQuestion, codes: Mapping[str, str], remarks: Remarks
) -> Iterator[Row]:
    labels = _labels(foreign.rows, foreign.name, remarks)
    for row, label in zip(foreign.rows, labels, strict=True):
        yield Row(code=codes[row.value], label=label)


def _labels(
    parts: Sequence[ForeignOption | ForeignRow], where: str, remarks: Remarks
) -> Iterator[str]:
    seen: set[str] = set()
    for part in parts:
        label = part.label if not is_blank(part.label) else part.value
        label = worded(label, where=where, remarks=remarks)
        if label.casefold() in seen:
            label = worded(f"{label} ({part.value})", where=where, remarks=remarks)
            remarks.changed(where, f"Two answers read the same: one is {label!r} now.")
        seen.add(label.casefold())
        yield label


def _subjects(
    foreign: ForeignQuestion,
    question: Question,
    codes: Mapping[str, str],
    row_codes: Mapping[str, str],
) -> Iterator[tuple[str, Subject]]:
    of = _subject_maker(foreign, question, codes)
    yield foreign.name, of(question.code, foreign.kind)
    for row in foreign.rows:
        yield row.alias, of(f"{question.code}.{row_codes[row.value]}", None)
    for option in foreign.options:
        if option.alias:
            one = of(question.code, foreign.kind)
            yield option.alias, replace(one, option=codes[option.value])
    ways_out = {o.code for o in question.options if o.role in WAYS_OUT}
    if ways_out:
        apart = {value: code for value, code in codes.items() if code in ways_out}
        one = of(question.code, foreign.kind)
        yield foreign.name + INSTEAD, replace(one, codes=apart, instead=True)


def _subject_maker(
    foreign: ForeignQuestion, question: Question, codes: Mapping[str, str]
) -> Callable[[str, QuestionKind | None], Subject]:
    measured = [option.code for option in question.substantive]
    numeric = all(code.isdecimal() for code in measured)

    def make(code: str, kind: QuestionKind | None) -> Subject:
        kind = kind or QuestionKind.SCALE
        return Subject(
            question=code,
            kind=kind,
            codes={} if foreign.kind in _UNLISTED else codes,
            ordered=kind is QuestionKind.SCALE and numeric and bool(measured),
        )

    return make
