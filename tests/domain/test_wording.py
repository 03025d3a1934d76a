"""What is advised on the wording of a question, and what is not."""

from decimal import Decimal

import pytest

from pollsvc.domain.answer_sets import ANSWER_SETS, TIMES_A_MONTH
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    NumberLimits,
    Question,
    QuestionKind,
    RankLimits,
    Row,
    ScaleEnds,
)
from pollsvc.domain.quick_text import read_question, with_answers, with_ways_out
from pollsvc.domain.wording import advice_on
from tests.factories import options

SAMPLE = (
    "On average, how many times per month do you (or your caretaker) go to the "
    "pharmacy?"
)


def rules(text, *, ways_out=True):
    question = read_question(text, code="q")
    whole = with_ways_out(question, dont_know=ways_out, refuse=ways_out)
    return [advice.rule for advice in advice_on(whole)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How do you feel today?", []),
        ("word " * 25, []),
        ("word " * 26, ["too_long"]),
        ("Do you walk and/or swim?", ["double_barrelled"]),
        ("Do you like your doctor and your nurse?", ["double_barrelled"]),
        ("Do you walk as well as swim?", ["double_barrelled"]),
        ("Is it between 2 and 3 years ago?", []),
        ("Do you (or your caretaker) cook?", ["two_people"]),
        ("Do you or someone else cook?", ["two_people"]),
        ("Do you not like mornings?", ["negative"]),
        ("Isn\u2019t your doctor able to help?", ["negative"]),
        ("Don\u2019t you like mornings?", ["leading"]),
        ("Do you agree that mornings are hard?", ["leading"]),
        ("How much do you love mornings?", ["leading"]),
        ("Is this a notable knot?", []),
    ],
)
def test_questions(question, expected):
    assert rules(f"{question}\nYes\nNo") == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("0\n1-2\n3-4\n5 or more", []),
        ("0\n1-2\n2-3", ["overlap"]),
        ("0\n1 to 5\n5 to 10", ["overlap"]),
        ("0-10\n20-30", ["gap"]),
        ("0\n1-2\n5+", ["gap"]),
        ("under 18\n18-24\n25 and older", []),
        ("1\n2\n5", []),
        ("18-24\n10-18\n25+", ["overlap"]),
    ],
)
def test_ranges(answers, expected):
    assert rules(f"What is it?\n{answers}") == expected


@pytest.mark.parametrize(
    ("question", "answers", "expected"),
    [
        ("How many cats have you?", "1\n2\n3 or more", ["missing_zero"]),
        ("How many times a week?", "Once\nTwice", ["missing_zero"]),
        ("How many cats have you?", "None\n1\n2 or more", []),
        ("How many cats have you?", "I have no cat\n1 or more", []),
        ("How many cats have you?", "No cat\n1 or more", []),
        ("How many cats have you?", "0: Not one\n1 or more", []),
        ("How many cats have you?", "0-1\n2 or more", []),
        ("What colour?", "Red\nBlue", []),
    ],
)
def test_counts_need_a_zero(question, answers, expected):
    assert rules(f"{question}\n{answers}") == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("Agree\nDisagree", []),
        ("Strongly agree\nAgree\nDisagree", ["unbalanced"]),
        ("Agree\nNeither agree nor disagree\nDisagree", []),
        ("Very good\nGood\nPoor", ["unbalanced"]),
        ("Very good\nGood\nFair", ["unbalanced"]),
        ("Not hard\nA little hard\nVery hard", []),
        ("Likely\nUnlikely", []),
        ("\n".join("abcdefgh"), []),
        ("\n".join("abcdefghi"), ["too_many"]),
    ],
)
def test_scales_and_long_lists(answers, expected):
    assert rules(f"What do you think?\n{answers}") == expected


def test_somebody_must_be_able_not_to_answer():
    assert rules("Well?\nYes\nNo", ways_out=False) == ["missing_way_out"]
    assert rules("Well?\nYes\nNo\nPrefer not to say", ways_out=False) == []


@pytest.mark.parametrize("answer_set", ANSWER_SETS.values(), ids=lambda s: s.name)
def test_our_own_sets_need_no_advice(answer_set):
    assert rules(with_answers("What is it like?", answer_set.options)) == []


def test_the_sample_question_mixes_two_people_and_is_told_how_to_mend_it():
    question = with_ways_out(
        read_question(with_answers(SAMPLE, TIMES_A_MONTH.options), code="q"),
        dont_know=True,
        refuse=True,
    )
    (advice,) = advice_on(question)
    assert advice.rule == "two_people"
    assert "you (or your caretaker)" in advice.what
    assert "Somebody else does this for me" in advice.mend


def rows(number):
    return tuple(Row(code=f"r{n}", label=f"Row {n}") for n in range(number))


K = QuestionKind
WAYS_OUT = (DONT_KNOW, REFUSE)
POINTS = options(*map(str, range(11)))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"kind": K.SCALE, "options": POINTS}, ["unlabelled_ends"]),
        (
            {"kind": K.SCALE, "options": POINTS, "limits": ScaleEnds(low="Not at all")},
            ["unlabelled_ends"],
        ),
        (
            {
                "kind": K.SCALE,
                "options": POINTS,
                "limits": ScaleEnds(low="Not at all", high="Completely"),
            },
            [],
        ),
        ({"kind": K.SCALE, "options": options(*"abcdefghijkl")}, ["too_many"]),
        ({"kind": K.RANK, "options": options(*"abcde")}, []),
        ({"kind": K.RANK, "options": options(*"abcdefghi")}, ["too_many_ranked"]),
        (
            {
                "kind": K.RANK,
                "options": options(*"abcdefghi"),
                "limits": RankLimits(places=3),
            },
            [],
        ),
        ({"kind": K.MATRIX, "options": options("Bad", "Good"), "rows": rows(7)}, []),
        (
            {"kind": K.MATRIX, "options": options("Bad", "Good"), "rows": rows(8)},
            ["too_many_rows"],
        ),
        (
            {
                "kind": K.MATRIX,
                "options": options("Bad", "Good"),
                "rows": (Row(code="a", label="Pain and fatigue"),),
            },
            ["double_barrelled"],
        ),
        (
            {"kind": K.MATRIX, "options": options("1", "2"), "rows": rows(2)},
            ["unlabelled_ends"],
        ),
        ({"kind": K.NUMBER}, ["any_number"]),
        ({"kind": K.NUMBER, "limits": NumberLimits(most=Decimal(24))}, []),
        ({"kind": K.NUMBER, "limits": NumberLimits(plausible_most=Decimal(24))}, []),
        ({"kind": K.DATE}, []),
        ({"kind": K.TEXT}, []),
        ({"kind": K.TEXT, "text": "What is your name?"}, ["names"]),
        ({"kind": K.TEXT, "text": "Who is your doctor?"}, ["names"]),
        ({"kind": K.TEXT, "text": "Which medicine helped?"}, []),
    ],
)
def test_what_only_some_kinds_have(given, expected):
    whole = {"code": "q", "text": "How is it?"} | given
    question = Question(**whole | {"options": (*whole.get("options", ()), *WAYS_OUT)})
    assert [advice.rule for advice in advice_on(question)] == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (K.NUMBER, ["missing_way_out", "any_number"]),
        (K.DATE, ["missing_way_out"]),
        (K.TEXT, []),
    ],
)
def test_who_must_write_an_answer_can_say_that_they_have_none(kind, expected):
    question = Question(code="q", text="How is it?", kind=kind)
    assert [advice.rule for advice in advice_on(question)] == expected
