"""Answers of a SurveyJS question that stand elsewhere in the same file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pollsvc.definitions.reports import Remarks
from pollsvc.definitions.surveyjs.wordings import Node, nodes

_ONLY = {
    "selected": "those that were chosen there",
    "unselected": "those that were not chosen there",
}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """Finds answers that a question takes from another.

    Attributes:
        lists: What can be chosen, by the name of the question.
    """

    lists: Mapping[str, list[Any]]
    remarks: Remarks

    def with_choices(self, element: Node) -> Node:
        """Return an element that lists all its answers itself, where they are here."""
        source = element.get("choicesFromQuestion")
        found = self.lists.get(str(source)) if source else None
        if not found:
            return element
        name = str(element.get("name"))
        only = _ONLY.get(str(element.get("choicesFromQuestionMode")))
        if only:
            sentence = (
                f"Of the answers of {source!r}, {only} were offered; now all are."
            )
            self.remarks.lost(name, sentence)
        else:
            self.remarks.changed(
                name, f"The answers of {source!r} are listed here too."
            )
        own = element.get("choices")
        listed = [*found, *(own if isinstance(own, list) else [])]
        left = {k: v for k, v in element.items() if not k.startswith("choicesFrom")}
        return {**left, "choices": listed}


def lists_in(document: Node) -> dict[str, list[Any]]:
    """Return what can be chosen in each question of a survey, by its name."""
    return {
        str(element.get("name")): element["choices"]
        for element in _elements(document)
        if isinstance(element.get("choices"), list)
    }


def _elements(document: Node) -> Iterator[Node]:
    todo: list[Node] = [document]
    while todo:
        each = todo.pop()
        yield each
        for part in ("pages", "elements", "questions"):
            todo.extend(nodes(each.get(part)))
