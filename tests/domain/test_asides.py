"""When answers that were set aside may be counted in, or out again."""

import pytest

from pollsvc.domain.asides import require_decidable
from pollsvc.domain.errors import DecisionNotAllowed
from pollsvc.domain.release_policies import ReleasePolicy

LIVE, BATCHED = ReleasePolicy.LIVE, ReleasePolicy.BATCHED


@pytest.mark.parametrize(
    ("policy", "set_aside", "closed", "allowed"),
    [
        (BATCHED, 1, False, True),
        (BATCHED, 9, True, False),
        (BATCHED, 10, True, True),
        (BATCHED, 0, True, False),
        (LIVE, 1, True, True),
        (LIVE, 1, False, True),
    ],
)
def test_a_step_that_would_expose_a_few_is_refused(policy, set_aside, closed, allowed):
    if allowed:
        require_decidable(policy, set_aside=set_aside, closed=closed)
        return
    with pytest.raises(DecisionNotAllowed, match="fewer than 10"):
        require_decidable(policy, set_aside=set_aside, closed=closed)
