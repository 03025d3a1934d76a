"""Answers set aside: taken and kept, but counted only where staff say so."""

from enum import StrEnum

from pollsvc.domain.errors import DecisionNotAllowed
from pollsvc.domain.release_policies import BATCH, ReleasePolicy
from pollsvc.domain.sentences import sentence


class Aside(StrEnum):
    """Why an answer was set aside."""

    BURST = "burst"
    WORK_FAILED = "work_failed"


def require_decidable(
    policy: ReleasePolicy, *, set_aside: int, closed: bool, frozen: bool = False
) -> None:
    """Refuse to count answers in or out where the step would expose who they are.

    Once a wave has closed nothing else moves its results, so what a handful of
    people answered could be read off the difference.

    Args:
        policy: The poll's release policy.
        set_aside: How many answers of the wave are set aside.
        closed: Whether the wave has closed.
        frozen: Whether its results are kept as they are: its poll is archived, or
            its single answers are deleted.

    Raises:
        DecisionNotAllowed: Saying why.
    """
    if not set_aside:
        msg = sentence("No answer is set aside.")
        raise DecisionNotAllowed(msg)
    if frozen:
        msg = sentence(
            "The results are final: the answers can no longer be counted in or out."
        )
        raise DecisionNotAllowed(msg)
    if closed and policy is not ReleasePolicy.LIVE and set_aside < BATCH:
        msg = sentence(
            "The poll has closed and fewer than {most} answers are set aside: "
            "counting them in or out now would show what each of them says.",
            most=BATCH,
        )
        raise DecisionNotAllowed(msg)
