"""What is asked: questionnaires, pages, questions, options, and what kinds add."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pollsvc.domain.rules import Rule

CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,31}", re.ASCII)
"""Codes become column names: ASCII, lower case, at most 32 characters (Stata)."""

QUESTION_CODE = re.compile(r"(?!.*__)[a-z][a-z0-9_]{0,31}", re.ASCII)
"""R, SPSS and Stata want a letter first; `__` joins a code to a part of it."""

RESERVED_CODES = ("response", "poll", "version", "wave", "language")
"""The columns of an exported file that are not questions."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)

MAX_OPTIONS = 50
MAX_TEXT = 500


class QuestionKind(StrEnum):
    """How a question is answered; each kind is a row in every registry."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    NUMBER = "number"
    RANK = "rank"
    MATRIX = "matrix"
    TEXT = "text"
    DATE = "date"


class OptionRole(StrEnum):
    """What choosing an option says: an answer, or one of the ways of giving none."""

    SUBSTANTIVE = "substantive"
    OTHER = "other"
    NONE = "none"
    DONT_KNOW = "dont_know"
    REFUSE = "refuse"


WAYS_OUT = frozenset({OptionRole.DONT_KNOW, OptionRole.REFUSE})
"""The roles of options that give no answer."""

EXCLUSIVE = frozenset({OptionRole.NONE, *WAYS_OUT})
"""The roles of options that stand alone where several may be chosen."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice: a stable code and the label people read.

    Attributes:
        fixed: Whether it keeps its place where the others are shuffled.
    """

    code: str
    label: str
    role: OptionRole = OptionRole.SUBSTANTIVE
    fixed: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a matrix: a stable code and the label people read."""

    code: str
    label: str


DONT_KNOW = Option(code="dont_know", label="Don't know", role=OptionRole.DONT_KNOW)
REFUSE = Option(code="refuse", label="Prefer not to say", role=OptionRole.REFUSE)


@dataclass(frozen=True, kw_only=True)
class SelectionLimits:
    """How many options of a multiple choice are to be chosen; None: no limit."""

    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, kw_only=True)
class ScaleEnds:
    """What the two ends of a scale mean.

    Attributes:
        promoter: Whether 0 to 10 is read as a net promoter score.
    """

    low: str = ""
    high: str = ""
    promoter: bool = False


@dataclass(frozen=True, kw_only=True)
class NumberLimits:
    """What number is asked for.

    Attributes:
        least: Smaller ones are refused; so are larger ones than `most`.
        decimals: How many digits may stand after the decimal point; 0: whole numbers.
        unit: What is counted or measured, e.g. "km".
        plausible_least: Smaller ones are asked about, not refused.
        plausible_most: So are larger ones.
        bins: Where the bins of its histogram begin, ascending; the last has no end.
    """

    least: Decimal | None = None
    most: Decimal | None = None
    decimals: int = 0
    unit: str | None = None
    plausible_least: Decimal | None = None
    plausible_most: Decimal | None = None
    bins: tuple[Decimal, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RankLimits:
    """How many places of a ranking are to be given; None: one for each option."""

    places: int | None = None


@dataclass(frozen=True, kw_only=True)
class TextLimits:
    """How long a text is meant to be.

    Attributes:
        long: Whether it has room for several lines.
        about: So many characters are suggested; longer ones are taken all the same.
    """

    long: bool = False
    about: int | None = None


@dataclass(frozen=True, kw_only=True)
class DateLimits:
    """Between which days, both included; None: no limit."""

    earliest: date | None = None
    latest: date | None = None


Limits = (
    SelectionLimits | ScaleEnds | NumberLimits | RankLimits | TextLimits | DateLimits
)

LIMITS: dict[QuestionKind, type[Limits] | None] = {
    QuestionKind.SINGLE: None,
    QuestionKind.MULTIPLE: SelectionLimits,
    QuestionKind.SCALE: ScaleEnds,
    QuestionKind.NUMBER: NumberLimits,
    QuestionKind.RANK: RankLimits,
    QuestionKind.MATRIX: None,
    QuestionKind.TEXT: TextLimits,
    QuestionKind.DATE: DateLimits,
}
"""What each kind can say of its answers; None: nothing."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question; what can be chosen, substantive options first, as shown.

    Attributes:
        options: What can be chosen; in a ranking what is put in order; in a matrix
            what each row is answered with; else only ways of giving no answer.
        rows: The rows of a matrix.
        limits: What only its kind has; None: nothing is said.
        required: Whether it must be answered, be it by a way of giving no answer.
        reason: Why it is required, for those who are asked.
        shuffled: Whether each respondent meets the options, or rows, in another order.
        show_if: On which earlier answers it is asked; None: always.
    """

    code: str
    text: str
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    kind: QuestionKind = QuestionKind.SINGLE
    hint: str | None = None
    limits: Limits | None = None
    required: bool = False
    reason: str | None = None
    shuffled: bool = False
    show_if: Rule | None = None

    def __post_init__(self) -> None:
        """Leave out limits that say nothing: one question has one spelling."""
        if self.limits is not None and self.limits == type(self.limits)():
            object.__setattr__(self, "limits", None)

    def option(self, code: str) -> Option | None:
        """Return the option with this code, or None."""
        return next((o for o in self.options if o.code == code), None)

    @property
    def substantive(self) -> tuple[Option, ...]:
        """The options that are answers, in the shown order."""
        return tuple(o for o in self.options if o.role not in WAYS_OUT)

    @property
    def ways_out(self) -> tuple[Option, ...]:
        """The options that give no answer, in the shown order."""
        return tuple(o for o in self.options if o.role in WAYS_OUT)

    @property
    def other(self) -> Option | None:
        """The option beside which people write an answer of their own, or None."""
        return next((o for o in self.options if o.role is OptionRole.OTHER), None)


@dataclass(frozen=True, kw_only=True)
class Page:
    """Questions that are shown together.

    Attributes:
        questions: Their codes, in order.
        title: What stands above them; None: nothing.
        show_if: On which earlier answers it is shown; None: always.
    """

    questions: tuple[str, ...]
    title: str | None = None
    show_if: Rule | None = None


@dataclass(frozen=True, kw_only=True)
class Translation:
    """The texts of a poll in one more language.

    Attributes:
        language: A tag such as "es" or "pt-BR".
        texts: By the key of each text, as `domain.translations` names it; what is
            missing is shown in the source's words.
    """

    language: str
    texts: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """What is asked in one version of a poll.

    Attributes:
        language: In which its texts are written.
        pages: How its author grouped the questions; empty: one on each page.
        translations: The same texts in other languages.
    """

    questions: tuple[Question, ...]
    version: int = 1
    language: str = "en"
    pages: tuple[Page, ...] = ()
    translations: tuple[Translation, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The tags of all languages it can be read in, its own first."""
        return (self.language, *(each.language for each in self.translations))

    def question(self, code: str) -> Question | None:
        """Return the question with this code, or None."""
        return next((q for q in self.questions if q.code == code), None)
