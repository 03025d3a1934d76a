"""One result in figures: base, missing kinds, count and share of each option."""

from collections.abc import Mapping
from dataclasses import dataclass


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
