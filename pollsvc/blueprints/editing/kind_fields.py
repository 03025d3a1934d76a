"""Which fields the editor has for each kind of question: one row a kind."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from pollsvc.blueprints.editing.shapes import (
    COUNT,
    DAY,
    NUMBER,
    NUMBERS,
    TICK,
    WORDS,
    Shape,
)
from pollsvc.domain.questionnaires import OptionRole, QuestionKind

K = QuestionKind


@dataclass(frozen=True, kw_only=True)
class LimitField:
    """One field for what a kind limits.

    Attributes:
        name: The attribute of the kind's limits.
    """

    name: str
    label: str
    shape: Shape
    hint: str | None = None


@dataclass(frozen=True, kw_only=True)
class KindFields:
    """Which fields the questions of a kind have, and what they are called.

    Attributes:
        options: What its options are called above their box; None: it has none.
        options_hint: How to write them.
        rows: What its rows are called; None: it has none.
        points: Whether a range such as 0-10 can stand for its options.
        apart: The options that can be offered beside them.
        shuffles: Whether the order may differ from person to person.
        limits: The fields of its limits.
    """

    options: str | None = None
    options_hint: str | None = None
    rows: str | None = None
    points: bool = False
    apart: tuple[OptionRole, ...] = (OptionRole.DONT_KNOW, OptionRole.REFUSE)
    shuffles: bool = False
    limits: tuple[LimitField, ...] = ()


_ONE_A_LINE = _(
    "One a line. A code before a colon, such as “1: Once”, is what an answer is called "
    "in the data; left out, it follows from the words."
)
_ALL = (
    OptionRole.OTHER,
    OptionRole.NONE,
    OptionRole.DONT_KNOW,
    OptionRole.REFUSE,
)
_WITH_OTHER = (OptionRole.OTHER, OptionRole.DONT_KNOW, OptionRole.REFUSE)

KIND_FIELDS: dict[QuestionKind, KindFields] = {
    K.SINGLE: KindFields(
        options=_("Answers"),
        options_hint=_ONE_A_LINE,
        apart=_WITH_OTHER,
        shuffles=True,
    ),
    K.MULTIPLE: KindFields(
        options=_("Answers"),
        options_hint=_ONE_A_LINE,
        apart=_ALL,
        shuffles=True,
        limits=(
            LimitField(name="at_least", label=_("Choose at least"), shape=COUNT),
            LimitField(name="at_most", label=_("Choose at most"), shape=COUNT),
        ),
    ),
    K.SCALE: KindFields(
        options=_("Points with words, in order"),
        options_hint=_ONE_A_LINE,
        points=True,
        limits=(
            LimitField(
                name="low",
                label=_("What the first point means"),
                shape=WORDS,
                hint=_("Such as “Not at all”."),
            ),
            LimitField(
                name="high",
                label=_("What the last point means"),
                shape=WORDS,
                hint=_("Such as “Completely”."),
            ),
            LimitField(
                name="promoter",
                label=_("Show it as a net promoter score (points 0 to 10)"),
                shape=TICK,
            ),
        ),
    ),
    K.NUMBER: KindFields(
        limits=(
            LimitField(
                name="unit",
                label=_("Unit, shown beside the field"),
                shape=WORDS,
                hint=_("Such as hours or km."),
            ),
            LimitField(name="decimals", label=_("Digits after the point"), shape=COUNT),
            LimitField(
                name="least", label=_("Smallest number that is taken"), shape=NUMBER
            ),
            LimitField(
                name="most", label=_("Largest number that is taken"), shape=NUMBER
            ),
            LimitField(
                name="plausible_least",
                label=_("Ask “is that right?” below"),
                shape=NUMBER,
            ),
            LimitField(
                name="plausible_most",
                label=_("Ask “is that right?” above"),
                shape=NUMBER,
            ),
            LimitField(
                name="bins",
                label=_("Where the groups of the results begin"),
                shape=NUMBERS,
                hint=_("Such as 0, 1, 5, 10. Left empty, only a total is shown."),
            ),
        ),
    ),
    K.RANK: KindFields(
        options=_("What is put in order"),
        options_hint=_ONE_A_LINE,
        shuffles=True,
        limits=(
            LimitField(
                name="places",
                label=_("How many places are given"),
                shape=COUNT,
                hint=_("Left empty, each answer gets one."),
            ),
        ),
    ),
    K.MATRIX: KindFields(
        options=_("The scale, in order"),
        options_hint=_ONE_A_LINE,
        rows=_("Rows"),
        points=True,
        shuffles=True,
    ),
    K.TEXT: KindFields(
        limits=(
            LimitField(name="long", label=_("Room for several lines"), shape=TICK),
            LimitField(name="about", label=_("About so many characters"), shape=COUNT),
        ),
    ),
    K.DATE: KindFields(
        limits=(
            LimitField(name="earliest", label=_("Not before"), shape=DAY),
            LimitField(name="latest", label=_("Not after"), shape=DAY),
        ),
    ),
}

APART_WORDS: dict[OptionRole, str] = {
    OptionRole.OTHER: _("Offer an answer in their own words"),
    OptionRole.NONE: _("Offer “none of these”, which clears the others"),
    OptionRole.DONT_KNOW: _("Offer “Don’t know”"),
    OptionRole.REFUSE: _("Offer “Prefer not to say”"),
}
"""What the box says by which an option beside the answers is offered."""
