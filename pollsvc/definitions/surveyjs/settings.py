"""Which settings of a SurveyJS element are read; every other is a loss that is told."""

from collections.abc import Iterator, Mapping

from pollsvc.definitions.reports import Remarks
from pollsvc.definitions.surveyjs.limits import NUMERIC
from pollsvc.definitions.surveyjs.wordings import Node, nodes, setting, value_of

_OF_ALL = frozenset(
    {
        "type", "name", "title", "description", "visibleIf", "visible", "isRequired",
        "requiredErrorText", "validators",
    }
)  # fmt: skip
_CHOICES = frozenset(
    {
        "choices", "choicesOrder", "choicesMin", "choicesMax", "choicesStep",
        "hasOther", "hasNone", "showOtherItem", "showNoneItem", "showRefuseItem",
        "showDontKnowItem", "otherText", "noneText", "refuseText", "dontKnowText",
        "otherErrorText", "otherPlaceholder", "otherPlaceHolder",
    }
)  # fmt: skip
_COUNTED = frozenset({"minSelectedChoices", "maxSelectedChoices"})
_MATRIX = frozenset(
    {"rows", "columns", "rowOrder", "rowsOrder", "isAllRowRequired", "eachRowRequired"}
)
_MEASURED = frozenset({"min", "max", "step"})
_READ = {
    **dict.fromkeys(("radiogroup", "dropdown", "buttongroup", "ranking"), _CHOICES),
    **dict.fromkeys(("checkbox", "tagbox"), _CHOICES | _COUNTED),
    "imagepicker": _CHOICES | _COUNTED | {"multiSelect"},
    "boolean": frozenset({"labelTrue", "labelFalse", "valueTrue", "valueFalse"}),
    "rating": frozenset(
        {
            "rateMin", "rateMax", "rateStep", "rateCount", "rateValues", "autoGenerate",
            "minRateDescription", "maxRateDescription", "rateDisplayMode",
        }
    ),
    "text": frozenset({"inputType"}),
    "slider": _MEASURED,
    "matrix": _MATRIX,
    "matrixdropdown": _MATRIX | {"cellType", "choices"},
    "multipletext": frozenset({"items"}),
}  # fmt: skip
_SILENT = frozenset(
    {
        "colCount", "startWithNewLine", "width", "minWidth", "maxWidth",
        "titleLocation", "indent", "placeholder", "placeHolder", "hideNumber",
        "rateType", "showLabel", "renderAs", "displayMode", "cols", "size",
        "searchEnabled", "id", "autocomplete", "autoGrow", "allowResize",
        "alternateRows", "imageHeight", "imageWidth", "useDropdownList", "allowClear",
        "state", "scaleColorMode", "rateColorMode", "descriptionLocation", "swapOrder",
        "itemSize", "colSpan", "showNumber", "minErrorText", "maxErrorText",
    }
)  # fmt: skip
"""What only says how it looks."""

_MEASURED_INPUTS = frozenset({"number", "range", "date"})
_ORDERS = frozenset({"none", "random", "initial-random", "initial"})
_OF_CHOICES = frozenset(
    {"value", "text", "role", "fixed", "showCommentArea", "isExclusive", "name",
     "title", "visibleIf", "enableIf"}
)  # fmt: skip


def remark_rest(element: Node, remarks: Remarks) -> None:
    """Remark what an element has that no question here has."""
    name, type_ = str(element.get("name")), str(element.get("type"))
    read = _OF_ALL | _SILENT | _READ.get(type_, frozenset())
    if type_ == "text" and str(element.get("inputType")) in _MEASURED_INPUTS:
        read |= _MEASURED
    if type_ == "comment":
        read |= {"rows"}
    for key, value in element.items():
        if key not in read and value not in (None, "", False, [], {}):
            remarks.lost(name, setting(key, value))
    order = element.get("choicesOrder")
    if order is not None and str(order) not in _ORDERS:
        remarks.lost(name, f"The answers stood in the order {order!r}; now as listed.")
    for sentence in (*_unread_checks(element), *_unread_in_choices(element)):
        remarks.lost(name, sentence)


def _unread_checks(element: Node) -> Iterator[str]:
    type_ = str(element.get("type"))
    if type_ in {"checkbox", "tagbox", "imagepicker"}:
        read = frozenset({"answercount"})
    elif type_ == "slider" or str(element.get("inputType")) in {"number", "range"}:
        read = NUMERIC
    else:
        read = frozenset()
    for validator in nodes(element.get("validators")):
        if str(validator.get("type")) not in read:
            rule = validator.get("expression") or validator.get("regex") or ""
            yield f"A check of the type {validator.get('type')!r} {rule}".strip() + "."


def _unread_in_choices(element: Node) -> Iterator[str]:
    for part in ("choices", "rateValues", "rows", "columns"):
        if part == "columns" and element.get("type") == "matrixdropdown":
            continue
        listed = element.get(part)
        for item in listed if isinstance(listed, list) else ():
            for key, value in item.items() if isinstance(item, Mapping) else ():
                if key not in _OF_CHOICES and value not in (None, "", False, [], {}):
                    of = value_of(item.get("value", item.get("name")))
                    yield f"Of {of!r}: {setting(key, value)}"
