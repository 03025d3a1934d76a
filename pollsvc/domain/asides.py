"""Answers set aside: taken and kept, but counted only where staff say so."""

from enum import StrEnum

from pollsvc.domain.errors import DecisionNotAllowed
from pollsvc.domain.release_policies import BATCH, ReleasePolicy


class Aside(StrEnum):
    """Why an answer was set aside."""

    BURST = "burst"
    WORK_FAILED = "work_failed"


def require_decidable(policy: ReleasePolicy, *, set_aside: int, closed: bool) -> None:
    """Refuse to count answers in or out where the step would expose who they are.

    Once a wave has closed nothing else moves its results, so what a handful of
    people answered could be read off the difference.

    Args:
        policy: The poll's release policy.
        set_aside: How many answers of the wave are set aside.
        closed: Whether the wave has closed.

    Raises:
        DecisionNotAllowed: Saying why.
    """
    if closed and policy is not ReleasePolicy.LIVE and set_aside < BATCH:
        msg = (
            f"The poll has closed and fewer than {BATCH} answers are set aside: "
            "counting them in or out now would show what each of them says."
        )
        raise DecisionNotAllowed(msg)
