"""Counts as pandas frames: one row a cell, complete, in the questionnaire's order."""

import pandas as pd

from pollsvc.domain.cells import Missing
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.releases import Counts

QUESTION, CELL, COUNT, ANSWERS = "question", "cell", "count", "answers"


def counts_frame(questionnaire: Questionnaire, counts: Counts) -> pd.DataFrame:
    """Return counts with a row for every cell that a response can count in.

    Args:
        questionnaire: What was asked.
        counts: For each question code, responses by cell; what is absent is zero.

    Returns:
        Columns `question`, `cell`, `answers` (whether the cell holds substantive
        answers, not missing ones) and `count`, an integer.
    """
    return pd.DataFrame(
        [
            (question.code, cell, answers, counts.get(question.code, {}).get(cell, 0))
            for question in questionnaire.questions
            for cell, answers in [
                *((option.code, True) for option in question.substantive),
                *((str(kind), False) for kind in Missing),
            ]
        ],
        columns=[QUESTION, CELL, ANSWERS, COUNT],
    )
