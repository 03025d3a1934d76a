"""Somebody keeps a wave locked: what is cast in others is stored all the same."""

from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import event

from pollsvc.domain.errors import StoreUnavailable
from pollsvc.domain.responses import Outcome, Response
from pollsvc.domain.settling import Cast
from pollsvc.extensions import db
from pollsvc.services import catalogue
from pollsvc.services.recording import Envelope, record_all
from tests.counting import stored
from tests.publishing import NOW, published
from tests.servers.postgres import libpq_url

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def polls():
    """Three polls, and connections that wait for locks for a moment only."""

    @event.listens_for(db.engine, "connect")
    def hurry(connection, _record):
        connection.execute("SET lock_timeout = 100")
        connection.commit()

    db.engine.dispose()
    for slug in "abc":
        published(slug=slug)


def cast(slug, number):
    listing = catalogue.published(slug)
    response = Response(
        id=bytes([number] * 16),
        wave_id=listing.wave(now=NOW).id,
        version=listing.poll.questionnaire.version,
        answers={"visits": "1"},
        language="en",
    )
    cast = Cast(response=response, wants_change=False)
    return Envelope(cast=cast, listing=listing, wave=listing.wave(now=NOW), now=NOW)


@contextmanager
def locked(database_url, *slugs):
    """Somebody closes these polls, and is not done while the block lasts."""
    ids = [catalogue.published(slug).wave(now=NOW).id for slug in slugs]
    with psycopg.connect(libpq_url(database_url)) as other:
        other.execute("SELECT 1 FROM wave WHERE id = ANY(%s) FOR UPDATE", [ids])
        yield


def told(slugs):
    """What becomes of answers to these polls that come together."""
    envelopes = [cast(slug, number) for number, slug in enumerate(slugs)]
    return [
        "refused" if isinstance(each, StoreUnavailable) else each
        for each in record_all(envelopes)
    ]


YES, NO = Outcome.SUBMITTED, "refused"


@pytest.mark.parametrize(
    ("held", "sent", "becomes"),
    [
        ("", "abc", [YES, YES, YES]),
        ("a", "aba", [NO, YES, NO]),
        ("b", "abcb", [YES, NO, YES, NO]),
        ("c", "cab", [NO, YES, YES]),
        ("a", "aa", [NO, NO]),
        ("ab", "abc", [NO, NO, NO]),
    ],
)
def test_only_what_is_cast_in_the_wave_is_refused(database_url, held, sent, becomes):
    with locked(database_url, *held):
        assert told(sent) == becomes
    for slug in "abc":
        pairs = zip(sent, becomes, strict=True)
        assert len(stored(slug)) == [*pairs].count((slug, YES))
    assert NO not in told(sent)
