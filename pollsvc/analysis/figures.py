"""A release as figures: base, missing kinds, counts and shares; one row per kind."""

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from pollsvc.analysis.frames import CELL, COUNT, PART, QUESTION, counts_frame
from pollsvc.analysis.summaries import (
    average_place,
    middle_of,
    promoter_score,
    top_box,
)
from pollsvc.domain.cells import ANSWERED, Missing
from pollsvc.domain.figures import (
    BinEdges,
    Further,
    MatrixFigures,
    MultipleFigures,
    NumberFigures,
    OptionFigures,
    PlaceFigures,
    QuestionFigures,
    RankFigures,
    RowFigures,
    ScaleFigures,
)
from pollsvc.domain.kinds import KINDS
from pollsvc.domain.kinds.bins import bins_of, is_possible
from pollsvc.domain.kinds.number import limits_of
from pollsvc.domain.kinds.scale import ends_of
from pollsvc.domain.questionnaires import (
    OptionRole,
    Question,
    QuestionKind,
    Questionnaire,
)
from pollsvc.domain.releases import Release

Parts = Mapping[str, pd.Series]
"""Counts by cell, for each part of a question; "" is the question as a whole."""

Result = tuple[tuple[OptionFigures, ...], Further | None]


def figures_of(
    questionnaire: Questionnaire, release: Release
) -> tuple[QuestionFigures, ...]:
    """Return a release's figures, question by question in the asked order."""
    frame = counts_frame(questionnaire, release.counts)
    asked = dict(iter(frame.groupby(QUESTION)))
    return tuple(
        _figures(question, _parts(asked[question.code]))
        for question in questionnaire.questions
    )


def _parts(rows: pd.DataFrame) -> Parts:
    cells = rows.set_index(CELL)
    return {str(part): group[COUNT] for part, group in cells.groupby(PART)}


def _figures(question: Question, parts: Parts) -> QuestionFigures:
    whole = parts[""]
    base = _base(question, whole)
    options, further = _RESULTS[question.kind](question, parts, base)
    return QuestionFigures(
        code=question.code,
        kind=question.kind.value,
        text=question.text,
        base=base,
        missing=_missing(whole),
        options=options,
        further=further,
    )


def _base(question: Question, whole: pd.Series) -> int:
    """Return how many people gave a substantive answer."""
    if not KINDS[question.kind].adds_up:
        return int(whole[ANSWERED])
    return int(whole[[option.code for option in question.substantive]].sum())


def _missing(*counts: pd.Series) -> dict[str, int]:
    return {
        kind.name.lower(): sum(int(each.get(kind.value, 0)) for each in counts)
        for kind in Missing
    }


def _single(question: Question, parts: Parts, base: int) -> Result:
    return _options(question, parts[""], base), None


def _multiple(question: Question, parts: Parts, base: int) -> Result:
    options = _options(question, parts[""], base)
    chosen = sum(
        figures.count
        for option, figures in zip(question.substantive, options, strict=True)
        if option.role is not OptionRole.NONE
    )
    return options, MultipleFigures(average=chosen / base if base else None)


def _scale(question: Question, parts: Parts, base: int) -> Result:
    ends, points = ends_of(question), question.substantive
    counts = parts[""][[point.code for point in points]]
    further = ScaleFigures(
        ends=(ends.low, ends.high),
        top=top_box(points, counts, base),
        is_promoter=ends.promoter,
        promoter_score=promoter_score(counts) if ends.promoter else None,
    )
    return _options(question, counts, base), further


def _number(question: Question, parts: Parts, base: int) -> Result:
    counts = parts[""]
    bins = [b for b in bins_of(question) if counts[b.code] or is_possible(b, question)]
    options = _shares(((b.code, b.label) for b in bins), counts, base)
    further = NumberFigures(
        unit=limits_of(question).unit,
        edges=tuple(BinEdges(at_least=b.at_least, less_than=b.less_than) for b in bins),
        middle=middle_of(counts[[b.code for b in bins]]),
    )
    return options, further


def _rank(question: Question, parts: Parts, base: int) -> Result:
    first = pd.Series({code: counts["1"] for code, counts in parts.items() if code})
    places = tuple(
        PlaceFigures(
            code=option.code,
            counts=tuple(int(count) for count in parts[option.code]),
            average=average_place(parts[option.code]),
        )
        for option in question.substantive
    )
    return _options(question, first, base), RankFigures(places=places)


def _matrix(question: Question, parts: Parts, base: int) -> Result:
    del base
    return (), MatrixFigures(rows=tuple(_rows(question, parts)))


def _rows(question: Question, parts: Parts) -> Iterable[RowFigures]:
    points = question.substantive
    codes = [point.code for point in points]
    for row in question.rows:
        counts = parts[row.code]
        base = int(counts[codes].sum())
        yield RowFigures(
            code=row.code,
            label=row.label,
            base=base,
            # Who answered no row at all counts in the question's cells only.
            missing=_missing(parts[""], counts),
            options=_options(question, counts, base),
            top=top_box(points, counts, base),
        )


def _nothing(question: Question, parts: Parts, base: int) -> Result:
    """Return nothing: what was answered is never counted, only that it was."""
    del question, parts, base
    return (), None


def _options(
    question: Question, counts: pd.Series, base: int
) -> tuple[OptionFigures, ...]:
    return _shares(((o.code, o.label) for o in question.substantive), counts, base)


def _shares(
    labels: Iterable[tuple[str, str]], counts: pd.Series, base: int
) -> tuple[OptionFigures, ...]:
    shares = counts / base if base else None
    return tuple(
        OptionFigures(
            code=code,
            label=label,
            count=int(counts[code]),
            # A base of zero has no shares.
            share=None if shares is None else float(shares[code]),
        )
        for code, label in labels
    )


_RESULTS: Mapping[QuestionKind, Callable[[Question, Parts, int], Result]] = {
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.SCALE: _scale,
    QuestionKind.NUMBER: _number,
    QuestionKind.RANK: _rank,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.TEXT: _nothing,
    QuestionKind.DATE: _nothing,
}
