"""A number as people write it; an odd one is asked about, not refused."""

from decimal import Decimal

import pytest

from pollsvc.domain.answers import NOT_ANSWERED, Chosen, Counted, field_names
from pollsvc.domain.kinds.number import number_meant
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    NumberLimits,
    QuestionKind,
)
from tests.asking import cells, said, wrong
from tests.factories import options, question


def number(options=(), **limits):
    return question(
        code="age",
        kind=QuestionKind.NUMBER,
        options=options,
        limits=NumberLimits(**{n: _decimal(v) for n, v in limits.items()}),
    )


def _decimal(value):
    return Decimal(value) if isinstance(value, str) and value[-1].isdigit() else value


WHOLE, TENTHS, EXACT = number(), number(decimals=1), number(decimals=3)
KM = number(unit="km", decimals=1)


@pytest.mark.parametrize(
    ("asked", "written", "value"),
    [
        (WHOLE, "0", "0"),
        (WHOLE, " 42 ", "42"),
        (WHOLE, "007", "7"),
        (WHOLE, "+7", "7"),
        (WHOLE, "-7", "-7"),
        (WHOLE, "\u22127", "-7"),
        (WHOLE, "- 7", "-7"),
        (WHOLE, "-0", "0"),
        (WHOLE, "5.0", "5"),
        (WHOLE, "5.", "5"),
        # Digits of other scripts, also with their own signs.
        (WHOLE, "\u0661\u0662", "12"),
        (WHOLE, "\u06f1\u06f2", "12"),
        (WHOLE, "\u0967\u0968", "12"),
        (TENTHS, "\u0661\u066b\u0665", "1.5"),
        (WHOLE, "\u0661\u066c\u0660\u0660\u0660", "1000"),
        # A decimal comma is as good as a point.
        (TENTHS, "1,5", "1.5"),
        (TENTHS, "1.5", "1.5"),
        (TENTHS, ",5", "0.5"),
        (TENTHS, "-.5", "-0.5"),
        (TENTHS, "1.50", "1.5"),
        (EXACT, "1.234", "1.234"),
        (EXACT, "1,234", "1.234"),
        # Marks between thousands.
        (WHOLE, "1 000", "1000"),
        (WHOLE, "1\u202f000\u202f000", "1000000"),
        (WHOLE, "1'000", "1000"),
        (WHOLE, "1\u2019000", "1000"),
        (WHOLE, "1,000", "1000"),
        (WHOLE, "1.000", "1000"),
        (WHOLE, "12,345,678", "12345678"),
        (TENTHS, "1,000.5", "1000.5"),
        (TENTHS, "1.000,5", "1000.5"),
        (TENTHS, "0.500", "0.5"),
        (WHOLE, "999999999999999", "999999999999999"),
        # The unit stands beside the field, and people write it all the same.
        (KM, "5 km", "5"),
        (KM, "5.5KM", "5.5"),
    ],
)
def test_a_number_is_read_as_people_write_it(asked, written, value):
    answer = said(asked, own=written)
    assert answer == Counted(Decimal(value))
    assert number_meant(asked, written) == Decimal(value)
    assert f"{answer.value}" == value


@pytest.mark.parametrize(
    ("asked", "written", "sentence"),
    [
        (WHOLE, "ten", "Write a whole number in digits, such as 2"),
        (TENTHS, "ten", "Write a number in digits, such as 2.5"),
        (WHOLE, "5 or 6", "Write a whole number in digits, such as 2"),
        (WHOLE, "5 6", "Write a whole number in digits, such as 2"),
        (WHOLE, "1 00", "Write a whole number in digits, such as 2"),
        (WHOLE, "1,2,3", "Write a whole number in digits, such as 2"),
        (WHOLE, ".", "Write a whole number in digits, such as 2"),
        (WHOLE, "-", "Write a whole number in digits, such as 2"),
        (WHOLE, "--5", "Write a whole number in digits, such as 2"),
        (WHOLE, "1e3", "Write a whole number in digits, such as 2"),
        (WHOLE, "NaN", "Write a whole number in digits, such as 2"),
        (WHOLE, "Infinity", "Write a whole number in digits, such as 2"),
        (WHOLE, "0x10", "Write a whole number in digits, such as 2"),
        (WHOLE, "1_000", "Write a whole number in digits, such as 2"),
        (WHOLE, "\u00bd", "Write a whole number in digits, such as 2"),
        (WHOLE, "\u00b2", "Write a whole number in digits, such as 2"),
        (WHOLE, "5 km", "Write a whole number in digits, such as 2"),
        (KM, "km", "Write a number in digits, such as 2.5"),
        (WHOLE, "5.5", "Write a whole number"),
        (TENTHS, "5.55", "Write a number with at most 1 digit after the point"),
        (EXACT, "5.5555", "Write a number with at most 3 digits after the point"),
        # A million or one? Where both can be meant, people say which.
        (TENTHS, "1,234", "Write 1234 or 1.2: your answer could be either"),
        (TENTHS, "1.234", "Write 1234 or 1.2: your answer could be either"),
        (WHOLE, "1" * 16, "Write a number with at most 15 digits"),
        (WHOLE, "9" * 100_000, "Write a number with at most 15 digits"),
        (
            EXACT,
            "0.0000000000000000000000000000000000000001",
            "Write a number with at most 3 digits after the point",
        ),
        (EXACT, f"1.{'0' * 50}1", "Write a number with at most 15 digits"),
        (WHOLE, ["1", "2"], "Give one answer only"),
    ],
)
def test_what_is_no_number_is_said_in_a_sentence(asked, written, sentence):
    assert said(asked, own=written) == sentence


@pytest.mark.parametrize("written", ["", "ten", "km", "5 6"])
def test_what_is_no_number_means_none(written):
    assert number_meant(KM, written) is None


