"""Which estimates each kind of question has, on the right base."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from pollsvc.analysis.estimates.questions import _KINDS, estimates_of
from pollsvc.analysis.figures import figures_of
from pollsvc.domain.estimates import Change, Estimate, Method, NoNumber, QuantileCells
from pollsvc.domain.question_estimates import MeasureName, Said, intervals_in
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    NumberLimits,
    Question,
    QuestionKind,
    Questionnaire,
    Row,
    ScaleEnds,
)
from pollsvc.domain.releases import Release
from tests.factories import options

AGREE = options("Disagree strongly", "Disagree", "Neither", "Agree", "Agree strongly")
ELEVEN = options(*map(str, range(11)))
UNREAD = Said()


def figures(kind, cells, **given):
    asked = Question(code="q", kind=kind, text="What?", **given)
    release = Release(
        wave_id="w", released_on=date(2026, 11, 25), responses=0, counts={"q": cells}
    )
    (found,) = figures_of(Questionnaire(questions=(asked,)), release)
    return found


def single(**cells):
    return figures(
        QuestionKind.SINGLE,
        {name.removeprefix("_"): count for name, count in cells.items()},
        options=(*options("No", "Yes"), DONT_KNOW, REFUSE),
    )


def estimated(found, before=None, said=UNREAD):
    return estimates_of(found, before, said)


def measures(part):
    return {each.name: each.found for each in part.measures}


def test_every_kind_has_its_row():
    assert {*_KINDS} == {*QuestionKind}


def test_of_one_choice_the_shares_are_of_those_who_chose():
    counted = single(_0=30, _1=10)
    (part,) = estimated(counted).parts
    assert part.base == 40
    assert [each.share for each in part.options] == [0.75, 0.25]
    assert {each.interval.method for each in part.options} == {Method.WILSON}
    assert {each.together.method for each in part.options} == {Method.GOODMAN}


def test_of_several_choices_they_are_of_people_and_none_is_drawn_from_the_others():
    chosen = figures(
        QuestionKind.MULTIPLE,
        {"!answered": 40, "0": 30, "1": 25, "!refused": 9},
        options=(*options("Rest", "Heat"), REFUSE),
    )
    (part,) = estimated(chosen).parts
    assert (part.base, [each.share for each in part.options]) == (40, [0.75, 0.625])
    assert {each.together.method for each in part.options} == {Method.BONFERRONI}


def test_a_scale_has_a_middle_point_and_a_top():
    scale = figures(
        QuestionKind.SCALE,
        {"0": 10, "1": 10, "2": 10, "3": 20, "4": 50, "!dont_know": 5},
        options=(*AGREE, DONT_KNOW),
    )
    (part,) = estimated(scale).parts
    found = measures(part)
    middle = found[MeasureName.MEDIAN]
    assert isinstance(middle, QuantileCells)
    assert (middle.lower, middle.upper) == (3, 4)
    assert found[MeasureName.TOP].value == 0.7
    assert MeasureName.PROMOTERS not in found


def test_points_from_0_to_10_have_a_score_where_a_poll_asks_for_it():
    cells = {"0": 20, "8": 30, "10": 50}
    plain = figures(QuestionKind.SCALE, cells, options=ELEVEN)
    asked = figures(
        QuestionKind.SCALE, cells, options=ELEVEN, limits=ScaleEnds(promoter=True)
    )
    assert MeasureName.PROMOTERS not in measures(estimated(plain).parts[0])
    score = measures(estimated(asked).parts[0])[MeasureName.PROMOTERS]
    assert (score.value, round(score.error, 2)) == (pytest.approx(30), 7.81)


def number(**given):
    limits = NumberLimits(bins=(Decimal(0), Decimal(5)))
    cells = {"!answered": 40, "bin_00": 30, "bin_01": 10}
    return figures(QuestionKind.NUMBER, cells, limits=limits, **given)


def test_numbers_have_a_mean_and_quartiles_where_single_answers_were_read():
    said = Said(numbers={Decimal(1): 20, Decimal("2.5"): 10, Decimal(9): 10})
    (part,) = estimated(number(), said=said).parts
    found = measures(part)
    assert [*found] == [
        MeasureName.MEAN,
        MeasureName.LOWER_QUARTILE,
        MeasureName.MEDIAN,
        MeasureName.UPPER_QUARTILE,
    ]
    assert found[MeasureName.MEAN].value == pytest.approx(3.375)
    assert found[MeasureName.MEDIAN].value == 1.75
    assert [each.count for each in part.options] == [0, 30, 10]


def test_else_they_have_the_bin_that_the_middle_lies_in():
    found = measures(estimated(number()).parts[0])
    assert [*found] == [MeasureName.MEDIAN]
    assert found[MeasureName.MEDIAN].lower == 1


def test_a_number_without_bins_has_nothing_where_nothing_was_read():
    bare = figures(QuestionKind.NUMBER, {"!answered": 3})
    (part,) = estimated(bare).parts
    assert (part.base, part.options, part.measures) == (3, (), ())


RANKED = {"!answered": 3, "0@1": 2, "1@1": 1, "1@2": 2, "2@2": 1, "2@3": 2, "0@3": 1}


def ranking():
    return figures(QuestionKind.RANK, RANKED, options=options("Pain", "Sleep", "Costs"))


def test_a_ranking_is_counted_in_several_ways():
    orders = {("0", "1", "2"): 2, ("1", "2", "0"): 1}
    found = estimated(ranking(), said=Said(orders=orders))
    assert [each.share for each in found.parts[0].options] == [
        pytest.approx(2 / 3),
        pytest.approx(1 / 3),
        0,
    ]
    counted = found.ranking
    assert [each.points for each in counted.places] == [4, 4, 1]
    assert counted.places[0].place.value == pytest.approx(5 / 3)
    assert (counted.pairwise.winner, counted.runoff.winners) == ("0", ("0",))


def test_pairs_and_runoffs_need_single_answers():
    counted = estimated(ranking()).ranking
    assert (counted.pairwise, counted.runoff) == (None, None)
    assert [each.points for each in counted.places] == [4, 4, 1]


def test_each_row_of_a_matrix_has_a_base_of_its_own():
    cells = {"!answered": 30, "a@4": 20, "a@0": 10, "b@3": 5, "b@!not_answered": 25}
    asked = {
        "options": AGREE,
        "rows": (Row(code="a", label="A"), Row(code="b", label="B")),
    }
    found = figures(QuestionKind.MATRIX, cells, **asked)
    earlier = figures(QuestionKind.MATRIX, cells | {"b@3": 50}, **asked)
    parts = estimated(found, earlier).parts
    assert [(p.label, p.base, p.base_before) for p in parts] == [
        ("A", 30, 30),
        ("B", 5, 50),
    ]
    assert measures(parts[0])[MeasureName.TOP].value == pytest.approx(2 / 3)
    assert isinstance(parts[1].options[3].change, Change)


@pytest.mark.parametrize("kind", [QuestionKind.TEXT, QuestionKind.DATE])
def test_of_words_and_days_nothing_is_counted(kind):
    assert estimated(figures(kind, {"!answered": 40})).parts == ()


def test_against_the_wave_before_every_option_has_its_change():
    (part,) = estimated(single(_0=30, _1=70), single(_0=50, _1=50)).parts
    assert [each.before for each in part.options] == [0.5, 0.5]
    assert [each.change.value for each in part.options] == pytest.approx([-0.2, 0.2])
    assert part.base_before == 100


def test_without_one_nothing_is_compared():
    (part,) = estimated(single(_0=30, _1=70)).parts
    assert [(each.before, each.change) for each in part.options] == [(None, None)] * 2


@pytest.mark.parametrize("kind", QuestionKind)
def test_where_nobody_answered_words_stand_for_every_number(kind):
    given = {"options": options("A", "B", "C", "D")}
    if kind is QuestionKind.MATRIX:
        given["rows"] = (Row(code="a", label="A"),)
    elif kind in {QuestionKind.TEXT, QuestionKind.DATE, QuestionKind.NUMBER}:
        given = {}
    none = figures(kind, {}, **given)
    found = estimated(none, none, Said(numbers={}, orders={}))
    assert [*intervals_in(found)] == []
    for part in found.parts:
        assert {each.interval for each in part.options} <= {NoNumber.NOBODY}
        assert {each.change for each in part.options} <= {NoNumber.NOBODY}
        assert {each.found for each in part.measures} <= {NoNumber.NOBODY}


def test_one_person_and_people_of_one_mind_have_words_too():
    said = Said(numbers={Decimal(4): 1})
    found = measures(estimated(number(), said=said).parts[0])
    assert {each.interval for each in found.values()} == {NoNumber.ONE_PERSON}
    said = Said(numbers={Decimal(4): 40})
    found = measures(estimated(number(), said=said).parts[0])
    assert {each.interval for each in found.values()} == {NoNumber.ALL_EQUAL}
    assert all(isinstance(each, Estimate) for each in found.values())


def test_every_interval_can_be_asked_as_if_what_it_was_computed():
    orders = {("0", "1", "2"): 20, ("1", "2", "0"): 20}
    cells = {name: 20 * count for name, count in Counter(RANKED).items()}
    found = figures(QuestionKind.RANK, cells, options=options("Pain", "Sleep", "Costs"))
    intervals = [*intervals_in(estimated(found, found, Said(orders=orders)))]
    assert len(intervals) == 3 * 3 + 3
    assert all(each.assumption.startswith("As if ") for each in intervals)
