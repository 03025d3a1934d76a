"""One secret a poll: what follows from it, and what cannot be told from it."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollsvc.domain.ballots import (
    Ballot,
    ballot_for,
    ballot_of_receipt,
    new_secret,
    receipt_text,
    response_id,
    wave_key,
)
from pollsvc.domain.errors import ReceiptRefused

secrets = st.binary(min_size=16, max_size=16)
ballots = st.builds(Ballot, secrets)
BALLOT = Ballot(bytes(range(16)))
RECEIPT = receipt_text(BALLOT)
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(ballots)
def test_a_receipt_gives_back_its_ballot(ballot):
    assert ballot_of_receipt(receipt_text(ballot)) == ballot


@given(ballots)
def test_a_receipt_is_seven_groups_of_four_that_read_one_way(ballot):
    groups = receipt_text(ballot).split("-")
    assert [len(group) for group in groups] == [4] * 7
    assert set("".join(groups)) <= set(CROCKFORD)


@given(ballots, st.sampled_from([" ", "", " - ", "\n", ".", "\u2013", "\u00a0"]))
def test_it_does_not_matter_how_a_receipt_is_spaced_or_cased(ballot, between):
    typed = receipt_text(ballot).replace("-", between)
    assert ballot_of_receipt(f"  {typed.lower()} ") == ballot


@given(ballots, st.randoms())
def test_letters_taken_for_digits_read_as_what_was_meant(ballot, random):
    mistaken = {"0": "oO", "1": "iIlL", "V": "uU"}
    typed = "".join(
        random.choice(mistaken.get(letter, letter)) for letter in receipt_text(ballot)
    )
    assert ballot_of_receipt(typed) == ballot


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "-", "receipt", RECEIPT[:-1], RECEIPT + "0", RECEIPT * 2),
        *("0" * 28, "\u0661" * 28, RECEIPT[:-5], "\0", "\ud800", "x" * 100_000),
        RECEIPT.replace("0", "\u00e9", 1),
    ],
)
def test_what_is_no_whole_receipt_is_refused(typed):
    with pytest.raises(ReceiptRefused):
        ballot_of_receipt(typed)


def test_a_mistyped_character_is_noticed():
    """One check byte: of 256 wrong ballots it lets one through, which opens nothing."""
    letters = RECEIPT.replace("-", "")
    typos = [
        letters[:at] + other + letters[at + 1 :]
        for at in range(27)  # most of the 28th is padding
        for other in CROCKFORD
        if other != letters[at]
    ]
    opened = [found for found in map(accepted, typos) if found]
    assert BALLOT not in opened
    assert len(opened) < len(typos) * 0.02


def test_two_neighbours_swapped_are_noticed():
    letters = RECEIPT.replace("-", "")
    swapped = [
        letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
        for at in range(26)
        if letters[at] != letters[at + 1]
    ]
    assert sum(accepted(typed) is not None for typed in swapped) <= 1


def accepted(typed):
    try:
        return ballot_of_receipt(typed)
    except ReceiptRefused:
        return None


def test_a_browsers_ballots_for_two_polls_have_nothing_in_common():
    mine, yours = new_secret(), new_secret()
    four = {ballot_for(who, poll) for who in (mine, yours) for poll in ("a", "b")}
    assert len(four) == 4
    assert all(len(ballot.secret) == 16 for ballot in four)
    assert {mine, yours}.isdisjoint({ballot.secret for ballot in four})


def test_a_browser_always_has_the_same_ballot_for_a_poll():
    secret = new_secret()
    assert ballot_for(secret, "a") == ballot_for(secret, "a")


@pytest.mark.parametrize(
    "other",
    [
        {"instance_secret": b"other" * 8},
        {"wave_id": "2"},
        {"salt": b"other"},
    ],
)
def test_a_waves_key_needs_the_secret_the_wave_and_the_salt(other):
    parts = {"instance_secret": b"secret" * 6, "wave_id": "1", "salt": b"salt"}
    assert wave_key(**parts) == wave_key(**parts)
    assert wave_key(**parts) != wave_key(**(parts | other))


def test_one_ballot_has_another_id_in_every_wave():
    keys = [wave_key(b"secret" * 6, wave, b"salt") for wave in ("1", "2")]
    ids = [response_id(key, BALLOT) for key in keys]
    assert ids[0] != ids[1]
    assert [len(found) for found in ids] == [16, 16]


def test_one_ballot_has_one_id_in_a_wave():
    key = wave_key(b"secret" * 6, "1", b"salt")
    assert response_id(key, BALLOT) == response_id(key, Ballot(bytes(range(16))))


def test_a_ballot_keeps_its_secret_out_of_logs():
    shown = f"{BALLOT} {BALLOT!r} {[BALLOT]}"
    assert BALLOT.secret.hex() not in shown
    assert repr(BALLOT.secret) not in shown


def test_new_secrets_are_new():
    assert len({new_secret() for _ in range(1000)}) == 1000


def test_the_alphabet_has_no_letters_that_look_like_digits():
    assert set(CROCKFORD) == set(string.digits + string.ascii_uppercase) - set("ILOU")


def test_a_receipt_reads_one_way_only():
    others = [RECEIPT[:-1] + letter for letter in CROCKFORD if letter != RECEIPT[-1]]
    for other in others:
        with pytest.raises(ReceiptRefused):
            ballot_of_receipt(other)
