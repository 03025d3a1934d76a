"""How a request came, and whether the number of proxies that is believed is right.

The one who asks claims to be FORGED; a proxy appends what it sees, or overwrites.
"""

import pytest

from pollsvc.domain.findings import Verdict
from pollsvc.domain.forwarding import Forwarding, judge

OK, WARNING, PROBLEM = Verdict.OK, Verdict.WARNING, Verdict.PROBLEM


def judged(trusted, *, secure=False, public_is_near=False, **seen):
    usual = {"believed": False, "near": False, "scheme": "http"}
    came = Forwarding(**(usual | seen))
    return judge(came, trusted=trusted, secure=secure, public_is_near=public_is_near)


@pytest.mark.parametrize(
    ("trusted", "seen", "verdict"),
    [
        # Nothing in between: the forged address comes as it was sent.
        (0, {"hops": 0, "forwarded": 1}, OK),
        (1, {"hops": 0, "forwarded": 1, "believed": True}, PROBLEM),
        (2, {"hops": 0, "forwarded": 1}, PROBLEM),
        # One that appends.
        (0, {"hops": 1, "forwarded": 2}, PROBLEM),
        (1, {"hops": 1, "forwarded": 2}, OK),
        (2, {"hops": 1, "forwarded": 2, "believed": True}, PROBLEM),
        # Two that append.
        (1, {"hops": 2, "forwarded": 3}, PROBLEM),
        (2, {"hops": 2, "forwarded": 3}, OK),
        (3, {"hops": 2, "forwarded": 3, "believed": True}, PROBLEM),
        # One that overwrites, as our own configuration does.
        (0, {"hops": None, "forwarded": 1}, PROBLEM),
        (1, {"hops": None, "forwarded": 1}, OK),
        (2, {"hops": None, "forwarded": 1}, PROBLEM),
        # One that overwrites, and one after it that appends.
        (1, {"hops": None, "forwarded": 2}, OK),
        (2, {"hops": None, "forwarded": 2}, OK),
        # One that says nothing of whom it asks for.
        (0, {"hops": None, "forwarded": 0}, PROBLEM),
        (1, {"hops": None, "forwarded": 0}, PROBLEM),
    ],
)
def test_the_number_that_is_believed(trusted, seen, verdict):
    finding = judged(trusted, **seen)
    assert finding.verdict is verdict
    assert (finding.advice is None) is (verdict is OK)


@pytest.mark.parametrize(
    ("near", "public_is_near", "verdict"),
    [
        (True, False, PROBLEM),  # it came from this machine, so through a proxy
        (True, True, OK),
        (False, False, OK),
    ],
)
def test_a_proxy_that_hands_on_what_it_is_sent(near, public_is_near, verdict):
    finding = judged(0, hops=0, forwarded=1, near=near, public_is_near=public_is_near)
    assert finding.verdict is verdict


@pytest.mark.parametrize(
    ("secure", "scheme", "verdict"),
    [
        (True, "https", OK),
        (True, "http", WARNING),
        (False, "http", OK),
    ],
)
def test_a_proxy_that_does_not_say_how_visitors_came(secure, scheme, verdict):
    finding = judged(1, hops=1, forwarded=2, secure=secure, scheme=scheme)
    assert finding.verdict is verdict


@pytest.mark.parametrize(
    ("trusted", "underscores", "verdict"),
    [(1, True, PROBLEM), (1, False, OK), (0, True, OK)],
)
def test_a_proxy_that_hands_on_what_looks_like_its_own_word(
    trusted, underscores, verdict
):
    hops = {"hops": trusted, "forwarded": trusted + 1}
    finding = judged(trusted, **hops, underscores=underscores)
    assert finding.verdict is verdict


def test_a_wrong_number_comes_with_the_right_one():
    assert judged(3, hops=1, forwarded=2, believed=True).advice == (
        "Set POLLSVC_TRUSTED_PROXIES = 1"
    )
