"""How far chance alone moves each number of a question; one row per kind."""

from collections.abc import Callable, Mapping, Sequence

from pollsvc.analysis.estimates.means import mean
from pollsvc.analysis.estimates.options import Counted, compared_part, several_part
from pollsvc.analysis.estimates.quantiles import (
    MEDIAN,
    QUARTILES,
    quantile,
    quantile_cells,
)
from pollsvc.analysis.estimates.scales import net_promoters, top_share
from pollsvc.analysis.rankings import borda, pairwise, runoff
from pollsvc.domain.figures import (
    MatrixFigures,
    OptionFigures,
    QuestionFigures,
    RankFigures,
    RowFigures,
    ScaleFigures,
    TopBox,
)
from pollsvc.domain.question_estimates import (
    Measure,
    MeasureName,
    Part,
    PlaceEstimate,
    QuestionEstimates,
    RankingEstimates,
    Said,
)
from pollsvc.domain.questionnaires import QuestionKind

Row = Callable[[QuestionFigures, QuestionFigures | None, Said], QuestionEstimates]


def estimates_of(
    figures: QuestionFigures, before: QuestionFigures | None, said: Said
) -> QuestionEstimates:
    """Return a question's figures with how far chance alone moves them.

    Args:
        figures: The question's, from exact tallies.
        before: The same question's in the wave before; None: not compared.
        said: What the tallies do not count, where it was read.
    """
    return _KINDS[QuestionKind(figures.kind)](figures, before, said)


def _choice(
    figures: QuestionFigures, before: QuestionFigures | None, said: Said
) -> QuestionEstimates:
    del said
    part = compared_part(_counted(figures), _earlier(before))
    return QuestionEstimates(figures=figures, parts=(part,))


def _several(
    figures: QuestionFigures, before: QuestionFigures | None, said: Said
) -> QuestionEstimates:
    del said
    part = several_part(_counted(figures), _earlier(before))
    return QuestionEstimates(figures=figures, parts=(part,))


def _scale(
    figures: QuestionFigures, before: QuestionFigures | None, said: Said
) -> QuestionEstimates:
    del said
    scale = figures.further
    measures = [_median_cell(figures.options)]
    if isinstance(scale, ScaleFigures):
        measures += _top(scale.top, figures.options)
        if scale.is_promoter:
            score = net_promoters(_counts(figures.options))
            measures.append(Measure(name=MeasureName.PROMOTERS, found=score))
    part = compared_part(_counted(figures), _earlier(before), measures)
    return QuestionEstimates(figures=figures, parts=(part,))


def _number(
    figures: QuestionFigures, before: QuestionFigures | None, said: Said
) -> QuestionEstimates:
    if said.numbers is not None:
        people = {float(number): count for number, count in said.numbers.items()}
        lower, upper = QUARTILES
        measures = [
            Measure(name=MeasureName.MEAN, found=mean(people)),
            Measure(name=MeasureName.LOWER_QUARTILE, found=quantile(people, lower)),
            Measure(name=MeasureName.MEDIAN, found=quantile(people, MEDIAN)),
            Measure(name=MeasureName.UPPER_QUARTILE, found=quantile(people, upper)),
        ]
    else:
        measures = [_median_cell(figures.options)] if figures.options else []
    part = compared_part(_counted(figures), _earlier(before), measures)
    return QuestionEstimates(figures=figures, parts=(part,))


def _rank(
    figures: QuestionFigures, before: QuestionFigures | None, said: Said
) -> QuestionEstimates:
    part = compared_part(_counted(figures), _earlier(before))
    ranking = _ranking(figures, said) if figures.base else None
    return QuestionEstimates(figures=figures, parts=(part,), ranking=ranking)


def _ranking(figures: QuestionFigures, said: Said) -> RankingEstimates | None:
    if not isinstance(figures.further, RankFigures):
        return None
    places = figures.further.places
    points = borda({each.code: each.counts for each in places})
    codes = tuple(points)
    labels = {option.code: option.label for option in figures.options}
    return RankingEstimates(
        places=tuple(
            PlaceEstimate(
                code=each.code,
                label=labels[each.code],
                place=mean(dict(enumerate(each.counts, start=1))),
                points=points[each.code],
            )
            for each in places
        ),
        pairwise=None if said.orders is None else pairwise(said.orders, codes),
        runoff=None if said.orders is None else runoff(said.orders, codes),
    )


def _matrix(
    figures: QuestionFigures, before: QuestionFigures | None, said: Said
) -> QuestionEstimates:
    del said
    earlier = {row.code: row for row in _rows(before)}
    parts = tuple(_row(row, earlier.get(row.code)) for row in _rows(figures))
    return QuestionEstimates(figures=figures, parts=parts)


def _rows(figures: QuestionFigures | None) -> tuple[RowFigures, ...]:
    if figures is None or not isinstance(figures.further, MatrixFigures):
        return ()
    return figures.further.rows


def _row(row: RowFigures, before: RowFigures | None) -> Part:
    measures = [_median_cell(row.options), *_top(row.top, row.options)]
    return compared_part(_counted(row), _earlier(before), measures, label=row.label)


def _nothing(
    figures: QuestionFigures, before: QuestionFigures | None, said: Said
) -> QuestionEstimates:
    """Return nothing: what was answered is not counted, only that it was."""
    del before, said
    return QuestionEstimates(figures=figures, parts=())


def _counted(figures: QuestionFigures | RowFigures) -> Counted:
    return Counted(figures.options, figures.base)


def _earlier(figures: QuestionFigures | RowFigures | None) -> Counted | None:
    return None if figures is None else _counted(figures)


def _median_cell(options: Sequence[OptionFigures]) -> Measure:
    return Measure(
        name=MeasureName.MEDIAN,
        found=quantile_cells(_counts(options)),
        labels=tuple(option.label for option in options),
    )


def _top(top: TopBox | None, options: Sequence[OptionFigures]) -> list[Measure]:
    if top is None:
        return []
    found = top_share(_counts(options))
    return [Measure(name=MeasureName.TOP, found=found, labels=top.labels)]


def _counts(options: Sequence[OptionFigures]) -> list[int]:
    return [option.count for option in options]


_KINDS: Mapping[QuestionKind, Row] = {
    QuestionKind.SINGLE: _choice,
    QuestionKind.MULTIPLE: _several,
    QuestionKind.SCALE: _scale,
    QuestionKind.NUMBER: _number,
    QuestionKind.RANK: _rank,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.TEXT: _nothing,
    QuestionKind.DATE: _nothing,
}
