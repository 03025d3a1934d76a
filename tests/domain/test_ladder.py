"""What becomes of an answer, by what its network has left and what came with it."""

import pytest

from pollsvc.domain.asides import Aside
from pollsvc.domain.ladder import Proof, Room, Step, reason_for, step_for

FREE, WORKED_FOR, NO_ROOM = Room.FREE, Room.WORKED_FOR, Room.NONE
ABSENT, GOOD, FAILED = Proof.NONE, Proof.GOOD, Proof.FAILED


@pytest.mark.parametrize(
    ("room", "proof", "may_be_aside", "step"),
    [
        (FREE, ABSENT, False, Step.TAKE),
        (FREE, ABSENT, True, Step.TAKE),
        (FREE, GOOD, False, Step.TAKE),
        (FREE, GOOD, True, Step.TAKE),
        (FREE, FAILED, False, Step.TAKE),
        (FREE, FAILED, True, Step.TAKE),
        (WORKED_FOR, ABSENT, False, Step.ASK_FOR_WORK),
        (WORKED_FOR, ABSENT, True, Step.SET_ASIDE),
        (WORKED_FOR, GOOD, False, Step.TAKE),
        (WORKED_FOR, GOOD, True, Step.TAKE),
        (WORKED_FOR, FAILED, False, Step.ASK_FOR_WORK),
        (WORKED_FOR, FAILED, True, Step.SET_ASIDE),
        (NO_ROOM, ABSENT, False, Step.ASK_TO_WAIT),
        (NO_ROOM, ABSENT, True, Step.ASK_TO_WAIT),
        (NO_ROOM, GOOD, False, Step.ASK_TO_WAIT),
        (NO_ROOM, GOOD, True, Step.ASK_TO_WAIT),
        (NO_ROOM, FAILED, False, Step.ASK_TO_WAIT),
        (NO_ROOM, FAILED, True, Step.ASK_TO_WAIT),
    ],
)
def test_the_ladder(room, proof, may_be_aside, step):
    assert step_for(room, proof, may_be_aside=may_be_aside) is step


def test_why_an_answer_is_set_aside():
    assert reason_for(Proof.NONE) is Aside.BURST
    assert reason_for(Proof.FAILED) is Aside.WORK_FAILED
