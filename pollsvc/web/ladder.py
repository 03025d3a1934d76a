"""How an answer goes on whose network has sent all that it may send freely."""

from flask import Request

from pollsvc.domain.asides import Aside
from pollsvc.domain.ballots import Ballot
from pollsvc.domain.errors import Refusal
from pollsvc.domain.ladder import Proof, Room, Step, reason_for, step_for
from pollsvc.domain.sentences import sentence
from pollsvc.installation import Installation
from pollsvc.web import proofs
from pollsvc.web.limits import Allowance, has_room, take

ASIDE = "_aside"
"""The form field that says an answer may be set aside."""


class HandedBack(Refusal):
    """The answer is not taken yet: it needs work, or patience.

    Attributes:
        wait: After how many seconds its network may send freely again.
        may_work: Whether it is taken before that with a proof of work, or set aside.
        failed: Whether a proof of work came with it that is none.
    """

    def __init__(self, *, wait: int, may_work: bool, failed: bool) -> None:
        super().__init__(sentence("Your network has sent all that it may send freely."))
        self.wait = wait
        self.may_work = may_work
        self.failed = failed


def aside_for(
    request: Request,
    ballot: Ballot,
    poll_id: str,
    *,
    wait: int,
    here: Installation,
) -> Aside | None:
    """Return why an answer is set aside; None: it counts.

    Args:
        request: What was sent.
        ballot: Whose answer it is.
        poll_id: What it answers.
        wait: After how many seconds its network may send freely again.
        here: The installation.

    Raises:
        HandedBack: It is not taken yet.
    """
    proof = proofs.proof_in(
        request.form.get(proofs.FIELD, ""), ballot, poll_id, here=here
    )
    may_be_aside = ASIDE in request.form
    room = _room(request, is_used=proof is Proof.GOOD or may_be_aside)
    match step_for(room, proof, may_be_aside=may_be_aside):
        case Step.TAKE:
            return None
        case Step.SET_ASIDE:
            return reason_for(proof)
        case step:
            raise HandedBack(
                wait=wait,
                may_work=step is Step.ASK_FOR_WORK,
                failed=proof is Proof.FAILED,
            )


def _room(request: Request, *, is_used: bool) -> Room:
    # Nobody uses anything up by asking. Who comes with work, or to be set aside, is
    # counted before the answers are looked at, and once more when they are mended.
    left = (
        take(request, Allowance.BEYOND) is None
        if is_used
        else has_room(request, Allowance.BEYOND)
    )
    if left:
        return Room.WORKED_FOR
    return Room.NONE
