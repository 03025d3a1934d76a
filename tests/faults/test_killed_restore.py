"""A restore that is killed leaves what was there, or what was to come: never half."""

import subprocess
import time
from dataclasses import replace as with_other
from datetime import UTC, datetime

import pytest

from pollsvc.config import Settings
from pollsvc.domain.ballots import new_secret
from pollsvc.domain.responses import Response, tally_moves
from pollsvc.extensions import db
from pollsvc.services import authoring, installing
from pollsvc.storage import responses, tallies, waves
from pollsvc.storage.session import reading, transaction
from scripts.served import PROGRAM, outer_environment
from tests.conftest import created
from tests.factories import SLUG
from tests.instances import Instance
from tests.publishing import published, submit

MANY = 4_000
KILLS = 8


@pytest.fixture
def instance(tmp_path, database_url):
    return Instance(tmp_path / "instance", {"POLLSVC_DATABASE_URL": database_url})


@pytest.fixture
def app(instance, database_url):
    """The database looked at from here, without holding it open meanwhile."""
    settings = Settings(instance=instance.folder, database_url=database_url)
    with created(settings) as app, app.app_context():
        installing.mark_as_own(now=datetime.now(UTC))
        yield app


def answer_many(poll, number):
    """Stores many answers to an open poll, counted as if each had been sent."""
    with reading() as connection:
        (wave,) = waves.of_poll(connection, poll.id)
    answered = Response(
        id=b"", wave_id=wave.id, version=1, answers={"visits": "1"}, language="en"
    )
    made = [with_other(answered, id=new_secret()) for _ in range(number)]
    moves = tally_moves(poll.questionnaire, before=None, after=answered)
    with transaction() as connection:
        responses.add_all(connection, made)
        tallies.move(connection, wave.id, {c: s * number for c, s in moves.items()})


def polls_and_answers():
    summaries = authoring.list_polls(now=datetime.now(UTC))
    held = {s.poll.slug: s.responses for s in summaries}
    # Nobody else may be at work in a database that is to be replaced.
    db.engine.dispose()
    return held


@pytest.mark.usefixtures("app")
def test_a_restore_killed_at_any_moment_leaves_the_old_or_the_new(instance, tmp_path):
    now = datetime.now(UTC)
    answer_many(published(now=now), MANY)
    file = tmp_path / "file.backup"
    new = polls_and_answers()
    instance.command("backup", str(file))
    published(slug="since", now=now)
    submit("2", slug="since", now=now)
    old = polls_and_answers()
    assert new == {SLUG: MANY}
    assert old == {SLUG: MANY, "since": 1}
    command = [PROGRAM, "restore", str(file), "--replace"]
    environment = outer_environment() | instance.variables
    environment["POLLSVC_INSTANCE"] = str(instance.folder)

    def restore(kill_after=None):
        """How long it took, or None where it was killed."""
        begun = time.monotonic()
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
        try:
            process.communicate(timeout=kill_after)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return None
        assert process.returncode == 0
        return time.monotonic() - begun

    whole = restore()
    assert polls_and_answers() == new
    killed = 0
    for number in range(KILLS):
        published(slug=f"since-{number}", now=now)
        before = polls_and_answers()
        killed += restore(kill_after=whole * (number + 1) / (KILLS + 1)) is None
        assert polls_and_answers() in (before, new)
    assert killed
    restore()
    assert polls_and_answers() == new
    assert "4000 responses" in instance.command("recount")
