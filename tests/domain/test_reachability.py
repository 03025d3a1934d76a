"""What is called a dead end is one: nobody gets through, whatever they answer."""

from contextlib import suppress
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from pollsvc.domain.answers import NOT_ASKED, parse_answers
from pollsvc.domain.errors import AnswersRefused
from pollsvc.domain.kinds import KINDS
from pollsvc.domain.kinds.date import FIELDS
from pollsvc.domain.kinds.kind import part_name
from pollsvc.domain.question_rules import problems_of
from pollsvc.domain.questionnaires import Question, QuestionKind, Questionnaire
from pollsvc.domain.rules import conditions_in
from tests.drawing import questions, rules
from tests.factories import options

K = QuestionKind
LAST = Question(code="last", text="Last?", options=options("A", "B"))


@st.composite
def forms(draw, whole):
    """What somebody can send: often what the rules name, and what kinds take."""
    named = [
        value
        for question in whole.questions
        if question.show_if
        for condition in conditions_in(question.show_if)
        for value in condition.values
    ]
    raw = {}
    for question in whole.questions:
        for part in KINDS[question.kind].parts(question):
            values = st.lists(said(question, part, named), max_size=2)
            raw[part_name(question.code, part)] = draw(values)
    return raw


def said(question, part, named):
    """What can be sent for a part of a question: what its kind takes, near rules."""
    codes = [option.code for option in question.options] or ["0"]
    whole = [value for value in named if value.isdigit()]
    dates = [date.fromisoformat(v) for v in named if v[4:5] == v[7:8] == "-"]
    days = [*dates, date(2026, 1, 1)]
    of_kind = {
        (K.NUMBER, None): [*named, *(str(int(v) + 1) for v in whole), "0", "5"],
        (K.TEXT, None): [*named, " ".join(named), "words"],
        **{(K.DATE, each): [str(getattr(d, each)) for d in days] for each in FIELDS},
        **{(K.RANK, code): ["1", "2", "3"] for code in codes},
    }
    return st.sampled_from(of_kind.get((question.kind, part), codes))


@st.composite
def ruled(draw):
    """Up to two questions, and one that is asked by any rule over them."""
    before = draw(
        st.lists(questions(), min_size=1, max_size=2, unique_by=lambda q: q.code)
    )
    rule = draw(rules(before))
    last = Question(code="last", text="?", options=LAST.options, show_if=rule)
    return Questionnaire(questions=(*before, last))


@given(ruled(), st.data())
@settings(max_examples=200, deadline=None)
def test_where_somebody_gets_through_there_is_no_dead_end(whole, data):
    answers = {}
    with suppress(AnswersRefused):
        answers = parse_answers(whole, data.draw(forms(whole)))
    if answers.get("last", NOT_ASKED) is not NOT_ASKED:
        assert "never be shown" not in " ".join(problems_of(whole).values())
