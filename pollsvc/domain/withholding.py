"""What too few of a wave were asked, or not asked, for a batched release to show."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

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
    release: Release, before: Release | None, asked: Questionnaire, now: Questionnaire
) -> Release:
    """Return a release without what is no longer asked where a few more answered it.

    Whoever kept the release before would read those few off the difference. What was
    once left out stays so: nobody can say any more what was shown of it.

    Args:
        release: What would be shown.
        before: The wave's release before; None where there is none.
        asked: All that was ever asked.
        now: What is asked now.
    """
    if before is None:
        return release
    shown: dict[str, Mapping[str, int]] = {}
    for code, cells in release.counts.items():
        known = before.counts.get(code, {})
        if not is_asked_in(now, code):
            steps = [_asked(release, code) - _asked(before, code)] if known else [1]
        else:
            options = _retired(asked, now, code, lambda question: question.options)
            steps = [_step(cells, known, option) for option in options]
        rows = _retired(asked, now, code, lambda question: question.rows)
        moved = {row for row in rows if _is_few(_step(cells, known, row))}
        if not any(map(_is_few, steps)):
            shown[code] = {c: n for c, n in cells.items() if not _parts(c) & moved}
    return replace(release, counts=shown)


def _retired(
    asked: Questionnaire,
    now: Questionnaire,
    code: str,
    parts: Callable[[Question], Iterable[Option | Row]],
) -> list[str]:
    """Return the options, or the rows, of a question that it no longer offers."""
    question = asked.question(code)
    offered = parts(question) if question else ()
    return [part.code for part in offered if not is_asked_in(now, code, part.code)]


def _step(cells: Mapping[str, int], known: Mapping[str, int], part: str) -> int:
    """Return by how many more people chose, or placed, or rated, a part.

    As good as one where it was left out before.
    """
    if not any(part in _parts(cell) for cell in known):
        return 1
    return sum(
        count - known.get(cell, 0)
        for cell, count in cells.items()
        if part in _parts(cell) and not cell.endswith(Missing.NOT_ASKED)
    )


def _parts(cell: str) -> set[str]:
    return set(cell.split("@"))


def _asked(release: Release, code: str) -> int:
    return release.responses - release.counts[code].get(Missing.NOT_ASKED, 0)


def _is_few(step: int) -> bool:
    return step != 0 and step < BATCH


def _is_small(part: int, whole: int) -> bool:
    return 0 < part < BATCH or 0 < whole - part < BATCH
