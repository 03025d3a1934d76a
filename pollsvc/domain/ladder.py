"""What becomes of an answer from a network that sends many: free, worked for, or not.

Many people share a network, such as a hospital's or a phone company's. So none is ever
kept out for what its neighbours send: it is asked for a little work, or for patience.
"""

from enum import Enum

from pollsvc.domain.asides import Aside

MOST = 10
"""So many times what a network may send freely it may send in all."""


class Room(Enum):
    """How much a network has sent so far."""

    FREE = "free"
    WORKED_FOR = "worked_for"
    NONE = "none"


class Proof(Enum):
    """The proof of work that came with an answer, if any."""

    NONE = "none"
    GOOD = "good"
    FAILED = "failed"


class Step(Enum):
    """What is done with the answer; in all but the first two it is handed back."""

    TAKE = "take"
    SET_ASIDE = "set_aside"
    ASK_FOR_WORK = "ask_for_work"
    ASK_TO_WAIT = "ask_to_wait"


def step_for(room: Room, proof: Proof, *, may_be_aside: bool) -> Step:
    """Return what is done with an answer.

    Args:
        room: What its network has left.
        proof: What came with it.
        may_be_aside: Whether its sender would have it set aside rather than wait.
    """
    if room is Room.FREE:
        return Step.TAKE
    if room is Room.NONE:
        return Step.ASK_TO_WAIT
    if proof is Proof.GOOD:
        return Step.TAKE
    return Step.SET_ASIDE if may_be_aside else Step.ASK_FOR_WORK


def reason_for(proof: Proof) -> Aside:
    """Return why an answer is set aside that came without a good proof."""
    return Aside.WORK_FAILED if proof is Proof.FAILED else Aside.BURST
