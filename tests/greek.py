"""A survey of all kinds without a Latin letter in its words, and answers to it."""

from datetime import date
from decimal import Decimal

from pollsvc.domain.questionnaires import (
    DateLimits,
    NumberLimits,
    Option,
    OptionRole,
    QuestionKind,
    RankLimits,
    Row,
    ScaleEnds,
    SelectionLimits,
    TextLimits,
)

WAYS_OUT = (
    Option(code="dont_know", label="Δεν ξέρω", role=OptionRole.DONT_KNOW),
    Option(code="refuse", label="Δεν απαντώ", role=OptionRole.REFUSE),
)
OTHER = Option(code="other", label="Άλλο", role=OptionRole.OTHER)
CHOICES = tuple(Option(code=c, label=f"Επιλογή {c}") for c in "123")
KINDS = {
    QuestionKind.SINGLE: {"options": (*CHOICES, OTHER, *WAYS_OUT)},
    QuestionKind.MULTIPLE: {
        "options": (*CHOICES, *WAYS_OUT),
        "limits": SelectionLimits(at_least=1, at_most=2),
    },
    QuestionKind.SCALE: {
        "options": CHOICES,
        "limits": ScaleEnds(low="λίγο", high="πολύ"),
    },
    QuestionKind.NUMBER: {
        "options": WAYS_OUT,
        "limits": NumberLimits(
            unit="ώρες",
            plausible_most=Decimal(24),
            bins=tuple(map(Decimal, (0, 1, 5, 10))),
        ),
    },
    QuestionKind.RANK: {"options": CHOICES, "limits": RankLimits(places=2)},
    QuestionKind.MATRIX: {
        "options": (*CHOICES, *WAYS_OUT),
        "rows": (Row(code="7", label="Γόνατο"), Row(code="8", label="Χέρι")),
    },
    QuestionKind.TEXT: {"limits": TextLimits(long=True, about=200)},
    QuestionKind.DATE: {"limits": DateLimits(earliest=date(1950, 1, 1))},
}
GIVEN = {
    "single": "other",
    "single__other_text": "λόγια",
    "multiple": "1",
    "scale": "3",
    "number": "4",
    "rank__1": "1",
    "rank__2": "2",
    "matrix__7": "1",
    "matrix__8": "dont_know",
    "text": "λόγια",
    "date__day": "7",
    "date__month": "3",
    "date__year": "1999",
}
WRONG = {
    "single": "1",
    "single__other_text": "λόγια",
    "number": "99",
    "rank__1": "2",
    "rank__2": "2",
    "matrix__7": "9",
    "date__day": "31",
    "date__month": "2",
    "date__year": "1999",
}
