"""A release as figures: base, missing kinds, and each option's count and share."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pollsvc.analysis.frames import ANSWERS, CELL, COUNT, QUESTION, counts_frame
from pollsvc.domain.cells import Missing
from pollsvc.domain.questionnaires import Question, Questionnaire
from pollsvc.domain.releases import Release


@dataclass(frozen=True, kw_only=True)
class OptionFigures:
    """One substantive option.

    Attributes:
        count: How many people chose it.
        share: Their share of the question's base, 0 to 1; None where the base is 0.
        suppressed: Whether the numbers are withheld.
    """

    code: str
    label: str
    count: int
    share: float | None
    suppressed: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionFigures:
    """One question's result.

    Attributes:
        base: How many people gave a substantive answer.
        missing: How many gave none, by the way of giving none: not_asked,
            not_answered, refused, dont_know.
        options: The substantive options in the questionnaire's order.
    """

    code: str
    kind: str
    text: str
    base: int
    missing: Mapping[str, int]
    options: tuple[OptionFigures, ...]


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
