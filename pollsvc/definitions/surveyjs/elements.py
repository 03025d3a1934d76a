"""One element of a SurveyJS page as the questions that it asks."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from pollsvc.definitions.foreign import ForeignOption, ForeignQuestion, ForeignRow
from pollsvc.definitions.foreign.asking import INSTEAD
from pollsvc.definitions.foreign.wordings import how_many
from pollsvc.definitions.reports import Remarks
from pollsvc.definitions.surveyjs.limits import (
    TEXT_INPUTS,
    date_limits,
    number_limits,
    selection_limits,
)
from pollsvc.definitions.surveyjs.options import items, options_of, points_of
from pollsvc.definitions.surveyjs.settings import remark_rest
from pollsvc.definitions.surveyjs.tables import parts_of
from pollsvc.definitions.surveyjs.wordings import Node, Wordings, nodes
from pollsvc.domain.questionnaires import (
    MAX_OPTIONS,
    Option,
    QuestionKind,
    ScaleEnds,
    TextLimits,
)

K = QuestionKind
_CHOICES = {
    "radiogroup": K.SINGLE,
    "dropdown": K.SINGLE,
    "buttongroup": K.SINGLE,
    "checkbox": K.MULTIPLE,
    "tagbox": K.MULTIPLE,
    "ranking": K.RANK,
}
_RANDOM = frozenset({"random", "initial-random"})


def questions_in(
    element: Node, words: Wordings, remarks: Remarks
) -> Iterator[ForeignQuestion]:
    """Yield the questions that an element asks; what it has besides is remarked."""
    name, type_ = str(element.get("name") or ""), str(element.get("type"))
    text = words.of(element.get("title")) or name
    reader = _READERS.get(type_)
    if reader is None or not name:
        sentence = f"Questions of the type {type_!r} cannot be asked here: {text}"
        remarks.lost(name, sentence)
        return
    asked = ForeignQuestion(
        name=name,
        kind=K.TEXT,
        text=text,
        hint=words.of(element.get("description")),
        required=element.get("isRequired") is True,
        reason=words.of(element.get("requiredErrorText")),
    )
    for question in reader(asked, element, words, remarks):
        if 0 < len(question.options) < _least(question) or (
            len(question.options) > MAX_OPTIONS
        ):
            sentence = f"{how_many(len(question.options))}: {question.text}"
            remarks.lost(question.name, sentence)
        else:
            yield question
    remark_rest(element, remarks)


def _least(question: ForeignQuestion) -> int:
    return 1 if question.name.endswith(INSTEAD) else 2


_Found = Iterator[ForeignQuestion]


def _choice(
    asked: ForeignQuestion, element: Node, words: Wordings, remarks: Remarks
) -> _Found:
    options = tuple(options_of(element, words, remarks))
    if not options:
        sentence = f"Its answers are not in this file: {asked.text}"
        remarks.lost(asked.name, sentence)
        return
    kind = _CHOICES.get(str(element.get("type")), K.SINGLE)
    if element.get("type") == "imagepicker":
        kind = K.MULTIPLE if element.get("multiSelect") else K.SINGLE
        remarks.lost(asked.name, "The pictures of the answers; their texts stay.")
    yield replace(
        asked,
        kind=kind,
        options=options,
        shuffled=str(element.get("choicesOrder")) in _RANDOM,
        limits=selection_limits(element) if kind is K.MULTIPLE else None,
    )


def _boolean(
    asked: ForeignQuestion, element: Node, words: Wordings, remarks: Remarks
) -> _Found:
    del remarks
    values = (element.get("valueTrue", True), element.get("valueFalse", False))
    labels = (
        words.of(element.get("labelTrue")) or "Yes",
        words.of(element.get("labelFalse")) or "No",
    )
    options = [
        ForeignOption(value=str(value).lower(), label=label, role=Option.role)
        for value, label in zip(values, labels, strict=True)
    ]
    yield replace(asked, kind=K.SINGLE, options=tuple(options))


def _rating(
    asked: ForeignQuestion, element: Node, words: Wordings, remarks: Remarks
) -> _Found:
    del remarks
    ends = ScaleEnds(
        low=words.of(element.get("minRateDescription")) or "",
        high=words.of(element.get("maxRateDescription")) or "",
    )
    points = tuple(points_of(element, words))
    limits = ends if ends != ScaleEnds() else None
    yield replace(asked, kind=K.SCALE, options=points, limits=limits)


def _text(
    asked: ForeignQuestion, element: Node, words: Wordings, remarks: Remarks
) -> _Found:
    del words
    type_ = str(element.get("inputType") or "text")
    if type_ in {"number", "range"} or element.get("type") == "slider":
        limits = number_limits(element, asked.name, remarks)
        yield replace(asked, kind=K.NUMBER, limits=limits)
    elif type_ == "date":
        limits_ = date_limits(element, asked.name, remarks)
        yield replace(asked, kind=K.DATE, limits=limits_)
    else:
        if type_ not in TEXT_INPUTS:
            remarks.changed(asked.name, f"The {type_} is written as text now.")
        is_long = element.get("type") == "comment"
        yield replace(asked, limits=TextLimits(long=True) if is_long else None)


def _matrix(
    asked: ForeignQuestion, element: Node, words: Wordings, remarks: Remarks
) -> _Found:
    rows = [*items(element.get("rows"), words)]
    options = tuple(items(element.get("columns"), words))
    if not rows:
        yield replace(asked, kind=K.SINGLE, options=options)
        return
    whole = element.get("isAllRowRequired") or element.get("eachRowRequired")
    if asked.required and not whole:
        remarks.changed(asked.name, "Where it is required, each of its rows is.")
    yield replace(
        asked,
        kind=K.MATRIX,
        options=options,
        rows=tuple(
            ForeignRow(value=r.value, label=r.label, alias=f"{asked.name}.{r.value}")
            for r in rows
        ),
        required=asked.required or bool(whole),
        shuffled=str(element.get("rowOrder") or element.get("rowsOrder")) in _RANDOM,
    )


def _multipletext(
    asked: ForeignQuestion, element: Node, words: Wordings, remarks: Remarks
) -> _Found:
    remarks.changed(asked.name, "Each of its lines is a question of its own now.")
    for item in nodes(element.get("items")):
        label = words.of(item.get("title")) or str(item.get("name"))
        part = replace(
            asked,
            name=f"{asked.name}.{item.get('name')}",
            text=f"{asked.text}: {label}",
            required=item.get("isRequired") is True or asked.required,
        )
        remark_rest({**item, "type": "text", "name": part.name}, remarks)
        yield from _text(part, item, words, remarks)


def _table(
    asked: ForeignQuestion, element: Node, words: Wordings, remarks: Remarks
) -> _Found:
    """Yield what the columns of a table ask, and what a column has besides."""
    for part in parts_of(element, asked.text, words, remarks):
        column = {k: v for k, v in part.column.items() if k != "cellType"}
        remark_rest(
            column | {"type": part.element["type"], "name": asked.name}, remarks
        )
        if rule := part.column.get("visibleIf"):
            sentence = f"A column was shown by the rule {rule!r}; now it always is."
            remarks.lost(asked.name, sentence)
        one = part.element
        field = replace(
            asked,
            name=one["name"],
            text=one["title"],
            required=asked.required or one.get("isRequired") is True,
        )
        reader = _READERS.get(one["type"])
        if part.rows:
            options = tuple(options_of(one, words, remarks))
            yield replace(field, kind=K.MATRIX, options=options, rows=part.rows)
        elif reader is None or reader is _table:
            sentence = f"Fields of the type {one['type']!r} cannot be asked here"
            remarks.lost(asked.name, f"{sentence}: {field.text}")
        else:
            yield from reader(field, one, words, remarks)


_Reader = Callable[[ForeignQuestion, Node, Wordings, Remarks], _Found]
_READERS: dict[str, _Reader] = {
    **dict.fromkeys((*_CHOICES, "imagepicker"), _choice),
    "boolean": _boolean,
    "rating": _rating,
    **dict.fromkeys(("text", "comment", "slider"), _text),
    "matrix": _matrix,
    "matrixdropdown": _table,
    "multipletext": _multipletext,
}
