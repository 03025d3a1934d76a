"""Tallies recomputed from raw responses, apart from the code that keeps them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice

import pandas as pd

from pollsvc.domain.cells import ASIDE_CELLS, RESPONSES, Cell, Missing
from pollsvc.domain.questionnaires import OptionRole, Question, Questionnaire
from pollsvc.domain.responses import Response

CHUNK = 20_000
"""Responses held in memory at a time."""

_NOT_ASKED, _NOT_ANSWERED = "!", "?"
"""Stand for an answer that is absent or null; no option's code looks like them."""

_CELL_OF_ROLE = {
    OptionRole.DONT_KNOW: Missing.DONT_KNOW.value,
    OptionRole.REFUSE: Missing.REFUSED.value,
}


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
    stream = iter(responses)
    while chunk := [*islice(stream, CHUNK)]:
        total.update(ASIDE_CELLS[r.aside] for r in chunk if r.aside is not None)
        counted = [r for r in chunk if r.aside is None or aside_counted]
        total[RESPONSES] += len(counted)
        for version, part in _by_version(counted).items():
            if version in questionnaires:
                total.update(_count(questionnaires[version], part))
    return dict(total)


def _by_version(chunk: list[Response]) -> dict[int, list[Response]]:
    parts: dict[int, list[Response]] = {}
    for response in chunk:
        parts.setdefault(response.version, []).append(response)
    return parts


def _count(questionnaire: Questionnaire, part: list[Response]) -> Counter[Cell]:
    counted: Counter[Cell] = Counter()
    for question in questionnaire.questions:
        chosen = pd.Series([_raw(response, question.code) for response in part])
        cell_of = _cells(question)
        for raw, count in chosen.value_counts().items():
            counted[question.code, cell_of.get(str(raw), str(raw))] += int(count)
    return counted


def _raw(response: Response, code: str) -> str:
    answer = response.answers.get(code, _NOT_ASKED)
    return _NOT_ANSWERED if answer is None else answer


def _cells(question: Question) -> dict[str, str]:
    return {
        _NOT_ASKED: Missing.NOT_ASKED.value,
        _NOT_ANSWERED: Missing.NOT_ANSWERED.value,
        **{
            option.code: _CELL_OF_ROLE[option.role]
            for option in question.options
            if option.role in _CELL_OF_ROLE
        },
    }
