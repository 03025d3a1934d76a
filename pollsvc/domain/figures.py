"""One result in figures: base, missing kinds, counts, shares, and what kinds add."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class OptionFigures:
    """One option that is an answer; of a number one bin.

    Attributes:
        count: How many people chose it; in a ranking, how many put it first.
        share: Their share of the question's base, 0 to 1; None where the base is 0.
        suppressed: Whether the numbers are withheld.
        offered: Whether it can still be chosen.
    """

    code: str
    label: str
    count: int
    share: float | None
    suppressed: bool = False
    offered: bool = True


@dataclass(frozen=True, kw_only=True)
class TopBox:
    """The two highest points of a scale whose points are words, taken together."""

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    count: int
    share: float | None


@dataclass(frozen=True, kw_only=True)
class MultipleFigures:
    """What several choices add: how many answers people chose on average.

    Attributes:
        average: "None of these" counts as no answer; None where the base is 0.
    """

    average: float | None


@dataclass(frozen=True, kw_only=True)
class ScaleFigures:
    """What a scale adds.

    Attributes:
        ends: What its ends mean; "" where nothing is said.
        top: None where its points are not words.
        is_promoter: Whether 0 to 10 is read as a net promoter score.
        promoter_score: From -100 to 100; None where too few answered for it.
    """

    ends: tuple[str, str]
    top: TopBox | None
    is_promoter: bool
    promoter_score: int | None


@dataclass(frozen=True, kw_only=True)
class BinEdges:
    """Between which numbers a bin lies; None: no such end."""

    at_least: Decimal | None
    less_than: Decimal | None


@dataclass(frozen=True, kw_only=True)
class NumberFigures:
    """What a number adds.

    Attributes:
        unit: What is counted or measured, or None.
        edges: One for each bin.
        middle: The codes of the bins that hold the median: one, or two where it lies
            between them; none where nobody answered or there are no bins.
    """

    unit: str | None
    edges: tuple[BinEdges, ...]
    middle: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlaceFigures:
    """How one option of a ranking was placed.

    Attributes:
        counts: How many people gave it the first place, the second, and so on.
        average: Its average place among those who gave it one; None where nobody did.
    """

    code: str
    counts: tuple[int, ...]
    average: float | None


@dataclass(frozen=True, kw_only=True)
class RankFigures:
    """What a ranking adds: one line for each option, in their order."""

    places: tuple[PlaceFigures, ...]


@dataclass(frozen=True, kw_only=True)
class RowFigures:
    """One row of a matrix, like a scale of its own.

    Attributes:
        base: How many people gave a substantive answer in this row.
        missing: How many gave none, as in a question.
        offered: Whether it is still asked.
    """

    code: str
    label: str
    base: int
    missing: Mapping[str, int]
    options: tuple[OptionFigures, ...]
    top: TopBox | None
    offered: bool = True


@dataclass(frozen=True, kw_only=True)
class MatrixFigures:
    """What a matrix adds: one set of figures for each row."""

    rows: tuple[RowFigures, ...]


Further = MultipleFigures | ScaleFigures | NumberFigures | RankFigures | MatrixFigures


@dataclass(frozen=True, kw_only=True)
class QuestionFigures:
    """One question's result.

    Attributes:
        base: How many people gave a substantive answer; of a matrix, how many
            answered at least one row.
        missing: How many gave none, by the way of giving none: not_asked,
            not_answered, refused, dont_know.
        options: The substantive options in the questionnaire's order; the bins of a
            number; none where answers are not counted by what they say.
        further: What only its kind has.
        offered: Whether it is still asked.
    """

    code: str
    kind: str
    text: str
    base: int
    missing: Mapping[str, int]
    options: tuple[OptionFigures, ...] = ()
    further: Further | None = None
    offered: bool = True
