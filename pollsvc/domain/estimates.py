"""An estimate and how far chance alone moves it, or a word that says why there is none.

Nobody here was drawn by lot. Whatever says how far chance reaches carries the sentence
that says as if what it was computed; only staff are shown it.
"""

from dataclasses import dataclass
from enum import StrEnum

from pollsvc.domain.sentences import Sentence, sentence

CONFIDENCE = 0.95
"""How much of such draws an interval is to hold the truth in."""

CHANCE = 0.05
"""A difference is more than chance where chance alone makes one so large, or a larger
one, less often than this."""


class NoNumber(StrEnum):
    """Why there is no number, or no interval about it."""

    NOBODY = "nobody"
    ONE_PERSON = "one_person"
    ALL_EQUAL = "all_equal"
    TOO_FEW = "too_few"
    ONE_WAVE = "one_wave"

    @property
    def words(self) -> Sentence:
        """Return the reason for people."""
        return _REASONS[self]


_REASONS = {
    NoNumber.NOBODY: sentence("Nobody answered"),
    NoNumber.ONE_PERSON: sentence("Only one person answered"),
    NoNumber.ALL_EQUAL: sentence("All gave the same answer"),
    NoNumber.TOO_FEW: sentence("Too few people answered"),
    NoNumber.ONE_WAVE: sentence("There are too few waves to compare"),
}


class Method(StrEnum):
    """How an interval or a test was computed."""

    WILSON = "wilson"
    CLOPPER_PEARSON = "clopper_pearson"
    GOODMAN = "goodman"
    SISON_GLAZ = "sison_glaz"
    BONFERRONI = "bonferroni"
    BOOTSTRAP = "bootstrap"
    STUDENT = "student"
    ORDER_STATISTICS = "order_statistics"
    STANDARD_ERROR = "standard_error"
    NEWCOMBE = "newcombe"
    COCHRAN_ARMITAGE = "cochran_armitage"

    @property
    def words(self) -> Sentence:
        """Return its name for people."""
        return _METHODS[self]


_METHODS = {
    Method.WILSON: sentence("Wilson’s score interval"),
    Method.CLOPPER_PEARSON: sentence("Clopper and Pearson’s exact interval"),
    Method.GOODMAN: sentence("Goodman’s simultaneous intervals"),
    Method.SISON_GLAZ: sentence("Sison and Glaz’s simultaneous intervals"),
    Method.BONFERRONI: sentence("Intervals of each answer, widened after Bonferroni"),
    Method.BOOTSTRAP: sentence("BCa bootstrap"),
    Method.STUDENT: sentence("Student’s t"),
    Method.ORDER_STATISTICS: sentence("Order statistics"),
    Method.STANDARD_ERROR: sentence("Standard error"),
    Method.NEWCOMBE: sentence("Newcombe’s hybrid score interval"),
    Method.COCHRAN_ARMITAGE: sentence("Cochran and Armitage’s test for a trend"),
}

DRAWN = sentence(
    "As if these people had been drawn at random from all who could have answered. Who "
    "chose not to take part is not accounted for."
)
DRAWN_TOGETHER = sentence(
    "As if these people had been drawn at random from all who could have answered. The "
    "intervals are so wide that all answers of a question lie in theirs at once. Who "
    "chose not to take part is not accounted for."
)
DRAWN_OFTEN = sentence(
    "As if these people had been drawn at random from all who could have answered: how "
    "the number varies is taken from drawing again and again from their own answers. "
    "Who chose not to take part is not accounted for."
)
DRAWN_IN_NUMBERS = sentence(
    "As if these people had been drawn at random from all who could have answered, and "
    "so many that the number varies as a bell curve does. Who chose not to take part "
    "is not accounted for."
)
DRAWN_APART = sentence(
    "As if the people of each wave had been drawn at random, and apart from those of "
    "the other waves. As nobody is known, the same people may have answered in "
    "several; and who chose not to take part is not accounted for."
)


@dataclass(frozen=True, kw_only=True)
class Interval:
    """From where to where chance alone may move an estimate.

    Attributes:
        low: In the unit of what is estimated; so is `high`.
        confidence: In what share of such draws the interval holds the truth, 0 to 1.
        assumption: As if what it was computed.
    """

    low: float
    high: float
    confidence: float
    method: Method
    assumption: Sentence


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A number computed from answers.

    Attributes:
        value: In the unit of the answers.
        error: Its standard error, in the same unit; None where the method has none.
    """

    value: float
    interval: Interval | NoNumber
    error: float | None = None


@dataclass(frozen=True, kw_only=True)
class QuantileCells:
    """In which of ordered cells a quantile lies.

    Attributes:
        lower: The position of its cell, from 0.
        upper: The same, or that of the next cell with people in it, where the quantile
            lies between the two.
        interval: Its ends are positions of cells too.
    """

    lower: int
    upper: int
    interval: Interval | NoNumber


@dataclass(frozen=True, kw_only=True)
class Change:
    """A share now less the same share before.

    Attributes:
        value: Between -1 and 1; so are the interval's ends.
        p_value: How often chance alone makes a difference so large, or larger.
        adjusted: The same, where several are compared at once and the least likely one
            would be picked out; else equal to `p_value`.
    """

    value: float
    interval: Interval
    p_value: float
    adjusted: float

    @property
    def is_more_than_chance(self) -> bool:
        """Whether chance alone seldom makes such a difference."""
        return self.adjusted < CHANCE


@dataclass(frozen=True, kw_only=True)
class Trend:
    """Whether a share rises or falls from wave to wave.

    Attributes:
        z: Above zero where it rises; as large as the rise is more than chance.
        p_value: How often chance alone makes one so large, or larger, either way.
        assumption: As if what it was computed.
    """

    z: float
    p_value: float
    method: Method
    assumption: Sentence

    @property
    def is_more_than_chance(self) -> bool:
        """Whether chance alone seldom makes such a trend."""
        return self.p_value < CHANCE
