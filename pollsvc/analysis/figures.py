"""A release as figures: base, missing kinds, and each option's count and share."""

import pandas as pd

from pollsvc.analysis.frames import ANSWERS, CELL, COUNT, QUESTION, counts_frame
from pollsvc.domain.cells import Missing
from pollsvc.domain.figures import OptionFigures, QuestionFigures
from pollsvc.domain.questionnaires import Question, Questionnaire
from pollsvc.domain.releases import Release


def figures_of(
    questionnaire: Questionnaire, release: Release
) -> tuple[QuestionFigures, ...]:
    """Return a release's figures, question by question in the asked order."""
    frame = counts_frame(questionnaire, release.counts)
    bases = frame[frame[ANSWERS]].groupby(QUESTION)[COUNT].sum()
    # A base of zero has no shares: NaN here, None outside.
    base = frame[QUESTION].map(bases)
    frame["share"] = frame[COUNT].div(base.where(base > 0)).where(frame[ANSWERS])
    by_question = {code: rows.set_index(CELL) for code, rows in frame.groupby(QUESTION)}
    return tuple(
        _figures(question, by_question[question.code], int(bases[question.code]))
        for question in questionnaire.questions
    )


def _figures(question: Question, rows: pd.DataFrame, base: int) -> QuestionFigures:
    counts, shares = rows[COUNT].to_dict(), rows["share"].to_dict()
    return QuestionFigures(
        code=question.code,
        kind=question.kind.value,
        text=question.text,
        base=base,
        missing={kind.name.lower(): int(counts[kind.value]) for kind in Missing},
        options=tuple(
            OptionFigures(
                code=option.code,
                label=option.label,
                count=int(counts[option.code]),
                share=float(shares[option.code]) if base else None,
            )
            for option in question.substantive
        ),
    )
