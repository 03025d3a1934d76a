"""A SurveyJS table with fields of several kinds, as simpler elements."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pollsvc.definitions.foreign import ForeignRow
from pollsvc.definitions.reports import Remarks
from pollsvc.definitions.surveyjs.options import items
from pollsvc.definitions.surveyjs.wordings import Node, Wordings, nodes, value_of

MOST_FIELDS = 200
"""More than that nobody fills in."""

_ONE_ANSWER = frozenset({"dropdown", "radiogroup", "buttongroup"})
_OF_TABLE = ("choices", "isRequired", "requiredErrorText")
"""What columns take from their table where they do not say it themselves."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one column of a table asks, in all rows or in one.

    Attributes:
        column: As it was written.
        element: The element that asks the same.
        rows: The rows of the matrix that it is; empty: it is none.
    """

    column: Node
    element: dict[str, Any]
    rows: tuple[ForeignRow, ...] = ()


def parts_of(
    element: Node, text: str, words: Wordings, remarks: Remarks
) -> Iterator[Part]:
    """Yield the parts of a table.

    A column with one answer out of a list is a matrix over all rows; of any other
    column, each field is a part of its own.
    """
    name = str(element.get("name"))
    rows = [*items(element.get("rows"), words)]
    columns = nodes(element.get("columns"))
    number = len(rows) * len(columns)
    if not 0 < number <= MOST_FIELDS:
        remarks.lost(name, f"It is a table of {number} fields, and left out: {text}")
        return
    remarks.changed(name, "Each of its columns is asked by itself now.")
    for column in columns:
        code = value_of(column.get("name"))
        title = words.of(column.get("title")) or code
        whole = _element(element, column) | {"title": f"{text}: {title}"}
        if whole["type"] in _ONE_ANSWER:
            named = tuple(
                ForeignRow(
                    value=r.value, label=r.label, alias=f"{name}.{r.value}.{code}"
                )
                for r in rows
            )
            yield Part(
                column=column, element=whole | {"name": f"{name}.{code}"}, rows=named
            )
            continue
        for row in rows:
            own = {
                "name": f"{name}.{row.value}.{code}",
                "title": f"{text}: {row.label}, {title}",
            }
            yield Part(column=column, element=whole | own)


def _element(table: Node, column: Node) -> dict[str, Any]:
    type_ = column.get("cellType", "default")
    if type_ == "default":
        type_ = table.get("cellType", "dropdown")
    above = {name: table[name] for name in _OF_TABLE if name in table}
    return {**above, **column, "type": str(type_)}
