"""One question's figures, with how far chance alone moves them: for staff only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pollsvc.domain.estimates import (
    Change,
    Estimate,
    Interval,
    NoNumber,
    QuantileCells,
)
from pollsvc.domain.figures import QuestionFigures
from pollsvc.domain.rankings import Orders, Pairwise, Runoff

Numbers = Mapping[Decimal, int]
"""How many people gave which number."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What tallies do not count of a question, read off the single answers.

    Attributes:
        numbers: Of a question for a number.
        orders: Of a ranking.
    """

    numbers: Numbers | None = None
    orders: Orders | None = None


@dataclass(frozen=True, kw_only=True)
class OptionEstimate:
    """One option, bin or point.

    Attributes:
        share: Of the base, 0 to 1; None where the base is 0.
        interval: How far chance moves this share alone.
        together: How far it moves this one, all options of the question in view.
        before: The share in the wave before; None where the two are not compared.
        change: The share less the one before, where the two are compared.
        offered: Whether it can still be chosen.
    """

    code: str
    label: str
    count: int
    share: float | None
    interval: Interval | NoNumber
    together: Interval | NoNumber
    before: float | None
    change: Change | NoNumber | None
    offered: bool


class MeasureName(StrEnum):
    """What sums up a question's answers."""

    MEAN = "mean"
    LOWER_QUARTILE = "lower_quartile"
    MEDIAN = "median"
    UPPER_QUARTILE = "upper_quartile"
    TOP = "top"
    PROMOTERS = "promoters"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One number that sums up a question's answers.

    Attributes:
        found: In the unit of the question; of a top a share, of promoters points.
        labels: What the cells are called where one was found among cells; of a top
            the points it is made of.
    """

    name: MeasureName
    found: Estimate | QuantileCells | NoNumber
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part:
    """A question, or one row of a matrix.

    Attributes:
        label: The row's; "" for a question.
        base_before: Who answered in the wave before; None where it is not compared.
    """

    label: str
    base: int
    base_before: int | None
    options: tuple[OptionEstimate, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, kw_only=True)
class PlaceEstimate:
    """One option of a ranking.

    Attributes:
        place: Its mean place among those who gave it one; 1 is first.
        points: Borda's.
    """

    code: str
    label: str
    place: Estimate | NoNumber
    points: int


@dataclass(frozen=True, kw_only=True)
class RankingEstimates:
    """Other ways to count a ranking.

    Attributes:
        pairwise: None where the single answers were not read; so is the runoff.
    """

    places: tuple[PlaceEstimate, ...]
    pairwise: Pairwise | None
    runoff: Runoff | None


@dataclass(frozen=True, kw_only=True)
class QuestionEstimates:
    """One question.

    Attributes:
        parts: One, or one for each row of a matrix; none where what was answered is
            not counted.
        ranking: Of a ranking.
    """

    figures: QuestionFigures
    parts: tuple[Part, ...]
    ranking: RankingEstimates | None = None


def intervals_in(estimates: QuestionEstimates) -> Iterator[Interval]:
    """Yield every interval of a question."""
    for part in estimates.parts:
        for option in part.options:
            yield from _intervals(option.interval, option.together, option.change)
        yield from _intervals(*(measure.found for measure in part.measures))
    if estimates.ranking is not None:
        yield from _intervals(*(each.place for each in estimates.ranking.places))


def _intervals(*found: object) -> Iterator[Interval]:
    for each in found:
        match each:
            case Interval():
                yield each
            case Change() | Estimate() | QuantileCells():
                yield from _intervals(each.interval)
            case _:
                pass
