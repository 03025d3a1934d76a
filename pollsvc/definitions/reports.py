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
        place: Where in the file it stands, e.g. "survey, row 7"; "" where not known.
        sentence: What became of it, and why.
    """

    fate: Fate
    where: str
    sentence: str
    place: str = ""


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
            place = f" ({remark.place})" if remark.place else ""
            where = f"{remark.where}{place}: " if remark.where else ""
            yield f"{remark.fate.capitalize()}: {where}{remark.sentence}"


@dataclass
class Remarks:
    """The remarks made so far."""

    _made: dict[Remark, None] = field(default_factory=dict)
    _places: dict[str, str] = field(default_factory=dict)

    def stands(self, where: str, place: str) -> None:
        """Remember where in the file what has a name stands."""
        self._places[where] = place

    def changed(self, where: str, sentence: str) -> None:
        """Record that a part is carried over in another shape."""
        self._add(Fate.CHANGED, where, sentence)

    def lost(self, where: str, sentence: str) -> None:
        """Record that a part could not be carried over."""
        self._add(Fate.LOST, where, sentence)

    def lost_once(self, where: str, known: str, sentence: str) -> None:
        """Record a loss, unless it is the same as one that is known otherwise."""
        if (where, _writable(known)) not in {*self.losses()}:
            self.lost(where, sentence)

    def losses(self) -> Iterator[tuple[str, str]]:
        """Yield where something could not be carried over so far, and why."""
        for made in self._made:
            if made.fate is Fate.LOST:
                yield made.where, made.sentence

    def report(self, carried: tuple[str, ...]) -> ImportReport:
        """Return the report."""
        return ImportReport(carried=carried, remarks=tuple(self._made))

    def _add(self, fate: Fate, where: str, sentence: str) -> None:
        place = self._places.get(where, "")
        name, said = (_writable(text) for text in (where, sentence))
        remark = Remark(fate=fate, where=name, sentence=said, place=place)
        self._made.setdefault(remark)


def _writable(text: str) -> str:
    """Return a text without halves of characters, which no file can hold."""
    return text.encode(errors="replace").decode()
