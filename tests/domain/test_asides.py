"""When answers that were set aside may be counted in, or out again."""

import pytest

from pollsvc.domain.asides import require_decidable
from pollsvc.domain.errors import DecisionNotAllowed
from pollsvc.domain.release_policies import ReleasePolicy

LIVE, BATCHED = ReleasePolicy.LIVE, ReleasePolicy.BATCHED


FEW, NONE, FINAL = "fewer than 10", "No answer", "results are final"


@pytest.mark.parametrize(
    ("policy", "set_aside", "closed", "frozen", "refused"),
    [
        (BATCHED, 1, False, False, None),
        (BATCHED, 1, True, False, FEW),
        (BATCHED, 9, True, False, FEW),
        (BATCHED, 10, True, False, None),
        (BATCHED, 10, True, True, FINAL),
        (BATCHED, 0, True, False, NONE),
        (BATCHED, 0, False, False, NONE),
        (LIVE, 1, True, False, None),
        (LIVE, 1, False, False, None),
        (LIVE, 1, True, True, FINAL),
        (LIVE, 0, False, False, NONE),
    ],
)
def test_when_a_decision_is_refused(policy, set_aside, closed, frozen, refused):
    """Because it would expose a few, moves what is final, or is about nothing."""
    facts = {"set_aside": set_aside, "closed": closed, "frozen": frozen}
    if refused is None:
        require_decidable(policy, **facts)
        return
    with pytest.raises(DecisionNotAllowed, match=refused):
        require_decidable(policy, **facts)
