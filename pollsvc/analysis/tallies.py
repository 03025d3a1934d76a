"""Tallies recomputed from raw responses, apart from the code that keeps them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice

import pandas as pd

from pollsvc.analysis.cell_names import NOT_ANSWERED, NOT_ASKED, cells_said
from pollsvc.domain.cells import ASIDE_CELLS, RESPONSES, Cell
from pollsvc.domain.questionnaires import Question, Questionnaire
from pollsvc.domain.responses import Response
from pollsvc.domain.versions import together

CHUNK = 20_000
"""Responses held in memory at a time."""

_ABSENT = object()


def count_responses(
    questionnaires: Mapping[int, Questionnaire],
    responses: Iterable[Response],
    *,
    aside_counted: bool = False,
) -> dict[Cell, int]:
    """Count one wave's responses, a chunk at a time.

    Args:
        questionnaires: The poll's questionnaires by version.
        responses: The wave's responses in any order.
        aside_counted: Whether the wave counts what was set aside.

    Returns:
        Every cell that counts anything. An answer that is no option of its question
        counts in a cell of its own, so that it shows up against the stored tallies.
    """
    total: Counter[Cell] = Counter()
    # What a version did not ask counts as not asked of those who answered it.
    asked = together([questionnaires[number] for number in sorted(questionnaires)])
    stream = iter(responses)
    while chunk := [*islice(stream, CHUNK)]:
        total.update(ASIDE_CELLS[r.aside] for r in chunk if r.aside is not None)
        counted = [r for r in chunk if r.aside is None or aside_counted]
        total[RESPONSES] += len(counted)
        for version, part in _by_version(counted).items():
            if version in questionnaires:
                total.update(_count(asked, part))
    return dict(total)


def _by_version(chunk: list[Response]) -> dict[int, list[Response]]:
    parts: dict[int, list[Response]] = {}
    for response in chunk:
        parts.setdefault(response.version, []).append(response)
    return parts


def _count(questionnaire: Questionnaire, part: list[Response]) -> Counter[Cell]:
    counted: Counter[Cell] = Counter()
    for question in questionnaire.questions:
        for cell, count in _counts(question, part).items():
            counted[question.code, cell] += count
    return counted


def _counts(question: Question, part: list[Response]) -> dict[str, int]:
    stored = [response.answers.get(question.code, _ABSENT) for response in part]
    said = [each for each in stored if each is not None and each is not _ABSENT]
    not_asked = sum(each is _ABSENT for each in stored)
    not_answered = len(stored) - not_asked - len(said)
    cells = cells_said(question, pd.Series(said, dtype=object))
    counts = {str(cell): int(n) for cell, n in cells.value_counts().items()}
    counts |= {NOT_ASKED: not_asked, NOT_ANSWERED: not_answered}
    return {cell: count for cell, count in counts.items() if count}