@pytest.mark.parametrize(
    ("limits", "written", "sentence"),
    [
        ({"least": "0", "most": "120"}, "-1", "Write a number from 0 to 120"),
        ({"least": "0", "most": "120"}, "121", "Write a number from 0 to 120"),
        ({"least": "0", "most": "120"}, "120", None),
        ({"least": "0", "most": "120"}, "0", None),
        ({"least": "18"}, "17", "Write a number of at least 18"),
        ({"most": "1000000"}, "1000001", "Write a number of at most 1000000"),
        ({"least": "0.5", "decimals": 1}, "0,4", "Write a number of at least 0.5"),
    ],
)
def test_a_number_out_of_range_is_refused_with_the_range(limits, written, sentence):
    answer = said(number(**limits), own=written)
    assert answer == (sentence or Counted(Decimal(written)))


ODD = {"plausible_least": "1", "plausible_most": "31", "most": "1000"}


@pytest.mark.parametrize(
    ("form", "meant"),
    [
        ({"own": "31"}, Counted(Decimal(31))),
        ({"own": "32"}, "You wrote 32. Is that right?"),
        ({"own": "0"}, "You wrote 0. Is that right?"),
        ({"own": "32", "sure": "32"}, Counted(Decimal(32))),
        ({"own": "033", "sure": "33"}, Counted(Decimal(33))),
        # Being sure of one number says nothing of another.
        ({"own": "33", "sure": "32"}, "You wrote 33. Is that right?"),
        ({"own": "33", "sure": "on"}, "You wrote 33. Is that right?"),
        ({"own": "1001", "sure": "1001"}, "Write a number of at most 1000"),
    ],
)
def test_an_odd_number_is_asked_about_and_taken_when_people_are_sure(form, meant):
    assert said(number(**ODD), **form) == meant


OUT = number(options=(DONT_KNOW, REFUSE))
NEEDED = question(
    code="age",
    kind=QuestionKind.NUMBER,
    options=(DONT_KNOW, REFUSE),
    required=True,
    reason="To plan.",
)


@pytest.mark.parametrize(
    ("asked", "form", "meant"),
    [
        (OUT, {}, NOT_ANSWERED),
        (OUT, {"instead": "refuse"}, Chosen("refuse")),
        (OUT, {"instead": "nonsense"}, "Select one of the answers shown"),
        (OUT, {"instead": ["refuse", "dont_know"]}, "Give one answer only"),
        (
            OUT,
            {"own": "5", "instead": "dont_know"},
            "Answer the question or select \u201cDon't know\u201d, not both",
        ),
        (NEEDED, {}, "Give a whole number"),
        (NEEDED, {"own": "  "}, "Give a whole number"),
        (NEEDED, {"instead": "dont_know"}, Chosen("dont_know")),
        (WHOLE, {"instead": "refuse"}, "Select one of the answers shown"),
    ],
)
def test_a_way_of_giving_no_answer_stands_beside_the_field(asked, form, meant):
    assert said(asked, **form) == meant


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (WHOLE, ("age",)),
        (OUT, ("age", "age__instead")),
        (number(**ODD), ("age", "age__sure")),
    ],
)
def test_the_form_has_a_field_for_what_can_be_said(asked, names):
    assert field_names(asked) == names


@pytest.mark.parametrize(
    ("value", "counted"),
    [
        ("-5", ["below"]),
        ("0", ["bin_00"]),
        ("9", ["bin_00"]),
        ("10", ["bin_01"]),
        ("1000", ["bin_02"]),
    ],
)
def test_a_number_counts_in_the_bin_in_which_it_lies(value, counted):
    asked = number(bins=(Decimal(0), Decimal(10), Decimal(20)))
    assert cells(asked, Counted(Decimal(value))) == ["!answered", *counted]


def test_without_bins_nothing_is_counted_but_what_is_missing():
    assert cells(OUT, Counted(Decimal(5))) == ["!answered"]
    assert cells(OUT, Chosen("refuse")) == ["!refused"]


@pytest.mark.parametrize(
    ("limits", "places"),
    [
        ({"least": "0", "most": "0"}, []),
        ({"least": "1", "most": "0"}, ["questions[0].limits.most"]),
        (
            {"plausible_least": "1", "plausible_most": "0"},
            ["questions[0].limits.plausible_most"],
        ),
        ({"decimals": 6}, []),
        ({"decimals": 7}, ["questions[0].limits.decimals"]),
        ({"decimals": -1}, ["questions[0].limits.decimals"]),
        ({"unit": "x" * 501}, ["questions[0].limits.unit"]),
        ({"unit": "k\0m"}, ["questions[0].limits.unit"]),
        ({"bins": (Decimal(1), Decimal(1))}, ["questions[0].limits.bins"]),
        ({"bins": (Decimal(2), Decimal(1))}, ["questions[0].limits.bins"]),
        ({"bins": (Decimal("nan"),)}, ["questions[0].limits.bins"]),
        ({"least": "1" * 16}, ["questions[0].limits.least"]),
        ({"most": Decimal("inf")}, ["questions[0].limits.most"]),
        ({"most": Decimal("nan"), "least": "1"}, ["questions[0].limits.most"]),
        ({"most": "100000000000000"}, []),
    ],
)
def test_the_limits_of_a_number_must_be_possible(limits, places):
    assert wrong(number(**limits)) == places


def test_a_number_has_no_answers_to_choose_from():
    assert wrong(number(options=options("A", "B"))) == ["questions[0].options"]
    shuffled = question(kind=QuestionKind.NUMBER, options=(DONT_KNOW,), shuffled=True)
    assert wrong(shuffled) == ["questions[0].shuffled"]
