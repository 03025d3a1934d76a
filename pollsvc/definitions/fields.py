"""The fields of one mapping of a definition, read as what each is meant to be.

Values are read as they were written, not as YAML would guess them: the code 01 keeps
its zero, a title may be `no`, and no date turns into something else on the way.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pollsvc.definitions.faults import Faults
from pollsvc.definitions.syntax import oddity_of
from pollsvc.definitions.tables import Table

Word = TypeVar("Word", bound=StrEnum)

TRUE, FALSE = ("true", "yes", "on"), ("false", "no", "off")
_NOTHING = ("", "~", "null")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?", re.ASCII)
_NUMBER = re.compile(r"0|[1-9][0-9]{0,5}", re.ASCII)


class Fields:
    """A mapping whose names are known; what it gets wrong is added to the faults."""

    def __init__(
        self,
        node: Node,
        path: str,
        table: Table,
        faults: Faults,
        *,
        elsewhere: Mapping[str, str] | None = None,
    ) -> None:
        """Look at the names of a mapping.

        Args:
            node: What should be the mapping.
            path: Where it stands, e.g. "questions[0]"; "" for the whole file.
            table: The fields that it may have.
            faults: Where to add what is wrong.
            elsewhere: Fields that others have, and a sentence about each.
        """
        self.node, self.path, self.faults = node, path, faults
        self._table = {field.name: field for field in table}
        self._elsewhere = elsewhere or {}
        self._values: dict[str, Node] = {}
        self._keys: dict[str, Node] = {}
        self._unread: set[str] = set()
        if not isinstance(node, MappingNode):
            shown = ", ".join(self._table)
            faults.add(node, path, f"Write fields with their values here: {shown}.")
            return
        for key, value in node.value:
            self._take(key, value)

    def at(self, name: str) -> str:
        """Return the path of a field."""
        return f"{self.path}.{name}" if self.path else name

    def node_of(self, name: str) -> Node | None:
        """Return a field's node, or None where it is absent or left empty."""
        node = self._values.get(name)
        return None if node is None or is_nothing(node) else node

    def nodes(self) -> Iterator[tuple[str, Node]]:
        """Yield the name and the node of each field that is there, in their order."""
        for name in self._values:
            node = self.node_of(name)
            if node is not None:
                yield name, node

    def text(self, name: str) -> str:
        """Return a text; an absent one is a fault."""
        if self.node_of(name) is None:
            self._missing(name)
            return ""
        return self.optional_text(name) or ""

    def optional_text(self, name: str) -> str | None:
        """Return a text, or None."""
        node = self.node_of(name)
        if node is None:
            return None
        written = scalar(node)
        if written is None:
            self.fault(name, "Write a text here, not a list or a mapping.")
        return written

    def flag(self, name: str) -> bool:
        """Return whether a field says true; an absent one says false."""
        node = self.node_of(name)
        if node is None:
            return False
        said = truth(node)
        if said is None:
            self.fault(name, "Write true or false.")
        return bool(said)

    def choice(self, name: str, words: type[Word], default: Word) -> Word:
        """Return one of the words of an enumeration."""
        written = self.optional_text(name)
        if written is None:
            return default
        try:
            return words(written)
        except ValueError:
            known = ", ".join(words)
            guess = _guess(written, [*map(str, words)])
            self.fault(name, f"{written!r} is none of: {known}.{guess}")
            return default

    def number(self, name: str, default: int) -> int:
        """Return a whole number from 1."""
        found = self.optional_number(name)
        return default if found is None else found

    def optional_number(self, name: str, *, least: int = 1) -> int | None:
        """Return a whole number from a least one, or None."""
        written = self.optional_text(name)
        if written is None:
            return None
        if not _NUMBER.fullmatch(written) or int(written) < least:
            self.fault(name, f"{written!r} is not a number; write one such as 2.")
            return None
        return int(written)

    def moment(self, name: str) -> datetime | None:
        """Return a local date and time, or None."""
        written = self.optional_text(name)
        if written is None:
            return None
        try:
            if _MOMENT.fullmatch(written):
                return datetime.fromisoformat(written)
        except ValueError:  # a thirtieth of February
            pass
        self.fault(
            name,
            f"{written!r} is not a date and time; write it like 2026-11-01T09:00, as "
            "the clock shows it in the zone.",
        )
        return None

    def items(self, name: str) -> list[Node]:
        """Return the entries of a list; an absent one has none."""
        node = self.node_of(name)
        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            self.fault(name, "Write a list here: one entry a line, each after a dash.")
            return []
        for number, item in enumerate(node.value):
            self.faults.stands(f"{self.at(name)}[{number}]", item)
        return [*self._without_oddities(name, node.value)]

    def require(self, name: str) -> None:
        """Add a fault unless a field is there."""
        if self.node_of(name) is None:
            self._missing(name)

    def fault(self, name: str, sentence: str) -> None:
        """Add what is wrong with a field that is there."""
        self.faults.add(self._values[name], self.at(name), sentence)

    def _take(self, key: Node, value: Node) -> None:
        name = scalar(key) or ""
        oddity = oddity_of(key) or oddity_of(value)
        if name not in self._table:
            self.faults.add(key, self.at(name), self._unknown(name))
        elif name in self._values or name in self._unread:
            self.faults.add(key, self.at(name), f"{name!r} stands here twice.")
        elif oddity:
            # Not read at all: what aliases repeat can be larger than any file.
            self.faults.add(key, self.at(name), oddity)
            self._unread.add(name)
        else:
            self.faults.stands(self.at(name), key)
            self._values[name], self._keys[name] = value, key

    def _unknown(self, name: str) -> str:
        if name in self._elsewhere:
            return self._elsewhere[name]
        known = ", ".join(self._table)
        guess = _guess(name, [*self._table])
        return f"{name!r} is not a field here; there is: {known}.{guess}"

    def _without_oddities(self, name: str, nodes: Iterable[Node]) -> Iterable[Node]:
        for number, node in enumerate(nodes):
            if oddity := oddity_of(node):
                self.faults.add(node, f"{self.at(name)}[{number}]", oddity)
            else:
                yield node

    def _missing(self, name: str) -> None:
        if name in self._unread:
            return
        node = self._keys.get(name, self.node)
        example = f"write it like `{self._table[name].example}`"
        self.faults.add(node, self.at(name), f"This field is missing; {example}.")


def scalar(node: Node) -> str | None:
    """Return the text of a plain value as it was written; None for a collection."""
    return str(node.value) if isinstance(node, ScalarNode) else None


def truth(node: Node) -> bool | None:
    """Return what an unquoted true or false says; None for anything else."""
    written = (scalar(node) or "").casefold() if is_plain(node) else ""
    return {**dict.fromkeys(TRUE, True), **dict.fromkeys(FALSE, False)}.get(written)


def is_nothing(node: Node) -> bool:
    """Return whether a value was left out, or written as an unquoted null."""
    return is_plain(node) and (scalar(node) or "").casefold() in _NOTHING


def is_plain(node: Node) -> bool:
    """Return whether a value stands without quotation marks."""
    return isinstance(node, ScalarNode) and node.style is None


def _guess(written: str, known: Sequence[str]) -> str:
    close = get_close_matches(written, known, n=1)
    return f" Did you mean {close[0]!r}?" if close else ""
