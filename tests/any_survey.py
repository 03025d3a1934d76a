"""Strategies: surveys of every kind of question, and what people answer to them."""

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st

from pollsvc.domain.answers import (
    NOT_ANSWERED,
    NOT_ASKED,
    Chosen,
    Counted,
    Dated,
    Ranked,
    Rated,
    Selected,
    Written,
    to_stored,
)
from pollsvc.domain.question_rules import problems_of
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    NumberLimits,
    Option,
    OptionRole,
    Question,
    QuestionKind,
    Questionnaire,
    RankLimits,
    Row,
    ScaleEnds,
)
from pollsvc.domain.responses import Response

LONGEST = "x" * 32
CODES = ("a", "b", "c", "1", "01", "below", "bin_00", LONGEST)
OTHER = Option(code="other", label="Other", role=OptionRole.OTHER)
NONE = Option(code="none", label="None of these", role=OptionRole.NONE)
POINTS = tuple(Option(code=str(n), label=str(n)) for n in range(11))
KINDS_WITH_CHOICES = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)

ways_out = st.lists(st.sampled_from([DONT_KNOW, REFUSE]), unique=True).map(tuple)
choices = st.lists(
    st.sampled_from([Option(code=code, label=f"Label {code}") for code in CODES]),
    min_size=2,
    max_size=6,
    unique=True,
).map(tuple)
numbers = st.decimals(-1000, 1000, places=2).map(lambda n: n.normalize() + 0)
words = st.sampled_from(["Knees", "=1+1", "!refused", "a@1", "dont_know", "instead"])
own_words = st.none() | words
rows = st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True).map(
    lambda codes: tuple(Row(code=code, label=f"Row {code}") for code in codes)
)


@st.composite
def questions(draw, code, kind=None):
    kind = kind or draw(st.sampled_from(QuestionKind))
    options, limits, lines = (), None, ()
    if kind in KINDS_WITH_CHOICES:
        options = draw(choices) + draw(st.sampled_from([(), (OTHER,)]))
        if kind is QuestionKind.MULTIPLE:
            options += draw(st.sampled_from([(), (NONE,)]))
    elif kind is QuestionKind.SCALE:
        promoter = draw(st.booleans())
        options = POINTS if promoter else draw(choices)
        limits = ScaleEnds(low="Low", high="High", promoter=promoter)
    elif kind in {QuestionKind.RANK, QuestionKind.MATRIX}:
        options = draw(choices)
        if kind is QuestionKind.RANK:
            limits = RankLimits(places=draw(st.integers(1, len(options))))
        else:
            lines = draw(rows)
    elif kind is QuestionKind.NUMBER:
        bins = tuple(sorted(draw(st.sets(numbers, max_size=4))))
        limits = NumberLimits(decimals=2, bins=bins)
    return Question(
        code=code,
        kind=kind,
        text=f"What of {code}?",
        options=(*options, *draw(ways_out)),
        limits=limits,
        rows=lines,
    )


@st.composite
def questionnaires(draw, kind=None):
    """One to three questions, within the rules: of any kinds, or all of one."""
    numbers = range(draw(st.integers(1, 3)))
    asked = tuple(draw(questions(f"q{number}", kind)) for number in numbers)
    survey = Questionnaire(questions=asked)
    assert problems_of(survey) == {}
    return survey


@st.composite
def answers(draw, question):
    """What one person can answer to a question, or how they give no answer."""
    none = [NOT_ANSWERED, NOT_ASKED]
    if question.kind is not QuestionKind.MATRIX:
        none += [Chosen(option.code) for option in question.ways_out]
    return draw(st.sampled_from(none) | _said(question))


def _said(question):
    return SAID[question.kind](question)


def _codes(question):
    return [option.code for option in question.substantive]


def _one(question):
    return st.builds(
        Chosen, st.sampled_from([c for c in _codes(question) if c != "other"])
    ) | (
        st.builds(Chosen, st.just("other"), own_words)
        if question.other
        else st.nothing()
    )


def _several(question):
    codes = _codes(question)

    def selected(chosen):
        kept = tuple(code for code in codes if code in chosen)
        words = own_words if "other" in chosen else st.none()
        return st.builds(Selected, st.just(kept), words)

    choices = st.sets(st.sampled_from([c for c in codes if c != "none"]), min_size=1)
    alone = st.just(Selected(("none",))) if "none" in codes else st.nothing()
    return choices.flatmap(selected) | alone


def _number(question):
    edges = st.sampled_from(question.limits.bins or (Decimal(0),))
    return st.builds(Counted, numbers | edges)


def _order(question):
    return st.builds(
        lambda order, placed: Ranked(tuple(order[:placed])),
        st.permutations(_codes(question)),
        st.integers(1, question.limits.places),
    )


def _ratings(question):
    given = st.sampled_from([*(o.code for o in question.options), None])
    return st.fixed_dictionaries({row.code: given for row in question.rows}).map(
        lambda said: Rated(said) if any(said.values()) else NOT_ANSWERED
    )


SAID = {
    QuestionKind.SINGLE: _one,
    QuestionKind.MULTIPLE: _several,
    QuestionKind.SCALE: _one,
    QuestionKind.NUMBER: _number,
    QuestionKind.RANK: _order,
    QuestionKind.MATRIX: _ratings,
    QuestionKind.TEXT: lambda _: words.map(Written),
    QuestionKind.DATE: lambda _: st.builds(Dated, st.dates(dt.date(1900, 1, 1))),
}


@st.composite
def answered(draw, kind=None):
    """A survey, and what up to twenty people answered to it."""
    survey = draw(questionnaires(kind))
    person = st.fixed_dictionaries({q.code: answers(q) for q in survey.questions})
    return survey, draw(st.lists(person, max_size=20))


def response(survey, given):
    """Answers as they are stored."""
    return Response(
        id=b"",
        wave_id="w",
        version=survey.version,
        answers=to_stored(survey, given),
        language="en",
    )
