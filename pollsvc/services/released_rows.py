"""A release of one question as rows: as many of each kind as it counts, no more."""

import random
from collections.abc import Iterator

from pollsvc.domain.cells import Missing
from pollsvc.domain.questionnaires import OptionRole, Question, Questionnaire
from pollsvc.domain.releases import Release
from pollsvc.domain.responses import Response

_ROLE_OF_CELL = {
    Missing.REFUSED.value: OptionRole.REFUSE,
    Missing.DONT_KNOW.value: OptionRole.DONT_KNOW,
}


def rows_of_release(
    questionnaire: Questionnaire, release: Release
) -> Iterator[Response]:
    """Yield responses that add up to a release, mixed, always in the same order.

    Nothing but the counts goes into them, so they say nothing that the results page
    does not: they stand for people without being anybody's row.

    Args:
        questionnaire: What was asked: one question.
        release: What may be shown.
    """
    (question,) = questionnaire.questions
    counts = release.counts.get(question.code, {})
    cells = [cell for cell, count in sorted(counts.items()) for _ in range(count)]
    random.Random(release.wave_id).shuffle(cells)  # noqa: S311 -- hides nothing
    for cell in cells:
        yield Response(
            id=b"",
            wave_id=release.wave_id,
            version=questionnaire.version,
            answers=_answers(question, cell),
            language=questionnaire.language,
        )


def _answers(question: Question, cell: str) -> dict[str, str | None]:
    if cell == Missing.NOT_ASKED.value:
        return {}
    if cell == Missing.NOT_ANSWERED.value:
        return {question.code: None}
    role = _ROLE_OF_CELL.get(cell)
    chosen = next((o.code for o in question.options if o.role is role), cell)
    return {question.code: cell if role is None else chosen}
