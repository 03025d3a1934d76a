"""What becomes of answers of one lot that share an id: each in its turn."""

import pytest

from pollsvc.domain.errors import AlreadyAnswered
from pollsvc.domain.responses import Outcome, Response
from pollsvc.domain.settling import Cast
from pollsvc.services import catalogue, recording
from pollsvc.services.recording import Envelope, record_all
from tests.counting import recounted, stored, tallied
from tests.factories import SLUG
from tests.publishing import NOW, new_ballot, published, submit


@pytest.fixture(autouse=True)
def app_context(app):
    with app.app_context():
        published()
        yield


def lot(*codes, wants_change=()):
    """Envelopes of one and the same ballot."""
    listing = catalogue.published(SLUG)
    wave = listing.waves[0]
    for number, code in enumerate(codes):
        response = Response(
            id=b"x" * 16,
            wave_id=wave.id,
            version=1,
            answers={"visits": code},
            language="en",
        )
        cast = Cast(response=response, wants_change=number in wants_change)
        yield Envelope(cast=cast, listing=listing, wave=wave, now=NOW)


def test_of_different_answers_the_first_is_stored():
    first, second = record_all([*lot("1", "2")])
    assert first is Outcome.SUBMITTED
    assert isinstance(second, AlreadyAnswered)
    assert stored() == [{"visits": "1"}]
    assert tallied() == recounted()


def test_a_change_that_was_wished_comes_after_what_it_changes():
    told = record_all([*lot("1", "1", "2", wants_change=[2])])
    assert told == [Outcome.SUBMITTED, Outcome.UNCHANGED, Outcome.AMENDED]
    assert stored() == [{"visits": "2"}]
    assert tallied() == recounted()


def test_one_try_is_enough_where_nobody_else_stores_the_same(monkeypatch):
    monkeypatch.setattr(recording, "TRIES", 1)
    ballot = new_ballot()
    assert submit("1", ballot) is Outcome.SUBMITTED
    assert submit("1", ballot) is Outcome.UNCHANGED
    assert submit("2", ballot, wants_change=True) is Outcome.AMENDED
