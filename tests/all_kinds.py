"""A survey with a question of every kind, and ways to answer each of them."""

from datetime import date
from decimal import Decimal

from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    DateLimits,
    NumberLimits,
    Option,
    OptionRole,
    Question,
    QuestionKind,
    Questionnaire,
    RankLimits,
    Row,
    ScaleEnds,
    SelectionLimits,
    TextLimits,
)
from tests.factories import options

LONG = "hand_" + "x" * 27
"""As long as a code may be, so that there must be room for it wherever it is stored."""

AGREE = ("Disagree strongly", "Disagree", "Neither", "Agree", "Agree strongly")
OTHER = Option(code="other", label="Something else", role=OptionRole.OTHER)
NONE = Option(code="none", label="None of these", role=OptionRole.NONE)


def _asked(kind, **given):
    return Question(
        code=kind.value, kind=kind, text=f"A {kind.value} question?", **given
    )


QUESTIONS = (
    _asked(
        QuestionKind.SINGLE,
        options=(*options("Once", "Twice"), OTHER, DONT_KNOW, REFUSE),
    ),
    _asked(
        QuestionKind.MULTIPLE,
        options=(*options("Rest", "Heat", "Cold"), OTHER, NONE, REFUSE),
        limits=SelectionLimits(at_most=3),
    ),
    _asked(
        QuestionKind.SCALE,
        options=(*options(*map(str, range(11))), DONT_KNOW),
        limits=ScaleEnds(low="Not at all", high="Very much", promoter=True),
    ),
    _asked(
        QuestionKind.NUMBER,
        options=(DONT_KNOW,),
        limits=NumberLimits(
            least=Decimal(0), unit="hours", bins=tuple(map(Decimal, (0, 1, 5, 10)))
        ),
    ),
    _asked(
        QuestionKind.RANK,
        options=(*options("Pain", "Sleep", "Fatigue"), REFUSE),
        limits=RankLimits(places=2),
    ),
    _asked(
        QuestionKind.MATRIX,
        options=(*options(*AGREE), DONT_KNOW),
        rows=(Row(code="knee", label="Knee"), Row(code=LONG, label="Hand")),
    ),
    _asked(QuestionKind.TEXT, options=(REFUSE,), limits=TextLimits(long=True)),
    _asked(
        QuestionKind.DATE,
        options=(DONT_KNOW,),
        limits=DateLimits(earliest=date(1950, 1, 1)),
    ),
)
SURVEY = Questionnaire(questions=QUESTIONS)

RAW = {
    QuestionKind.SINGLE: {"single": ["1"]},
    QuestionKind.MULTIPLE: {"multiple": ["0", "2"]},
    QuestionKind.SCALE: {"scale": ["9"]},
    QuestionKind.NUMBER: {"number": ["4"]},
    QuestionKind.RANK: {"rank__0": ["2"], "rank__2": ["1"]},
    QuestionKind.MATRIX: {"matrix__knee": ["4"], f"matrix__{LONG}": ["dont_know"]},
    QuestionKind.TEXT: {"text": ["ZZCANARY"]},
    QuestionKind.DATE: {
        "date__day": ["7"],
        "date__month": ["3"],
        "date__year": ["1999"],
    },
}
"""One acceptable answer of each kind, as a form sends it."""

ONE_OF_EACH = {question.kind: (question, RAW[question.kind]) for question in QUESTIONS}


def varied(number):
    """The form values of one of many people who answer in different ways.

    Returns:
        For each field the values; what is left out is not answered.
    """
    said = {}
    for place, question in enumerate(QUESTIONS):
        if (number + place) % 7:  # every seventh answer is left out
            said |= _VARIED[question.kind](number + place)
    return said


def _single(n):
    chosen = ("0", "1", "other", "dont_know", "refuse")[n % 5]
    words = {"single__other_text": [f"ZZCANARY {n}"]} if chosen == "other" else {}
    return {"single": [chosen]} | words


def _multiple(n):
    chosen = (["0"], ["0", "1"], ["0", "1", "2"], ["none"], ["refuse"], ["other"])[
        n % 6
    ]
    return {"multiple": chosen}


def _rank(n):
    if n % 5 == 0:
        return {"rank__instead": ["refuse"]}
    second = {f"rank__{(n + 1) % 3}": ["2"]} if n % 2 else {}
    return {f"rank__{n % 3}": ["1"]} | second


def _matrix(n):
    hand = {f"matrix__{LONG}": ["dont_know" if n % 4 == 0 else str(n % 5)]}
    return {"matrix__knee": [str((n * 3) % 5)]} | (hand if n % 3 else {})


def _date(n):
    if n % 6 == 0:
        return {"date__instead": ["dont_know"]}
    return {"date__day": ["7"], "date__month": ["3"], "date__year": [str(1950 + n)]}


_VARIED = {
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.SCALE: lambda n: {
        "scale": ["dont_know" if n % 9 == 0 else str(n % 11)]
    },
    QuestionKind.NUMBER: lambda n: (
        {"number__instead": ["dont_know"]} if n % 8 == 0 else {"number": [str(n % 13)]}
    ),
    QuestionKind.RANK: _rank,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.TEXT: lambda n: (
        {"text__instead": ["refuse"]} if n % 5 == 0 else {"text": [f"ZZCANARY {n}"]}
    ),
    QuestionKind.DATE: _date,
}
