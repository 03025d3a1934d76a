"""What became of a survey of another tool: what was carried over, and what was not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What became of one part of a survey."""

    CHANGED = "changed"
    LOST = "not carried over"


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One part of a survey that is not, or not exactly, as it was.

    Attributes:
        where: The question's name in the other tool's file; "" for the whole survey.
        sentence: What became of it, and why.
    """

    fate: Fate
    where: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What was carried over from one format to another, and what was not.

    Attributes:
        carried: The codes of the questions that were carried over, in order.
        remarks: Everything that is not as it was.
    """

    carried: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing was lost; parts may still be called otherwise."""
        return all(remark.fate is not Fate.LOST for remark in self.remarks)

    def lines(self) -> Iterator[str]:
        """Yield the report for people, one thing a line."""
        number = len(self.carried)
        yield f"Carried over: {number} question{'' if number == 1 else 's'}."
        for remark in self.remarks:
            where = f"{remark.where}: " if remark.where else ""
            yield f"{remark.fate.capitalize()}: {where}{remark.sentence}"


@dataclass
class Remarks:
    """The remarks made so far."""

    _made: list[Remark] = field(default_factory=list)

    def changed(self, where: str, sentence: str) -> None:
        """Record that a part is carried over in another shape."""
        self._add(Remark(fate=Fate.CHANGED, where=where, sentence=sentence))

    def lost(self, where: str, sentence: str) -> None:
        """Record that a part could not be carried over."""
        self._add(Remark(fate=Fate.LOST, where=where, sentence=sentence))

    def report(self, carried: tuple[str, ...]) -> ImportReport:
        """Return the report."""
        return ImportReport(carried=carried, remarks=tuple(self._made))

    def _add(self, remark: Remark) -> None:
        if remark not in self._made:
            self._made.append(remark)
