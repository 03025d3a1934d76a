"""In which cells of the tallies an answer counts: four kinds of missing stay four."""

import pytest

from pollsvc.domain.answers import NOT_ANSWERED, NOT_ASKED, Chosen
from pollsvc.domain.cells import RESPONSES, Missing, all_cells, cells_of, missing_kind
from pollsvc.domain.questionnaires import CODE
from tests.factories import options, question, questionnaire

ONE = questionnaire()
TWO = questionnaire(question(), question(code="wait", options=options("No", "Yes")))


@pytest.mark.parametrize(
    ("answer", "cell"),
    [
        (Chosen("0"), "0"),
        (Chosen("3"), "3"),
        (Chosen("dont_know"), "!dont_know"),
        (Chosen("refuse"), "!refused"),
        (NOT_ANSWERED, "!not_answered"),
        (NOT_ASKED, "!not_asked"),
    ],
)
def test_an_answer_counts_in_one_cell_and_as_one_response(answer, cell):
    assert cells_of(ONE, {"visits": answer}) == (RESPONSES, ("visits", cell))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Chosen("0"), None),
        (Chosen("dont_know"), Missing.DONT_KNOW),
        (Chosen("refuse"), Missing.REFUSED),
        (NOT_ANSWERED, Missing.NOT_ANSWERED),
        (NOT_ASKED, Missing.NOT_ASKED),
    ],
)
def test_every_way_of_giving_no_substantive_answer_has_its_own_name(answer, kind):
    assert missing_kind(question(), answer) is kind


def test_a_response_counts_once_however_many_questions_it_answers():
    cells = cells_of(TWO, {"visits": Chosen("1"), "wait": NOT_ANSWERED})
    assert cells == (RESPONSES, ("visits", "1"), ("wait", "!not_answered"))


def test_the_cells_that_can_be_counted_are_known_before_anyone_answers():
    cells = all_cells(TWO)
    assert cells == tuple(sorted(cells))
    assert len(cells) == len(set(cells)) == 1 + 2 + (4 + 4) + (2 + 4)


@pytest.mark.parametrize("chosen", [o.code for o in question().options])
def test_no_answer_counts_outside_the_cells_that_are_known(chosen):
    assert set(cells_of(ONE, {"visits": Chosen(chosen)})) <= set(all_cells(ONE))


@pytest.mark.parametrize("kind", Missing)
def test_no_options_code_can_be_taken_for_a_kind_of_missing(kind):
    assert not CODE.fullmatch(kind)
