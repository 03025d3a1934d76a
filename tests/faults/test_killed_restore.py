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

NOW = datetime.now(UTC)
MANY = 4_000
RESTORES = 8


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


def begun(instance, file):
    """A restore that has just been started."""
    environment = outer_environment() | instance.variables
    return subprocess.Popen(
        [PROGRAM, "restore", str(file), "--replace"],
        env=environment | {"POLLSVC_INSTANCE": str(instance.folder)},
        stdout=subprocess.DEVNULL,
    )


def killed(process, after):
    """Whether a process had to be killed after some seconds, for it had not ended."""
    try:
        assert process.wait(after) == 0
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


@pytest.fixture
def backed_up(app, instance, tmp_path):
    """A backup with many answers, and what a look at the instance tells of it."""
    assert app
    answer_many(published(now=NOW), MANY)
    file = tmp_path / "file.backup"
    instance.command("backup", str(file))
    return file, {SLUG: MANY}


def test_a_restore_killed_at_any_moment_leaves_the_old_or_the_new(instance, backed_up):
    file, new = backed_up
    start = time.monotonic()
    polls_and_answers()
    assert not killed(begun(instance, file), None)
    whole = time.monotonic() - start
    kills = 0
    for number in range(1, RESTORES + 1):
        published(slug=f"since-{number}", now=NOW)
        submit("2", slug=f"since-{number}", now=NOW)
        old = polls_and_answers()
        assert old != new
        kills += killed(begun(instance, file), whole * number / (RESTORES + 1))
        assert polls_and_answers() in (old, new)
    assert kills
    assert not killed(begun(instance, file), None)
    assert polls_and_answers() == new
    assert f"{MANY} responses" in instance.command("recount")
