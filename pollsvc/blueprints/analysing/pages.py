"""What the page of an analysis is given: numbers in words, and never one to compute."""

from dataclasses import dataclass

from pollsvc.web.wave_links import WaveLink


@dataclass(frozen=True, kw_only=True)
class RangeBar:
    """A share and how far chance moves it, drawn: each 0 to 100 of the whole."""

    low: float
    length: float
    share: float


@dataclass(frozen=True, kw_only=True)
class OptionRow:
    """One option.

    Attributes:
        note: That it can no longer be chosen; "".
        alone: How far chance moves its share, or why nobody can say.
        together: The same, all options in view.
    """

    label: str
    note: str
    people: str
    share: str
    alone: str
    together: str
    bar: RangeBar | None


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """One option in this wave and in the one before.

    Attributes:
        reach: From where to where chance alone may move the change.
        verdict: Whether it is more than chance, and by which measure.
    """

    label: str
    before: str
    now: str
    change: str
    reach: str
    verdict: str


@dataclass(frozen=True, kw_only=True)
class TrendRow:
    """One option over several waves: its shares, and whether they rise or fall."""

    label: str
    shares: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """What sums up a question, its range, and how that was computed."""

    name: str
    value: str
    reach: str
    error: str


@dataclass(frozen=True, kw_only=True)
class PartSection:
    """A question's tables, or those of one row of a matrix.

    Attributes:
        id: Unlike every other part's.
        label: The row's; "" for a question.
        base: Who the shares are of.
        options, changes, trends, measures: Empty where there is nothing to say.
    """

    id: str
    label: str
    base: str
    options: tuple[OptionRow, ...]
    changes: tuple[ChangeRow, ...]
    trends: tuple[TrendRow, ...]
    measures: tuple[MeasureRow, ...]


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """One option of a ranking, counted in several ways."""

    label: str
    place: str
    reach: str
    points: str


@dataclass(frozen=True, kw_only=True)
class RoundRow:
    """One round of a runoff: counts as the options stand, and what it came to."""

    name: str
    counts: tuple[str, ...]
    outcome: str


@dataclass(frozen=True, kw_only=True)
class RankingSection:
    """Other ways to count a ranking.

    Attributes:
        labels: The options, in the order of columns.
        pairs: For each option the label and how many put it ahead of each other one.
        winner: Who wins every pair, or that nobody does.
        ties: Pairs that as many put either way.
        rounds: Of the runoff; empty where the single answers were not read.
        outcome: Who wins the runoff.
    """

    id: str
    places: tuple[PlaceRow, ...]
    labels: tuple[str, ...]
    pairs: tuple[tuple[str, tuple[str, ...]], ...]
    winner: str
    ties: str
    rounds: tuple[RoundRow, ...]
    outcome: str


@dataclass(frozen=True, kw_only=True)
class QuestionSection:
    """One question.

    Attributes:
        missing: How many gave no answer, in one line.
        notes: Why it is not compared, or not counted.
        waves: The waves that are compared, the oldest first.
        basis: How its ranges were computed, and as if what: each way once.
        unseen: What the public does not see of it, and why.
    """

    id: str
    text: str
    missing: str
    notes: tuple[str, ...]
    waves: tuple[str, ...]
    parts: tuple[PartSection, ...]
    ranking: RankingSection | None
    basis: tuple[str, ...]
    unseen: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AnalysisPage:
    """The numbers of one wave.

    Attributes:
        state: Until when it takes answers, or since when not; "": not opened yet.
        compared_with: Which wave it is compared with; "" where it is the first.
    """

    title: str
    slug: str
    state: str
    responses: str
    wave: str
    waves: tuple[WaveLink, ...]
    compared_with: str
    unseen: tuple[str, ...]
    results_url: str | None
    questions: tuple[QuestionSection, ...]
