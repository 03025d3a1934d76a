"""A recount from raw responses counts what the tallies count, cell by cell."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollsvc.analysis import tallies
from pollsvc.analysis.tallies import count_responses
from pollsvc.domain.cells import all_cells, cells_of
from pollsvc.domain.questionnaires import QuestionKind
from pollsvc.domain.responses import Response, tally_moves
from tests.any_survey import answered
from tests.any_survey import response as stored
from tests.factories import options, question, questionnaire

ASKED = questionnaire(
    question(), question(code="again", options=options("Yes", "No", "Perhaps"))
)


def response(version=1, **answers):
    return Response(
        id=b"", wave_id="w", version=version, answers=answers, language="en"
    )


def moved(responses, asked=ASKED):
    """What the services add to the tallies, one response after the other."""
    counted = Counter()
    for one in responses:
        counted.update(tally_moves(asked, before=None, after=one))
    return dict(counted)


choices = st.sampled_from(["0", "1", "2", "3", "dont_know", "refuse", None, "absent"])
responses = st.lists(
    st.builds(
        lambda visits, again: response(
            **{
                code: chosen
                for code, chosen in (("visits", visits), ("again", again))
                if chosen != "absent"
            }
        ),
        choices,
        st.sampled_from(["0", "1", "2", None, "absent"]),
    ),
    max_size=40,
)


@given(responses)
def test_a_recount_agrees_with_what_was_counted_one_by_one(given):
    assert count_responses({1: ASKED}, given) == moved(given)


@pytest.mark.parametrize("kind", QuestionKind)
@given(data=st.data())
def test_a_recount_agrees_for_every_kind_of_question(kind, data):
    survey, people = data.draw(answered(kind))
    responses = [stored(survey, each) for each in people]
    assert count_responses({1: survey}, responses) == moved(responses, survey)


@given(answered())
def test_no_response_counts_outside_the_cells_that_are_known(given):
    survey, people = given
    known = {*all_cells(survey)}
    for each in people:
        assert {*cells_of(survey, each)} <= known


def test_chunks_add_up(monkeypatch):
    monkeypatch.setattr(tallies, "CHUNK", 3)
    given = [response(visits="1", again=None) for _ in range(10)]
    counted = count_responses({1: ASKED}, iter(given))
    assert counted["", "responses"] == 10
    assert counted["visits", "1"] == 10
    assert counted["again", "!not_answered"] == 10


def test_nobody_counts_nothing():
    assert count_responses({1: ASKED}, []) == {}


def test_an_answer_that_is_no_option_shows_up_in_a_cell_of_its_own():
    counted = count_responses({1: ASKED}, [response(visits="77")])
    assert counted["visits", "77"] == 1


def test_what_a_version_did_not_ask_was_not_asked_of_those_who_answered_it():
    older = questionnaire(question(code="visits", options=options("a", "b")))
    given = [
        response(version=1, visits="1"),
        response(version=2, visits="1", again="0"),
    ]
    counted = count_responses({1: older, 2: ASKED}, given)
    assert counted["visits", "1"] == 2
    assert counted["again", "!not_asked"] == 1
    assert counted["again", "0"] == 1


def test_a_response_of_an_unknown_version_counts_as_a_response_only():
    assert count_responses({1: ASKED}, [response(version=9, visits="1")]) == {
        ("", "responses"): 1
    }
