"""What each kind of question comes to, told by hand and against the answers."""

import statistics
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from pollsvc.analysis.figures import figures_of
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
)
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
from pollsvc.domain.releases import cut
from pollsvc.domain.responses import tally_moves
from tests.any_survey import answered, response
from tests.factories import options

AGREE = ("Disagree strongly", "Disagree", "Neither", "Agree", "Agree strongly")
KNEE, HAND = Row(code="knee", label="Knee"), Row(code="hand", label="Hand")
NONE = Option(code="none", label="None of these", role=OptionRole.NONE)


def figures(survey, people):
    tallies = Counter({("", "responses"): 0})
    for answers in people:
        made = response(survey, answers)
        tallies.update(tally_moves(survey, before=None, after=made))
    return figures_of(survey, cut("w", tallies, on=date(2026, 11, 22)))


def of_one(kind, answers, /, **given):
    question = Question(code="q", kind=kind, text="What?", **given)
    survey = Questionnaire(questions=(question,))
    (found,) = figures(survey, [{"q": answer} for answer in answers])
    return found


def counted(found):
    return {option.code: option.count for option in found.options}


def shares(found):
    return {option.code: option.share for option in found.options}


def test_of_several_choices_shares_are_of_people_and_may_exceed_the_whole():
    found = of_one(
        QuestionKind.MULTIPLE,
        [
            Selected(("0", "1")),
            Selected(("0", "1", "2")),
            Selected(("0",)),
            Selected(("none",)),
            Chosen("refuse"),
            NOT_ANSWERED,
        ],
        options=(*options("Rest", "Heat", "Cold"), NONE, REFUSE),
    )
    assert found.base == 4
    assert counted(found) == {"0": 3, "1": 2, "2": 1, "none": 1}
    assert shares(found) == {"0": 0.75, "1": 0.5, "2": 0.25, "none": 0.25}
    assert found.further.average == 1.5
    assert found.missing["refused"] == found.missing["not_answered"] == 1


def test_a_scale_of_words_has_a_top():
    found = of_one(
        QuestionKind.SCALE,
        [*map(Chosen, "3344401"), Chosen("dont_know")],
        options=(*options(*AGREE), DONT_KNOW),
    )
    assert found.base == 7
    assert found.further.top.labels == ("Agree", "Agree strongly")
    assert (found.further.top.count, found.further.top.share) == (5, 5 / 7)


@pytest.mark.parametrize("labels", [tuple("1234567"), ("Low", "2", "3", "4", "High")])
def test_a_scale_of_numbers_has_none(labels):
    found = of_one(QuestionKind.SCALE, [Chosen("1")], options=options(*labels))
    assert found.further.top is None


@pytest.mark.parametrize("labels", [("No", "Perhaps", "Yes"), ("No", "Yes")])
def test_a_short_scale_has_none(labels):
    found = of_one(QuestionKind.SCALE, [Chosen("1")], options=options(*labels))
    assert found.further.top is None


@pytest.mark.parametrize(
    ("promoters", "passives", "detractors", "score"),
    [
        (99, 0, 0, None),
        (100, 0, 0, 100),
        (0, 100, 0, 0),
        (0, 0, 100, -100),
        (60, 15, 25, 35),
        (25, 150, 25, 0),
        (1, 199, 0, 1),  # half a point is rounded up
    ],
)
def test_a_promoter_score_is_given_from_a_hundred_people_on(
    promoters, passives, detractors, score
):
    people = "9" * promoters + "8" * passives + "6" * detractors
    found = of_one(
        QuestionKind.SCALE,
        map(Chosen, people),
        options=options(*map(str, range(11))),
        limits=ScaleEnds(promoter=True),
    )
    assert found.further.promoter_score == score


def test_other_scales_from_0_to_10_have_no_promoter_score():
    points = options(*map(str, range(11)))
    found = of_one(QuestionKind.SCALE, map(Chosen, "9" * 200), options=points)
    assert found.further.promoter_score is None
    assert not found.further.is_promoter


HOURS = NumberLimits(
    least=Decimal(0), bins=tuple(map(Decimal, (0, 1, 5, 10))), unit="hours"
)


@pytest.mark.parametrize(
    ("numbers", "middle"),
    [
        ([], ()),
        ([3], ("bin_01",)),
        ([0, 3, 30], ("bin_01",)),
        ([0, 0, 3, 30], ("bin_00", "bin_01")),
        ([0, 0, 30, 30], ("bin_00", "bin_03")),
        ([0, 3, 3, 30], ("bin_01",)),
    ],
)
def test_of_numbers_only_the_bin_of_the_middle_is_said(numbers, middle):
    answers = [Counted(Decimal(number)) for number in numbers]
    found = of_one(QuestionKind.NUMBER, answers, limits=HOURS)
    assert found.further.middle == middle
    assert found.base == len(numbers)


