"""A question as form fields: what the question templates draw, one row per kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pollsvc.domain.answers import Raw
from pollsvc.domain.kinds import rank
from pollsvc.domain.kinds.date import FIELDS
from pollsvc.domain.kinds.kind import INSTEAD, OTHER_TEXT, SURE, part_name
from pollsvc.domain.kinds.number import doubted, limits_of
from pollsvc.domain.kinds.scale import ends_of
from pollsvc.domain.kinds.text import limits_of as text_limits_of
from pollsvc.domain.kinds.text import most_of
from pollsvc.domain.questionnaires import Option, OptionRole, Question, QuestionKind
from pollsvc.web import answering_words
from pollsvc.web.fields import Choice, Input, Select

_TEMPLATES = {
    QuestionKind.SINGLE: "questions/single.html",
    QuestionKind.MULTIPLE: "questions/multiple.html",
    QuestionKind.SCALE: "questions/scale.html",
    QuestionKind.NUMBER: "questions/number.html",
    QuestionKind.RANK: "questions/rank.html",
    QuestionKind.MATRIX: "questions/matrix.html",
    QuestionKind.TEXT: "questions/text.html",
    QuestionKind.DATE: "questions/date.html",
}
_BRIEF = 3
"""A point whose label has so many characters, such as "10", needs little room."""
_WIDTHS = {"day": "digits-2", "month": "digits-2", "year": "digits-4"}


@dataclass(frozen=True, kw_only=True)
class RowField:
    """One row of a matrix: the points of its scale, and the ways of giving none."""

    name: str
    legend: str
    points: tuple[Choice, ...]
    options: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionField:
    """One question of the form.

    Attributes:
        name: The question's code.
        template: The template that draws this kind, e.g. "questions/single.html".
        instruction: How to answer, e.g. "Select one answer."
        reason: Why it must be answered; None where it need not be.
        group: The name that the radios or checkboxes share.
        options: The radios or checkboxes; where answers are written, or points
            chosen, the ways of giving none.
        points: The points of a scale.
        is_brief: Whether they are short enough to stand beside each other.
        other: Where words of one's own are written, or None.
        inputs: Where the answer is written.
        selects: A place for each answer of a ranking.
        rows: The rows of a matrix.
        ends: What the two ends of a scale mean; "" where nothing is said.
        unit: What a number counts, or None.
        sure: What says that an odd number is meant; None where none was given.
        long: Whether there is room for several lines.
        error: What is wrong with the answer given, or None.
    """

    name: str
    template: str
    legend: str
    instruction: str
    hint: str | None = None
    reason: str | None = None
    group: str = ""
    options: tuple[Choice, ...] = ()
    points: tuple[Choice, ...] = ()
    is_brief: bool = False
    other: Input | None = None
    inputs: tuple[Input, ...] = ()
    selects: tuple[Select, ...] = ()
    rows: tuple[RowField, ...] = ()
    ends: tuple[str, str] = ("", "")
    unit: str | None = None
    sure: Choice | None = None
    long: bool = False
    error: str | None = None

    @property
    def anchor(self) -> str:
        """Where a line of the error summary leads: the first control."""
        controls = (
            *((self.sure,) if self.sure else ()),
            *self.inputs,
            *self.selects,
            *(point for row in self.rows for point in row.points),
            *self.points,
            *self.options,
        )
        return f"#{controls[0].id}"


def question_field(
    question: Question, *, raw: Raw | None = None, error: str | None = None
) -> QuestionField:
    """Return a question as form fields.

    Args:
        question: What is asked, in the order in which it is shown.
        raw: The form values to show as given.
        error: What is wrong with the answer given.
    """
    plain = QuestionField(
        name=question.code,
        template=_TEMPLATES[question.kind],
        legend=question.text,
        instruction=answering_words.instruction_for(question),
        hint=question.hint,
        reason=question.reason if question.required else None,
        error=error,
    )
    return _FILLED[question.kind](plain, question, raw or {})


def _chosen(field: QuestionField, question: Question, raw: Raw) -> QuestionField:
    """Fill in radios or checkboxes, with words of one's own beside "other"."""
    other = question.other
    words = None
    if other is not None:
        name = part_name(question.code, OTHER_TEXT)
        words = Input(id=name, name=name, label=other.label, value=_first(raw, name))
    return replace(
        field,
        group=question.code,
        options=_choices(question.options, question.code, raw),
        other=words,
    )


