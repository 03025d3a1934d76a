"""A group of an XLSForm that is shown as a table: one matrix."""

from collections.abc import Mapping, Sequence
from typing import Any

from pollsvc.definitions.foreign import ForeignQuestion, ForeignRow
from pollsvc.definitions.reports import Remarks
from pollsvc.definitions.xlsform.questions import (
    Wordings,
    options_in,
    remark_losses,
    required_in,
)
from pollsvc.domain.questionnaires import QuestionKind

_HEAD, _ROW = "label", "list-nolabel"

Node = Mapping[str, Any]


def matrix_in(
    group: Node, form: Node, words: Wordings, remarks: Remarks
) -> ForeignQuestion | None:
    """Return the matrix that a group is; None where it is none.

    Its rows are questions with one answer each out of the same list.
    """
    children: Sequence[Node] = group.get("children", ())
    rows = [each for each in children if _look(each) == _ROW]
    rest = [each for each in children if _look(each) not in {_ROW, _HEAD}]
    notes = [words.of(each.get("label")) for each in rest if _is_note(each)]
    lists = {row.get("itemset") for row in rows}
    is_single = all(row.get("type") == "select one" for row in rows)
    is_plain = not any((row.get("bind") or {}).get("relevant") for row in rows)
    if len(lists) != 1 or len(notes) < len(rest) or not (is_single and is_plain):
        return None
    name = str(group.get("name"))
    for row in rows:
        remark_losses(row, words, remarks)
    required = [required_in(row, words, remarks) for row in rows]
    heads = [words.of(e.get("label")) for e in children if _look(e) == _HEAD]
    texts = [words.of(group.get("label")), *notes, *heads]
    return ForeignQuestion(
        name=name,
        kind=QuestionKind.MATRIX,
        text="\n".join(text for text in texts if text),
        options=tuple(options_in(rows[0], form, words)),
        rows=tuple(_row(row, name, words) for row in rows),
        required=all(each["required"] for each in required),
        reason=next((each["reason"] for each in required if each["reason"]), None),
    )


def is_head(node: Node) -> bool:
    """Return whether a row only shows the answers above those that follow."""
    return _look(node) == _HEAD


def _row(row: Node, group: str, words: Wordings) -> ForeignRow:
    name = str(row.get("name"))
    return ForeignRow(
        value=name.removeprefix(f"{group}__"),
        label=words.of(row.get("label")) or "",
        alias=name,
    )


def _look(node: Node) -> str:
    looks = str((node.get("control") or {}).get("appearance", "")).split()
    return next((each for each in looks if each in {_HEAD, _ROW}), "")


def _is_note(node: Node) -> bool:
    return node.get("type") == "note"
