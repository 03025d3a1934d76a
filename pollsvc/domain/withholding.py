"""What too few of a wave were asked, or not asked, for a batched release to show."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pollsvc.domain.cells import Cell, Missing
from pollsvc.domain.questionnaires import Questionnaire
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
    release: Release, before: Release | None, newest: Questionnaire
) -> Release:
    """Return a release without removed questions that a few more were asked.

    Whoever kept the release before would read those few off the difference. What was
    once left out stays so: nobody can say any more what was shown of it.

    Args:
        release: What would be shown.
        before: The wave's release before; None where there is none.
        newest: What is asked now.
    """
    if before is None:
        return release
    shown = {
        code: cells
        for code, cells in release.counts.items()
        if is_asked_in(newest, code) or _may_follow(release, before, code)
    }
    return replace(release, counts=shown)


def _may_follow(release: Release, before: Release, code: str) -> bool:
    if code not in before.counts:
        return False
    more = _asked(release, code) - _asked(before, code)
    return more == 0 or more >= BATCH


def _asked(release: Release, code: str) -> int:
    return release.responses - release.counts[code].get(Missing.NOT_ASKED, 0)


def _is_small(part: int, whole: int) -> bool:
    return 0 < part < BATCH or 0 < whole - part < BATCH
