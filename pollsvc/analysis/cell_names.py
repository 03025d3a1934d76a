"""In which cells stored answers count: written apart from the domain, to check it.

Every function here takes stored answers, none of them missing, as a pandas Series, and
returns the names of all cells in which they count, one below the other.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from pollsvc.domain.questionnaires import (
    NumberLimits,
    OptionRole,
    Question,
    QuestionKind,
)

NOT_ASKED, NOT_ANSWERED = "!not_asked", "!not_answered"
_ANSWERED, _REFUSED, _DONT_KNOW = "!answered", "!refused", "!dont_know"


def cells_said(question: Question, stored: pd.Series) -> pd.Series:
    """Return the cells in which stored answers to a question count."""
    return _CELLS[question.kind](question, stored)


def _one(question: Question, stored: pd.Series) -> pd.Series:
    """Count the option chosen, whatever was written beside it."""
    codes = stored.map(lambda each: each["code"] if isinstance(each, dict) else each)
    return codes.replace(_ways_out(question))


def _several(question: Question, stored: pd.Series) -> pd.Series:
    """Count every option chosen; one chosen by itself, as text, gives no answer."""
    gave_none = stored.map(lambda each: isinstance(each, str)).astype(bool)
    chosen = stored[~gave_none].map(
        lambda each: each["codes"] if isinstance(each, dict) else each
    )
    none = stored[gave_none].replace(_ways_out(question))
    return _joined([none, _answered(chosen), chosen.explode()])


def _number(question: Question, stored: pd.Series) -> pd.Series:
    none, given = _instead(question, stored)
    limits = question.limits
    if not isinstance(limits, NumberLimits) or not limits.bins:
        return _joined([none, _answered(given)])
    # Numbers have at most 15 digits: so many, floats keep apart and in order.
    edges = [float("-inf"), *map(float, limits.bins), float("inf")]
    names = ["below", *(f"bin_{place:02}" for place in range(len(limits.bins)))]
    bins = pd.cut(given.astype(float), edges, right=False, labels=names)
    return _joined([none, _answered(given), bins.astype(object)])


def _rank(question: Question, stored: pd.Series) -> pd.Series:
    none, given = _instead(question, stored)
    placed = given.map(
        lambda order: [f"{code}@{place}" for place, code in enumerate(order, start=1)]
    )
    return _joined([none, _answered(given), placed.explode()])


def _matrix(question: Question, stored: pd.Series) -> pd.Series:
    # A row that is not there at all was not asked: its version did not have it.
    rated = pd.DataFrame(
        [
            {row.code: each.get(row.code, NOT_ASKED) for row in question.rows}
            for each in stored
        ],
        columns=[row.code for row in question.rows],
    )
    said = rated.astype(object).fillna(NOT_ANSWERED).replace(_ways_out(question))
    rows = [f"{row}@" + said[row] for row in said.columns]
    return _joined([_answered(stored), *rows])


def _any(question: Question, stored: pd.Series) -> pd.Series:
    """Count only that there is an answer, whatever it says."""
    none, given = _instead(question, stored)
    return _joined([none, _answered(given)])


def _instead(question: Question, stored: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return those that gave no answer, as their cells, and the answers given."""
    gave_none = stored.map(lambda each: isinstance(each, dict)).astype(bool)
    codes = stored[gave_none].map(lambda each: each["instead"])
    return codes.replace(_ways_out(question)), stored[~gave_none]


def _answered(given: pd.Series) -> pd.Series:
    return pd.Series([_ANSWERED] * len(given), dtype=object)


def _ways_out(question: Question) -> dict[Any, str]:
    cells = {OptionRole.DONT_KNOW: _DONT_KNOW, OptionRole.REFUSE: _REFUSED}
    return {o.code: cells[o.role] for o in question.options if o.role in cells}


_CELLS: Mapping[QuestionKind, Callable[[Question, pd.Series], pd.Series]] = {
    QuestionKind.SINGLE: _one,
    QuestionKind.MULTIPLE: _several,
    QuestionKind.SCALE: _one,
    QuestionKind.NUMBER: _number,
    QuestionKind.RANK: _rank,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.TEXT: _any,
    QuestionKind.DATE: _any,
}


def _joined(parts: list[pd.Series]) -> pd.Series:
    joined: pd.Series = pd.concat(parts)
    return joined
