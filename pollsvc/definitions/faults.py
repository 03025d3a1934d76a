"""What is wrong with a definition: collected while reading, refused in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ruamel.yaml.nodes import Node

from pollsvc.domain.errors import DefinitionRefused

FIELD_OF_PATH = {
    "slug": "poll",
    "promoter": "nps",
    "plausible_least": "plausible",
    "plausible_most": "plausible",
}
"""Where the file calls something by another name than the domain does."""

_LIMITS = ".limits."
"""In the file, the limits of a question are fields of it like all others."""


@dataclass
class Faults:
    """The faults found so far, and on which line each field stands."""

    _found: list[tuple[int, str, str]] = field(default_factory=list)
    _lines: dict[str, int] = field(default_factory=dict)

    def stands(self, path: str, node: Node) -> None:
        """Remember on which line a field stands."""
        self._lines[path] = line_of(node)

    def add(self, node: Node, path: str, sentence: str) -> None:
        """Record what is wrong with a field, and what would be right."""
        self._found.append((line_of(node), path, sentence))

    def add_rules(self, problems: Mapping[str, str]) -> None:
        """Record broken rules of the domain, each on the line of its field."""
        for place, sentence in problems.items():
            path = _in_file(place)
            self._found.append((self._line(path), path, sentence))

    def refuse(self) -> None:
        """Refuse the definition if anything was found.

        Raises:
            DefinitionRefused: With every fault, in the order of the file.
        """
        problems: dict[str, str] = {}
        for line, path, sentence in sorted(self._found):
            at = f"Line {line}, {path}" if path else f"Line {line}"
            problems[at] = f"{problems[at]} {sentence}" if at in problems else sentence
        if problems:
            raise DefinitionRefused(problems)

    def _line(self, path: str) -> int:
        while path and path not in self._lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self._lines.get(path, 1)


def _in_file(path: str) -> str:
    question, limits, name = path.rpartition(_LIMITS)
    field_name = FIELD_OF_PATH.get(name, name)
    return f"{question}.{field_name}" if limits else field_name


def line_of(node: Node) -> int:
    """Return the line on which a node begins, counted from 1."""
    return int(node.start_mark.line) + 1
