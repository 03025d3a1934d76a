"""What sums up a question's answers, as a line of a table."""

from collections.abc import Callable, Mapping, Sequence

from pollsvc.blueprints.analysing.numbers import (
    NONE,
    from_to,
    given_words,
    number_words,
    share_words,
    signed,
)
from pollsvc.blueprints.analysing.pages import MeasureRow
from pollsvc.domain.estimates import Estimate, Interval, NoNumber, QuantileCells
from pollsvc.domain.figures import NumberFigures, QuestionFigures
from pollsvc.domain.question_estimates import Measure, MeasureName
from pollsvc.domain.sentences import Sentence, sentence
from pollsvc.domain.spellings import quotes

_NAMES = {
    MeasureName.MEAN: sentence("Mean"),
    MeasureName.LOWER_QUARTILE: sentence("Lower quartile"),
    MeasureName.MEDIAN: sentence("Median"),
    MeasureName.UPPER_QUARTILE: sentence("Upper quartile"),
    MeasureName.PROMOTERS: sentence("Net promoter score"),
}
_SPELLED: Mapping[MeasureName, Callable[[float], str]] = {
    MeasureName.MEAN: number_words,
    MeasureName.TOP: share_words,
    MeasureName.PROMOTERS: signed,
}


def measure_row(measure: Measure, figures: QuestionFigures) -> MeasureRow:
    """Return what sums up a question, its interval, and its standard error."""
    value, reach = _value_and_reach(measure)
    return MeasureRow(
        name=_name(measure, figures), value=value, reach=reach, error=_error(measure)
    )


def _value_and_reach(measure: Measure) -> tuple[str, str]:
    match measure.found:
        case NoNumber() as word:
            return word.words, NONE
        case QuantileCells() as cells:
            return _value_of_cells(measure.labels, cells), _reach(
                cells.interval, lambda position: measure.labels[int(position)]
            )
        case Estimate() as estimate:
            spell = _SPELLED.get(measure.name, given_words)
            return spell(estimate.value), _reach(estimate.interval, spell)


def _reach(interval: Interval | NoNumber, spell: Callable[[float], str]) -> str:
    if isinstance(interval, NoNumber):
        return interval.words
    low, high = spell(interval.low), spell(interval.high)
    return low if low == high else from_to(low, high)


def _value_of_cells(labels: Sequence[str], found: QuantileCells) -> str:
    lower, upper = labels[found.lower], labels[found.upper]
    if found.lower == found.upper:
        return lower
    return sentence("between {labels}", labels=quotes([lower, upper]))


def _name(measure: Measure, figures: QuestionFigures) -> Sentence:
    if measure.name is MeasureName.TOP:
        return sentence("Top two: {labels}", labels=quotes(measure.labels, "or"))
    name = _NAMES[measure.name]
    match figures.further:
        case NumberFigures(unit=str(unit)) if unit:
            return sentence("{name} ({unit})", name=name, unit=unit)
        case _:
            return name


def _error(measure: Measure) -> str:
    match measure.found:
        case Estimate(error=float(error)):
            return number_words(error)
        case _:
            return NONE
