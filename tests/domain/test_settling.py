"""What becomes of answers that arrive together, in the order in which they came."""

from dataclasses import replace

import pytest

from pollsvc.domain.asides import Aside
from pollsvc.domain.errors import AlreadyAnswered
from pollsvc.domain.responses import Outcome, Response
from pollsvc.domain.settling import Cast, settle

ADA, BEN = b"a" * 16, b"b" * 16


def response(code, owner=ADA, aside=None):
    return Response(
        id=owner,
        wave_id="w",
        version=1,
        answers={"visits": code},
        language="en",
        aside=aside,
    )


def cast(code, owner=ADA, *, change=False, aside=None):
    return Cast(response=response(code, owner, aside), wants_change=change)


def told(*casts, earlier=()):
    """What each respondent is told: an outcome, or the answers they gave before."""
    settled = settle(casts, {known.id: known for known in earlier})
    return [
        verdict.earlier if isinstance(verdict, AlreadyAnswered) else verdict
        for verdict in settled.verdicts
    ]


def stored(*casts, earlier=()):
    return dict(settle(casts, {known.id: known for known in earlier}).stored)


NEW, SAME, OTHER = cast("1"), cast("1"), cast("2")
CHANGE = cast("2", change=True)
KNOWN = response("1")


@pytest.mark.parametrize(
    ("casts", "earlier", "verdicts", "kept"),
    [
        ([], [], [], {}),
        ([NEW], [], [Outcome.SUBMITTED], {ADA: NEW.response}),
        ([SAME], [KNOWN], [Outcome.UNCHANGED], {}),
        ([OTHER], [KNOWN], [{"visits": "1"}], {}),
        ([CHANGE], [KNOWN], [Outcome.AMENDED], {ADA: CHANGE.response}),
        ([CHANGE], [], [Outcome.SUBMITTED], {ADA: CHANGE.response}),
        (
            [NEW, SAME],
            [],
            [Outcome.SUBMITTED, Outcome.UNCHANGED],
            {ADA: NEW.response},
        ),
        (
            [NEW, OTHER],
            [],
            [Outcome.SUBMITTED, {"visits": "1"}],
            {ADA: NEW.response},
        ),
        (
            [NEW, CHANGE],
            [],
            [Outcome.SUBMITTED, Outcome.AMENDED],
            {ADA: CHANGE.response},
        ),
        (
            [NEW, cast("2", BEN)],
            [],
            [Outcome.SUBMITTED, Outcome.SUBMITTED],
            {ADA: NEW.response, BEN: response("2", BEN)},
        ),
    ],
)
def test_verdicts(casts, earlier, verdicts, kept):
    assert told(*casts, earlier=earlier) == verdicts
    assert stored(*casts, earlier=earlier) == kept


def test_what_is_set_aside_is_told_so_and_stays_so():
    aside = cast("1", aside=Aside.BURST)
    assert told(aside) == [Outcome.SET_ASIDE]
    known = aside.response
    assert told(CHANGE, earlier=[known]) == [Outcome.AMENDED]
    changed = replace(CHANGE.response, aside=Aside.BURST)
    assert stored(CHANGE, earlier=[known]) == {ADA: changed}


def test_an_answer_that_counts_is_not_set_aside_by_sending_it_again():
    again = cast("2", change=True, aside=Aside.WORK_FAILED)
    assert stored(again, earlier=[KNOWN]) == {ADA: response("2")}
