"""When results may be seen, by whom, and in what steps."""

from enum import StrEnum

BATCH = 10
"""Under `batched`, the fewest new responses that a release may add, and show."""


class ReleasePolicy(StrEnum):
    """In what steps the counts become public."""

    LIVE = "live"
    BATCHED = "batched"


class Visibility(StrEnum):
    """Who may look at the results, in Discourse's four words."""

    ALWAYS = "always"
    ON_VOTE = "on_vote"
    ON_CLOSE = "on_close"
    STAFF_ONLY = "staff_only"


def release_due(
    policy: ReleasePolicy,
    *,
    responses: int,
    released: int | None,
    closed: bool,
    set_aside: int = 0,
) -> bool:
    """Return whether the counts may be released now.

    Args:
        policy: The poll's release policy.
        responses: How many responses the tallies count.
        released: How many the last release counted that were not set aside; None if
            there is none.
        closed: Whether the wave has closed, so that no more will come.
        set_aside: How many of the responses were set aside and count all the same.
    """
    match policy:
        case ReleasePolicy.LIVE:
            return True
        case ReleasePolicy.BATCHED if closed:
            # A wave of fewer than a batch is never shown: one look at it
            # would say what a handful of people answered.
            return responses >= BATCH
        case ReleasePolicy.BATCHED:
            # Counting in or out what was set aside is no step by itself: done and
            # undone, it would show what a handful of others said in between.
            return responses - set_aside - (released or 0) >= BATCH


def may_look(
    visibility: Visibility, *, closed: bool, has_answered: bool, is_staff: bool
) -> bool:
    """Return whether someone may look at a wave's releases."""
    return (
        is_staff
        or {
            Visibility.ALWAYS: True,
            Visibility.ON_VOTE: closed or has_answered,
            Visibility.ON_CLOSE: closed,
            Visibility.STAFF_ONLY: False,
        }[visibility]
    )
