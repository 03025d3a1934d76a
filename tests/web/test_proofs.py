"""Proofs of work: for one ballot of one poll, for minutes, and nothing else passes."""

import base64
import json
from datetime import timedelta

import pytest
import time_machine
from altcha import Challenge, Payload, Solution, create_challenge, solve_challenge

from pollsvc.domain.ballots import Ballot
from pollsvc.domain.keys import KeyRing
from pollsvc.domain.ladder import Proof
from pollsvc.installation import Installation
from pollsvc.web import proofs
from tests.factories import utc
from tests.working import solved

NOW = utc(2026, 11, 22, 12)
POLL, BALLOT = "a" * 32, Ballot(b"b" * 16)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def easy(monkeypatch):
    """Work that is done at once."""
    monkeypatch.setattr(proofs, "ROUNDS", 1)


@pytest.fixture
def here():
    return Installation(settings=None, keys=KeyRing((b"k" * 32,)))


@pytest.fixture
def challenge(here):
    return proofs.challenge_for(BALLOT, POLL, here=here, now=NOW)


def verdict(text, here, *, ballot=BALLOT, poll=POLL):
    return proofs.proof_in(text, ballot, poll, here=here)


def test_the_work_done_is_a_proof(challenge, here):
    assert verdict(solved(challenge), here) is Proof.GOOD


def test_nothing_is_no_proof(here):
    assert verdict("", here) is Proof.NONE


def test_the_work_is_for_one_ballot_of_one_poll(challenge, here):
    proof = solved(challenge)
    others = [Ballot(bytes([n]) * 16) for n in range(20)]
    verdicts = {verdict(proof, here, ballot=other) for other in others}
    assert verdicts == {Proof.FAILED}
    assert verdict(proof, here, poll="c" * 32) is Proof.FAILED


def test_of_another_installation_it_is_none(challenge):
    elsewhere = Installation(settings=None, keys=KeyRing((b"e" * 32,)))
    assert verdict(solved(challenge), elsewhere) is Proof.FAILED


def test_work_asked_for_before_a_rotation_is_a_proof_after_it(challenge, here):
    after = here.with_keys(here.keys.with_newest(b"n" * 32))
    assert verdict(solved(challenge), after) is Proof.GOOD


def test_it_is_good_for_twenty_minutes(challenge, here, clock):
    proof = solved(challenge)
    clock.shift(timedelta(minutes=20))
    assert verdict(proof, here) is Proof.GOOD
    clock.shift(timedelta(seconds=1))
    assert verdict(proof, here) is Proof.FAILED


def test_sent_again_it_proves_the_same(challenge, here):
    proof = solved(challenge)
    assert {verdict(proof, here) for _ in range(20)} == {Proof.GOOD}


def test_a_challenge_tells_nothing_of_the_ballot(challenge):
    assert BALLOT.secret.hex() not in challenge
    assert base64.b64encode(BALLOT.secret).decode() not in challenge


def test_of_two_challenges_no_number_is_the_same(here):
    one, other = (
        json.loads(proofs.challenge_for(BALLOT, POLL, here=here, now=NOW))
        for _ in range(2)
    )
    for name in ("nonce", "salt", "keyPrefix", "keySignature"):
        assert one["parameters"][name] != other["parameters"][name]


def packed(payload):
    return base64.b64encode(json.dumps(payload).encode()).decode()


def unpacked(proof):
    return json.loads(base64.b64decode(proof))


def forged(proof, part, **changes):
    """A proof with some values of one part changed, and signed by nobody."""
    payload = unpacked(proof)
    challenge = payload["challenge"]
    parts = {**payload, "parameters": challenge["parameters"]}
    parts[part].update(changes)
    return packed(payload)


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        ("solution", {"derivedKey": "00" * 32}),
        ("solution", {"derivedKey": ""}),
        ("solution", {"derivedKey": None}),
        ("solution", {"derivedKey": 1}),
        ("solution", {"derivedKey": "zz"}),
        ("challenge", {"signature": "00" * 32}),
        ("challenge", {"signature": ""}),
        ("challenge", {"signature": None}),
        ("challenge", {"signature": [1]}),
        ("parameters", {"expiresAt": 99_999_999_999}),
        ("parameters", {"expiresAt": None}),
        ("parameters", {"expiresAt": "soon"}),
        ("parameters", {"keyPrefix": ""}),
        ("parameters", {"keySignature": None}),
        ("parameters", {"cost": 0}),
        ("parameters", {"cost": 10**12}),
        ("parameters", {"cost": "many"}),
        ("parameters", {"algorithm": "SHA-256"}),
        ("parameters", {"algorithm": 7}),
        ("parameters", {"data": None}),
        ("parameters", {"data": {"__proto__": 1}}),
    ],
)
def test_what_is_changed_in_a_proof_makes_it_none(challenge, here, part, changes):
    assert verdict(forged(solved(challenge), part, **changes), here) is Proof.FAILED


def test_the_number_alone_without_the_work_is_no_proof(challenge, here):
    """What versions of the library before 2.1 took."""
    payload = Payload(
        Challenge.from_dict(json.loads(challenge)),
        Solution(
            counter=1, derived_key=json.loads(challenge)["parameters"]["keyPrefix"]
        ),
    )
    assert verdict(payload.to_base64(), here) is Proof.FAILED


def test_a_challenge_that_somebody_made_themselves_is_none(challenge, here):
    data = json.loads(challenge)["parameters"]["data"]
    for secret in (None, b"guessed"):
        own = create_challenge("SHA-256", 1, data=data, hmac_secret=secret)
        proof = Payload(own, solve_challenge(own)).to_base64()
        assert verdict(proof, here) is Proof.FAILED


@pytest.mark.parametrize(
    "junk",
    [
        *("x", "{}", "é", "\0", "AAAA", "%%%", " "),
        *(packed(p) for p in (None, [], 1, "x", {}, {"challenge": 1, "solution": 2})),
        packed({"challenge": {"parameters": []}, "solution": []}),
        packed({"challenge": {"parameters": "x"}, "solution": "x"}),
        packed({"challenge": {"parameters": {}}, "solution": {}}),
        base64.b64encode(b"[" * 40_000).decode(),
        base64.b64encode(b"9" * 40_000).decode(),
        base64.b64encode(b"\xff\xfe").decode(),
        "A" * 40_000,
    ],
)
def test_what_is_no_proof_at_all_is_none(here, junk):
    assert verdict(junk, here) is Proof.FAILED
