"""Single answers are deleted when their time is over, and nothing else is."""

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from pollsvc.domain.errors import MoveNotAllowed, NoSuchWave, ResponsesDeleted
from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule
from pollsvc.extensions import db
from pollsvc.installation import current
from pollsvc.services import exporting, lifecycle, recounting, responding, retention
from pollsvc.services.retention import Purge, PurgedWave
from pollsvc.services.row_sources import Source
from pollsvc.storage import polls, responses, waves
from pollsvc.storage.session import reading, transaction
from tests.counting import released, stored, tallied
from tests.factories import SLUG, local, options, question, questionnaire, utc
from tests.publishing import (
    AUTHOR,
    NOW,
    archive,
    close,
    new_ballot,
    own,
    published,
    submit,
    withdraw,
)
from tests.servers.postgres import libpq_url

DAY = timedelta(days=1)
NOTHING = Purge(waves=())
MONTHLY = Schedule(
    opens=local(2026, 11, 1), closes=local(2026, 11, 30), repeats=Repeat.MONTHLY
)


def closed(*, keep_days=30, answers=12, **given):
    """A closed poll with some answers, and their ballots."""
    published(keep_days=keep_days, **given)
    ballots = [new_ballot() for _ in range(answers)]
    for ballot in ballots:
        submit("1", ballot)
    close()
    return ballots


def purged(number=12, wave="2026-11"):
    return Purge(waves=(PurgedWave(slug=SLUG, wave=wave, responses=number),))


def acts():
    with reading() as connection:
        rows = connection.execute(
            text("SELECT actor, action, subject FROM audit WHERE action = 'purge'")
        )
        return [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("keep_days", "after", "gone"),
    [
        (30, 29 * DAY, False),
        (30, 30 * DAY - timedelta(seconds=1), False),
        (30, 30 * DAY, True),
        (30, 400 * DAY, True),
        (1, DAY, True),
        (None, 4000 * DAY, False),
    ],
)
def test_answers_go_when_the_poll_has_kept_them_long_enough(keep_days, after, gone):
    closed(keep_days=keep_days)
    found = retention.purge_due(now=NOW + after)
    assert found == (purged() if gone else NOTHING)
    assert len(stored()) == (0 if gone else 12)


def test_an_open_poll_keeps_its_answers_however_old_they_are():
    published(keep_days=1)
    submit("1")
    assert retention.purge_due(now=NOW + 400 * DAY) == NOTHING
    assert len(stored()) == 1


def test_tallies_and_the_release_stay():
    closed()
    tallies, release = tallied(), released()
    retention.purge_due(now=NOW + 30 * DAY)
    assert (tallied(), released()) == (tallies, release)
    assert release.responses == 12


def test_what_was_deleted_is_recorded_once():
    closed()
    retention.purge_due(now=NOW + 30 * DAY)
    assert retention.purge_due(now=NOW + 31 * DAY) == NOTHING
    assert acts() == [("schedule", "purge", f"{SLUG} 2026-11: 12 responses")]


def test_no_receipt_opens_an_answer_any_more():
    ballot, *_ = closed()
    retention.purge_due(now=NOW + 30 * DAY)
    later = NOW + 31 * DAY
    assert own(ballot, now=later) is None
    keys = current().keys
    found = responding.responses_of_receipt(ballot=ballot, keys=keys, now=later)
    assert found == ()
    with pytest.raises(responding.errors.ResponseFrozen, match="only its counts"):
        withdraw(ballot, now=later)


def test_each_wave_has_its_own_time():
    published(keep_days=30, schedule=MONTHLY)
    submit("1")
    december = utc(2026, 12, 5)
    lifecycle.run_due(now=december)
    submit("2", now=december)
    submit("2", now=december)
    lifecycle.run_due(now=utc(2027, 1, 2))
    assert retention.purge_due(now=utc(2027, 1, 5)) == purged(1)
    assert retention.purge_due(now=utc(2027, 2, 5)) == purged(2, "2026-12")


def test_by_hand_every_closed_wave_goes_or_the_one_named():
    published(schedule=MONTHLY)
    submit("1")
    lifecycle.run_due(now=utc(2026, 12, 5))
    with pytest.raises(MoveNotAllowed, match="has not closed"):
        retention.purge_poll(slug=SLUG, wave_code="2026-12", actor=AUTHOR, now=NOW)
    with pytest.raises(NoSuchWave):
        retention.purge_poll(slug=SLUG, wave_code="2020-01", actor=AUTHOR, now=NOW)
    assert retention.purgeable(slug=SLUG) == purged(1).waves
    assert retention.purge_poll(slug=SLUG, actor=AUTHOR, now=NOW) == purged(1)
    assert retention.purgeable(slug=SLUG) == ()
    assert retention.purge_poll(slug=SLUG, actor=AUTHOR, now=NOW) == NOTHING
    assert acts() == [(AUTHOR, "purge", f"{SLUG} 2026-11: 1 responses")]


