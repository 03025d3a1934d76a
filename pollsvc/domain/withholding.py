"""What too few of a wave were asked, or not asked, for a batched release to show."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pollsvc.domain.cells import Cell, Missing
from pollsvc.domain.questionnaires import Option, Question, Questionnaire, Row
from pollsvc.domain.release_policies import BATCH
from pollsvc.domain.releases import Release
from pollsvc.domain.versions import is_asked_in, together

Part = tuple[str, str]
"""A question's code and the code of one of its rows; "": the whole question."""


def without_small_groups(
    tallies: Mapping[Cell, int],
    versions: Mapping[int, Questionnaire],
    answered: Mapping[int, int],
) -> dict[Cell, int]:
    """Return a wave's tallies without what would show a few people's answers.

    Args:
        tallies: What the wave counts.
        versions: Everything that was ever asked, by the version's number.
        answered: How many of the counted responses answered which version.
    """
    left_out = {*withheld(versions, answered)}
    return {
        (question, cell): count
        for (question, cell), count in tallies.items()
        if not {(question, ""), (question, cell.rpartition("@")[0])} & left_out
    }


def withheld(
    versions: Mapping[int, Questionnaire], answered: Mapping[int, int]
) -> Iterator[Part]:
    """Yield each question and row that one to nine people were, or were not, asked.

    A question with an option that so few were offered, or not offered, is one of
    them: its other counts would tell how many chose that option.

    Args:
        versions: Everything that was ever asked, by the version's number.
        answered: How many of the counted responses answered which version.
    """

    def asked(question: str, part: str = "") -> int:
        return sum(
            count
            for number, count in answered.items()
            if is_asked_in(versions[number], question, part)
        )

    everybody = sum(answered.values())
    for question in together([versions[n] for n in sorted(versions)]).questions:
        whole = asked(question.code)
        offered = [asked(question.code, option.code) for option in question.options]
        if _is_small(whole, everybody) or any(_is_small(n, whole) for n in offered):
            yield question.code, ""
        for row in question.rows:
            if _is_small(asked(question.code, row.code), whole):
                yield question.code, row.code


def without_stragglers(
    release: Release, before: Release | None, versions: Mapping[int, Questionnaire]
) -> Release:
    """Return a release without what was once taken out where a few more answered it.

    Whoever kept the release before would read those few off the difference, whether it
    is asked again by now or not. What was once left out stays so: nobody can say any
    more what was shown of it.

    Args:
        release: What would be shown.
        before: The wave's release before; None where there is none.
        versions: Everything that was ever asked, by the version's number.
    """
    if before is None:
        return release
    history = [versions[number] for number in sorted(versions)]
    shown: dict[str, Mapping[str, int]] = {}
    for question in together(history).questions:
        if question.code in release.counts:
            step = _step(question.code, release, before)
            asking = [q for q in history if is_asked_in(q, question.code)]
            if not _shows_few(step, question, history, asking):
                rows = _taken_out(asking, question.code, question.rows)
                few = {row for row in rows if step.is_few(row)}
                shown[question.code] = step.without(few)
    return replace(release, counts=shown)


@dataclass(frozen=True, kw_only=True)
class _Step:
    """What became of a question's cells from one release to the next.

    Attributes:
        people: How many more were asked.
    """

    cells: Mapping[str, int]
    known: Mapping[str, int]
    people: int

    def is_few(self, part: str = "") -> bool:
        """Return whether fewer than a batch moved any cell of a part, or of all.

        As good as that where it was left out before.
        """
        cells, known = _of_part(self.cells, part), _of_part(self.known, part)
        more = sum(cells.values()) - sum(known.values()) if part else self.people
        return not known or (cells != known and more < BATCH)

    def without(self, parts: set[str]) -> Mapping[str, int]:
        """Return the cells without those of some parts."""
        return {c: n for c, n in self.cells.items() if not _parts(c) & parts}


def _step(code: str, release: Release, before: Release) -> _Step:
    cells, known = release.counts[code], before.counts.get(code, {})
    more_not_asked = cells.get(Missing.NOT_ASKED, 0) - known.get(Missing.NOT_ASKED, 0)
    people = release.responses - before.responses - more_not_asked
    return _Step(cells=cells, known=known, people=people)


def _shows_few(
    step: _Step,
    question: Question,
    history: Sequence[Questionnaire],
    asking: Sequence[Questionnaire],
) -> bool:
    if _is_taken_out(history, question.code) and step.is_few():
        return True
    options = _taken_out(asking, question.code, question.options)
    return any(step.is_few(option) for option in options)


def _taken_out(
    asking: Sequence[Questionnaire], code: str, parts: Iterable[Option | Row]
) -> list[str]:
    return [part.code for part in parts if _is_taken_out(asking, code, part.code)]


def _is_taken_out(history: Sequence[Questionnaire], code: str, part: str = "") -> bool:
    """Return whether any version lacks what one before it has."""
    offered = [is_asked_in(version, code, part) for version in history]
    return any(had and not has for had, has in pairwise(offered))


def _of_part(cells: Mapping[str, int], part: str) -> dict[str, int]:
    return {
        cell: count
        for cell, count in cells.items()
        if not cell.endswith(Missing.NOT_ASKED) and (not part or part in _parts(cell))
    }


def _parts(cell: str) -> set[str]:
    return set(cell.split("@"))


def _is_small(part: int, whole: int) -> bool:
    return 0 < part < BATCH or 0 < whole - part < BATCH
