"""A release of one choice as rows: as many of each answer as it counts, no more."""

import random
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import TypeVar

from pollsvc.domain.cells import Missing
from pollsvc.domain.kinds import KINDS
from pollsvc.domain.questionnaires import OptionRole, Question, Questionnaire
from pollsvc.domain.releases import Release
from pollsvc.domain.responses import Response

Told = TypeVar("Told")

BLOCK_ROWS = 4_000

_ROLE_OF_CELL = {
    Missing.REFUSED.value: OptionRole.REFUSE,
    Missing.DONT_KNOW.value: OptionRole.DONT_KNOW,
}


def has_rows(questionnaire: Questionnaire) -> bool:
    """Return whether counts alone make rows: of one question that is one choice.

    Several questions, or several choices, would have to be joined to rows of people;
    words and exact numbers are not in a release at all.
    """
    questions = questionnaire.questions
    return len(questions) == 1 and KINDS[questions[0].kind].adds_up


def told_of_release(
    questionnaire: Questionnaire,
    release: Release,
    tell: Callable[[Response], Told],
    *,
    version: int,
    language: str,
) -> Iterator[list[Told]]:
    """Yield, block by block, what is told of responses that add up to a release.

    They come mixed, always in the same order. Nothing but the counts goes into them,
    so they say nothing that the results page does not: they stand for people without
    being anybody's row.

    Args:
        questionnaire: What was asked; it must have rows.
        release: What may be shown.
        tell: What to tell of a response.
        version: Which version of the questionnaire the rows say they answered.
        language: In which language they say they did; "" where nobody can say.
    """
    (question,) = questionnaire.questions
    counts = sorted(release.counts.get(question.code, {}).items())
    rows: list[Told] = []
    for cell, count in counts:
        response = Response(
            id=b"",
            wave_id=release.wave_id,
            version=version,
            answers=_answers(question, cell),
            language=language,
        )
        rows += repeat(tell(response), count)
    random.Random(release.wave_id).shuffle(rows)  # noqa: S311 -- hides nothing
    for first in range(0, len(rows), BLOCK_ROWS):
        yield rows[first : first + BLOCK_ROWS]


def _answers(question: Question, cell: str) -> dict[str, str | None]:
    if cell == Missing.NOT_ASKED.value:
        return {}
    if cell == Missing.NOT_ANSWERED.value:
        return {question.code: None}
    role = _ROLE_OF_CELL.get(cell)
    chosen = next((o.code for o in question.options if o.role is role), cell)
    return {question.code: cell if role is None else chosen}