def test_looking_what_would_be_deleted_deletes_nothing():
    closed()
    assert retention.purgeable(slug=SLUG, wave_code="2026-11") == purged().waves
    assert len(stored()) == 12
    assert acts() == []


def test_a_purged_poll_can_be_archived_and_an_archived_one_purged():
    closed()
    archive()
    assert retention.purge_due(now=NOW + 30 * DAY) == purged()
    assert stored() == []


def test_a_recount_passes_over_what_was_deleted_and_says_so():
    closed()
    retention.purge_due(now=NOW + 30 * DAY)
    (wave,) = recounting.recount(slug=SLUG)
    assert wave.purged_at == NOW + 30 * DAY


def test_a_recount_finds_answers_where_none_may_be():
    closed()
    with transaction() as connection:
        connection.execute(text("UPDATE wave SET purged_at = closed_at"))
    with pytest.raises(recounting.TalliesDisagree, match="were deleted"):
        recounting.recount()


def dataset(*, sees_data):
    return exporting.describe_dataset(
        slug=SLUG, has_answered=False, sees_data=sees_data, now=NOW + 31 * DAY
    )


TWO = questionnaire(question(), question(code="other", options=options("A", "B")))


@pytest.mark.parametrize("sees_data", [True, False])
@pytest.mark.parametrize(
    ("given", "source", "rows"),
    [
        ({}, Source.RELEASE, 12),
        ({"release": "live"}, Source.RELEASE, 12),
        ({"questionnaire": TWO}, Source.PURGED, 0),
        ({"questionnaire": TWO, "release": "live"}, Source.PURGED, 0),
    ],
)
def test_a_dataset_has_no_row_that_was_deleted(given, source, rows, sees_data):
    closed(**given)
    retention.purge_due(now=NOW + 30 * DAY)
    found = dataset(sees_data=sees_data)
    assert [(wave.source, wave.rows) for wave in found.waves] == [(source, rows)]
    if source is Source.PURGED:
        with pytest.raises(ResponsesDeleted):
            exporting.require_handed_out(found)
    else:
        exporting.require_handed_out(found)
        assert len(exporting.first_rows(found, 100)) == rows


CANARY = "canaryzz"


def plant(number, *, wave):
    """Puts answers into the table that can be found in any file."""
    with transaction() as connection:
        for each in range(number):
            connection.execute(
                text(
                    "INSERT INTO response VALUES (:wave, :id, 1, :answers, "
                    """'{"language":"en"}')"""
                ),
                {
                    "wave": wave,
                    "id": each.to_bytes(16, "big"),
                    "answers": f'{{"visits":"{CANARY}{each}"}}',
                },
            )


def wave_of(slug):
    with reading() as connection:
        poll = polls.with_slug(connection, slug)
        (wave,) = waves.of_poll(connection, poll.id)
        return wave.id


def traces(database_url):
    """How often an answer stands in the files of the database, as far as they go."""
    if database_url.startswith("sqlite"):
        file = Path(database_url.removeprefix("sqlite:///"))
        assert file.exists()
    else:
        with psycopg.connect(libpq_url(database_url), autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            parts = connection.execute(
                """SELECT current_setting('data_directory'),
                pg_relation_filepath('response')"""
            ).fetchone()
        file = Path(*parts)
        if not file.exists():
            pytest.skip("the files of this PostgreSQL cannot be read from here")
    # With the log of writes, and the parts of a large table.
    paths = file.parent.glob(f"{file.name}*")
    return sum(path.read_bytes().count(CANARY.encode()) for path in paths)


def test_nothing_of_what_was_deleted_is_left_in_the_files(database_url):
    published(keep_days=30)
    published(slug="another")
    # Side by side in the same pages with answers that stay.
    plant(500, wave=wave_of(SLUG))
    for _ in range(30):
        submit("1", slug="another")
    close()
    assert traces(database_url) >= 500
    assert retention.purge_due(now=NOW + 30 * DAY) == purged(500)
    assert traces(database_url) == 0
    assert len(stored("another")) == 30


def test_somebody_who_reads_for_long_does_not_keep_it_from_being_deleted(on_postgresql):
    if not on_postgresql:
        return
    closed()
    with db.engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM response"))
        found = retention.purge_due(now=NOW + 30 * DAY)
    assert found.waves == purged().waves
    assert found.traces
    with reading() as connection:
        assert responses.count(connection, wave_of(SLUG)) == 0


@pytest.fixture
def on_postgresql(database_url):
    return database_url.startswith("postgresql")
