"""A recount passes where tallies are right, and names every cell that is not."""

import pytest
from sqlalchemy import text

from pollsvc.domain.ballots import Ballot
from pollsvc.domain.errors import NoSuchPoll, TalliesDisagree
from pollsvc.services import recounting
from pollsvc.storage.session import transaction
from tests.factories import SLUG
from tests.publishing import new_ballot, published, submit, withdraw


def tamper(statement, **values):
    with transaction() as connection:
        assert connection.execute(text(statement), values).rowcount


def answered():
    published()
    ballots = [new_ballot() for _ in range(6)]
    for ballot, code in zip(ballots, "001233", strict=True):
        submit(code, ballot)
    submit("refuse", ballots[0], wants_change=True)
    withdraw(ballots[1])
    return ballots


def test_tallies_agree_after_answers_changes_and_withdrawals():
    answered()
    (wave,) = recounting.recount(slug=SLUG)
    assert (wave.slug, wave.wave, wave.responses) == (SLUG, "2026-11", 5)


def test_without_a_slug_every_poll_is_recounted():
    published()
    published(slug="another")
    assert {wave.slug for wave in recounting.recount()} == {SLUG, "another"}


def test_each_wave_is_announced():
    published()
    said = []
    recounting.recount(progress=said.append)
    assert said == [f"{SLUG} 2026-11"]


UNKNOWN_OPTION = (
    """UPDATE response SET answers = '{"visits":"77"}' """
    "WHERE answers LIKE '%refuse%'"
)
UNKNOWN_VERSION = (
    "UPDATE response SET questionnaire_version = 7 WHERE answers LIKE '%refuse%'"
)
LOST_RESPONSE = "DELETE FROM response WHERE answers LIKE '%refuse%'"


@pytest.mark.parametrize(
    ("statement", "cells"),
    [
        ("UPDATE tally SET count = count + 1 WHERE cell = '3'", ["visits/3"]),
        ("UPDATE tally SET count = 0 WHERE cell = 'responses'", ["all/responses"]),
        ("UPDATE tally SET count = 1 WHERE cell = '!not_asked'", ["visits/!not_asked"]),
        ("DELETE FROM tally WHERE cell = '!refused'", ["visits/!refused"]),
        (UNKNOWN_OPTION, ["visits/!refused", "visits/77"]),
        (LOST_RESPONSE, ["all/responses", "visits/!refused"]),
        (UNKNOWN_VERSION, ["visits/!refused"]),
    ],
)
def test_every_cell_that_differs_is_named_and_no_other(statement, cells):
    answered()
    tamper(statement)
    with pytest.raises(TalliesDisagree) as refused:
        recounting.recount(slug=SLUG)
    said = str(refused.value)
    assert said.count("stored ") == len(cells)
    for cell in cells:
        assert f"{SLUG} 2026-11 {cell}: stored " in said
    assert "\n" not in said


def test_a_tampered_poll_does_not_hide_behind_a_sound_one():
    answered()
    tamper("UPDATE tally SET count = count + 5 WHERE cell = '2'")
    published(slug="a-sound-one")
    with pytest.raises(TalliesDisagree, match="visits/2: stored"):
        recounting.recount()
    recounting.recount(slug="a-sound-one")


def test_there_must_be_such_a_poll():
    with pytest.raises(NoSuchPoll):
        recounting.recount(slug="nowhere")


def test_two_people_with_one_ballot_are_one_response():
    published()
    ballot = Ballot(b"0123456789abcdef")
    submit("1", ballot)
    submit("1", ballot)
    (wave,) = recounting.recount(slug=SLUG)
    assert wave.responses == 1