def _scaled(field: QuestionField, question: Question, raw: Raw) -> QuestionField:
    ends, points = ends_of(question), question.substantive
    return replace(
        field,
        points=_choices(points, question.code, raw),
        is_brief=all(len(point.label) <= _BRIEF for point in points),
        options=_choices(question.ways_out, question.code, raw),
        ends=(ends.low, ends.high),
    )


def _numbered(field: QuestionField, question: Question, raw: Raw) -> QuestionField:
    limits, code = limits_of(question), question.code
    written = _first(raw, code)
    return replace(
        _with_ways_out(field, question, raw),
        unit=limits.unit,
        sure=_sure(question, written, raw),
        inputs=(
            Input(
                id=code,
                name=code,
                label=question.text,
                value=written,
                inputmode="decimal" if limits.decimals else "numeric",
            ),
        ),
    )


def _sure(question: Question, written: str, raw: Raw) -> Choice | None:
    value = doubted(question, written)
    if value is None:
        return None
    name, meant = part_name(question.code, SURE), f"{value:f}"
    return Choice(
        id=name,
        name=name,
        value=meant,
        label=answering_words.sure_words(value),
        checked=meant in raw.get(name, ()),
    )


def _ranked(field: QuestionField, question: Question, raw: Raw) -> QuestionField:
    places = range(1, rank.places_of(question) + 1)
    options = (
        Choice(value="", label=answering_words.NO_PLACE),
        *(Choice(value=str(place), label=str(place)) for place in places),
    )
    names = {o.code: part_name(question.code, o.code) for o in question.substantive}
    return replace(
        _with_ways_out(field, question, raw),
        selects=tuple(
            Select(
                id=names[option.code],
                name=names[option.code],
                label=option.label,
                options=options,
                value=_first(raw, names[option.code]),
            )
            for option in question.substantive
        ),
    )


def _in_rows(field: QuestionField, question: Question, raw: Raw) -> QuestionField:
    names = {row.code: part_name(question.code, row.code) for row in question.rows}
    return replace(
        field,
        rows=tuple(
            RowField(
                name=names[row.code],
                legend=row.label,
                points=_choices(question.substantive, names[row.code], raw),
                options=_choices(question.ways_out, names[row.code], raw),
            )
            for row in question.rows
        ),
    )


def _written(field: QuestionField, question: Question, raw: Raw) -> QuestionField:
    limits, code = text_limits_of(question), question.code
    return replace(
        _with_ways_out(field, question, raw),
        long=limits.long,
        inputs=(
            Input(
                id=code,
                name=code,
                label=question.text,
                value=_first(raw, code),
                maxlength=most_of(question),
                about=limits.about,
            ),
        ),
    )


def _dated(field: QuestionField, question: Question, raw: Raw) -> QuestionField:
    names = {part: part_name(question.code, part) for part in FIELDS}
    return replace(
        _with_ways_out(field, question, raw),
        inputs=tuple(
            Input(
                id=name,
                name=name,
                label=answering_words.DATE_PARTS[part],
                value=_first(raw, name),
                inputmode="numeric",
                size=_WIDTHS[part],
            )
            for part, name in names.items()
        ),
    )


def _with_ways_out(field: QuestionField, question: Question, raw: Raw) -> QuestionField:
    """Add the ways of giving no answer to a question whose answer is written."""
    group = part_name(question.code, INSTEAD)
    return replace(field, group=group, options=_choices(question.ways_out, group, raw))


def _choices(options: Sequence[Option], name: str, raw: Raw) -> tuple[Choice, ...]:
    chosen = raw.get(name, ())
    first_apart = next(
        (o.code for o in options if o.role not in _AMONG_THE_OTHERS), None
    )
    return tuple(
        Choice(
            id=f"{name}-{option.code}",
            name=name,
            value=option.code,
            label=option.label,
            checked=option.code in chosen,
            apart=option.code == first_apart,
            alone=option.role not in _AMONG_THE_OTHERS,
        )
        for option in options
    )


def _first(raw: Raw, name: str) -> str:
    values = raw.get(name, ())
    return values[0] if values else ""


_AMONG_THE_OTHERS = frozenset({OptionRole.SUBSTANTIVE, OptionRole.OTHER})

_Fill = Callable[[QuestionField, Question, Raw], QuestionField]

_FILLED: Mapping[QuestionKind, _Fill] = {
    QuestionKind.SINGLE: _chosen,
    QuestionKind.MULTIPLE: _chosen,
    QuestionKind.SCALE: _scaled,
    QuestionKind.NUMBER: _numbered,
    QuestionKind.RANK: _ranked,
    QuestionKind.MATRIX: _in_rows,
    QuestionKind.TEXT: _written,
    QuestionKind.DATE: _dated,
}