def test_numbers_are_counted_in_the_bins_that_were_declared():
    answers = [Counted(Decimal(number)) for number in (0, 1, 4, 5, 10, 99)]
    found = of_one(QuestionKind.NUMBER, answers, limits=HOURS)
    assert [(o.label, o.count) for o in found.options] == [
        ("0", 1),
        ("1 to 4", 2),
        ("5 to 9", 1),
        ("10 or more", 2),
    ]
    assert found.further.unit == "hours"


def test_numbers_without_bins_are_given_and_no_more():
    found = of_one(QuestionKind.NUMBER, [Counted(Decimal(3)), NOT_ANSWERED])
    assert (found.base, found.options) == (1, ())


def test_a_ranking_has_first_places_and_average_ones():
    found = of_one(
        QuestionKind.RANK,
        [Ranked(("0", "1")), Ranked(("0", "2")), Ranked(("1",)), Ranked(("0", "1"))],
        options=options("Rest", "Heat", "Cold"),
        limits=RankLimits(places=2),
    )
    assert found.base == 4
    assert shares(found) == {"0": 0.75, "1": 0.25, "2": 0.0}
    places = {p.code: (p.counts, p.average) for p in found.further.places}
    assert places == {
        "0": ((3, 0), 1.0),
        "1": ((1, 2), 5 / 3),
        "2": ((0, 1), 2.0),
    }


def test_a_matrix_has_figures_of_its_own_for_each_row():
    found = of_one(
        QuestionKind.MATRIX,
        [
            Rated({"knee": "4", "hand": "0"}),
            Rated({"knee": "3", "hand": None}),
            Rated({"knee": "dont_know", "hand": "refuse"}),
            NOT_ANSWERED,
            NOT_ASKED,
        ],
        rows=(KNEE, HAND),
        options=(*options(*AGREE), DONT_KNOW, REFUSE),
    )
    knee, hand = found.further.rows
    assert found.base == 3
    assert (knee.label, knee.base, hand.base) == ("Knee", 2, 1)
    assert knee.missing == {
        "not_asked": 1,
        "not_answered": 1,
        "refused": 0,
        "dont_know": 1,
    }
    assert hand.missing == {
        "not_asked": 1,
        "not_answered": 2,
        "refused": 1,
        "dont_know": 0,
    }
    assert counted(knee) == {"0": 0, "1": 0, "2": 0, "3": 1, "4": 1}
    assert (knee.top.count, knee.top.share) == (2, 1.0)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [(QuestionKind.TEXT, Written("Knees")), (QuestionKind.DATE, Dated(date.min))],
)
def test_of_words_and_days_only_how_many_gave_one_is_counted(kind, answer):
    found = of_one(
        kind, [answer, answer, Chosen("refuse"), NOT_ASKED], options=(REFUSE,)
    )
    assert (found.base, found.options, found.further) == (2, (), None)
    assert found.missing["refused"] == found.missing["not_asked"] == 1


@given(answered())
def test_whoever_is_not_in_the_base_is_in_a_missing_kind(given):
    survey, people = given
    for found in figures(survey, people):
        assert found.base + sum(found.missing.values()) == len(people)
        for row in getattr(found.further, "rows", ()):
            assert row.base + sum(row.missing.values()) == len(people)
            assert sum(option.count for option in row.options) == row.base


@given(answered())
def test_what_sums_up_is_what_the_answers_say(given):
    survey, people = given
    for question, found in zip(survey.questions, figures(survey, people), strict=True):
        said = [answers[question.code] for answers in people]
        numbers = [answer.value for answer in said if isinstance(answer, Counted)]
        orders = [answer.order for answer in said if isinstance(answer, Ranked)]
        if question.kind is QuestionKind.NUMBER and found.options and numbers:
            assert lies_in(found, statistics.median_low(numbers), 0)
            assert lies_in(found, statistics.median_high(numbers), -1)
        for placed in getattr(found.further, "places", ()):
            given_ = [o.index(placed.code) + 1 for o in orders if placed.code in o]
            expected = statistics.fmean(given_) if given_ else None
            assert placed.average == pytest.approx(expected)


def lies_in(found, number, which):
    """Whether a number lies in one of the bins that are said to hold the median."""
    codes = [option.code for option in found.options]
    edges = found.further.edges[codes.index(found.further.middle[which])]
    above = edges.at_least is None or edges.at_least <= number
    return above and (edges.less_than is None or number < edges.less_than)
