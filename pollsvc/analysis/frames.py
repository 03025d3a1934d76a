"""Counts as pandas frames: one row a cell, complete, in the questionnaire's order."""

import pandas as pd

from pollsvc.domain.cells import cells_in
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.releases import Counts

QUESTION, PART, CELL, COUNT = "question", "part", "cell", "count"


def counts_frame(questionnaire: Questionnaire, counts: Counts) -> pd.DataFrame:
    """Return counts with a row for every cell that a response can count in.

    Args:
        questionnaire: What was asked.
        counts: For each question code, responses by cell; what is absent is zero.

    Returns:
        Columns `question`, `part` (the row of a matrix, the option of a ranking, else
        ""), `cell` (an option's code, a place, a bin, a missing kind) and `count`, an
        integer.
    """
    return pd.DataFrame(
        [
            (question.code, *_parted(cell), counts.get(question.code, {}).get(cell, 0))
            for question in questionnaire.questions
            for cell in cells_in(question)
        ],
        columns=[QUESTION, PART, CELL, COUNT],
    )


def _parted(cell: str) -> tuple[str, str]:
    part, _, rest = cell.rpartition("@")
    return part, rest
