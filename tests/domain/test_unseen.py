"""What staff are told of what the public does not see."""

from datetime import date
from decimal import Decimal

import pytest

from pollsvc.domain.questionnaires import NumberLimits, QuestionKind, Row, ScaleEnds
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.releases import Release
from pollsvc.domain.unseen import unseen_of_question, unseen_of_wave
from pollsvc.domain.waves import Standing
from tests.factories import draft, options, question

LIVE, BATCHED = ReleasePolicy.LIVE, ReleasePolicy.BATCHED
OPEN, CLOSED = Standing.OPEN, Standing.CLOSED
FOR_STAFF = "Intervals, tests and comparisons are for staff only"


class Poll:
    """As much of a poll as the rules look at."""

    def __init__(self, **given):
        self.draft = draft(**given)


def release(responses, **counts):
    return Release(
        wave_id="w",
        released_on=date(2026, 11, 25),
        responses=responses,
        counts=counts,
    )


def of_wave(standing, public, *, exact=47, policy=BATCHED, results=Visibility.ALWAYS):
    poll = Poll(release=policy, results=results)
    return [*unseen_of_wave(poll, standing, exact=release(exact), public=public)]


@pytest.mark.parametrize(
    ("standing", "public", "policy", "said"),
    [
        (OPEN, None, BATCHED, "Nothing is public: fewer than 10 people answered."),
        (OPEN, release(40), BATCHED, "count 40 of these 47 answers"),
        (CLOSED, release(47), BATCHED, None),
        (OPEN, release(47), LIVE, None),
        (OPEN, None, LIVE, None),
    ],
)
def test_how_many_answers_the_public_results_count(standing, public, policy, said):
    *lines, last = of_wave(standing, public, policy=policy)
    assert last.startswith(FOR_STAFF)
    assert [said in line for line in lines] == ([True] if said else [])


@pytest.mark.parametrize(
    ("results", "standing", "said"),
    [
        (Visibility.STAFF_ONLY, OPEN, "are not public"),
        (Visibility.STAFF_ONLY, CLOSED, "are not public"),
        (Visibility.ON_CLOSE, OPEN, "shown when it closes"),
        (Visibility.ON_CLOSE, CLOSED, None),
        (Visibility.ON_VOTE, OPEN, "to those who have answered"),
        (Visibility.ON_VOTE, CLOSED, None),
        (Visibility.ALWAYS, OPEN, None),
    ],
)
def test_who_may_not_look(results, standing, said):
    lines = of_wave(standing, release(47), results=results)[:-1]
    assert [said in line for line in lines] == ([True] if said else [])


def of_question(public=None, base=100, **given):
    return [*unseen_of_question(question(code="q", **given), base, public=public)]


@pytest.mark.parametrize(
    ("given", "base", "said"),
    [
        ({"kind": QuestionKind.TEXT, "options": ()}, 9, "What people wrote"),
        ({"kind": QuestionKind.DATE, "options": ()}, 9, "Which dates"),
        ({"kind": QuestionKind.NUMBER, "options": ()}, 9, "has no ranges"),
        (
            {
                "kind": QuestionKind.NUMBER,
                "options": (),
                "limits": NumberLimits(bins=(Decimal(0), Decimal(5))),
            },
            9,
            "Only the ranges",
        ),
        (
            {"kind": QuestionKind.SCALE, "limits": ScaleEnds(promoter=True)},
            99,
            "only given from 100 people on",
        ),
        ({"kind": QuestionKind.SCALE, "limits": ScaleEnds(promoter=True)}, 100, None),
        ({"kind": QuestionKind.SINGLE}, 9, None),
    ],
)
def test_what_a_kind_never_shows(given, base, said):
    lines = of_question(base=base, **given)
    assert [said in line for line in lines] == ([True] if said else [])


def test_a_question_that_is_left_out_is_told():
    assert of_question(release(40, q={"1": 40})) == []
    (line,) = of_question(release(40, other={"1": 40}))
    assert line.startswith("This question is left out")


def test_so_is_a_row():
    matrix = {
        "kind": QuestionKind.MATRIX,
        "options": options("No", "Yes"),
        "rows": (Row(code="a", label="Knee"), Row(code="b", label="Hand")),
    }
    (line,) = of_question(release(40, q={"a@0": 40, "!answered": 40}), **matrix)
    assert "Hand" in line
    assert "Knee" not in line
