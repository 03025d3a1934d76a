"""A backup is made while a crowd answers, and restored: one moment of the instance."""

import shutil
from dataclasses import replace

import pytest

from pollsvc.config import Settings
from pollsvc.web.ballots import FIELD
from tests.conftest import created
from tests.factories import SLUG
from tests.faults.crowd import Crowd
from tests.faults.planting import planted
from tests.faults.verdict import judged
from tests.instances import Instance
from tests.page import Browser, InProcess
from tests.servers import postgres

MOST_TRIES = 10


@pytest.fixture
def elsewhere(request, tmp_path, instance):
    """Another instance, with an empty database of the same kind and the same key."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    shutil.copy(instance.folder / "secret.key", folder)
    if instance.database.startswith("sqlite"):
        yield Instance(folder)
        return
    server = request.getfixturevalue("postgres_server")
    with postgres.fresh_database(server) as url:
        yield Instance(folder, {"POLLSVC_DATABASE_URL": url})


def backed_up_under_load(instance, elsewhere, file, *, more, pause_s):
    """Makes a backup while a crowd answers; the verdicts on both instances.

    Returns:
        The verdict on the one that went on, the verdict on the restored one by what
        had been acknowledged before the backup, and such an answer's fields.
    """
    with (
        instance.serve() as running,
        Crowd(url=running.url, pause_s=pause_s) as crowd,
    ):
        crowd.wait_for_more(more)
        before = set(crowd.acknowledged)
        instance.command("backup", str(file))
        crowd.wait_for_more(more)
        crowd.leave()
    told = elsewhere.command("restore", str(file))
    assert "Answers and changes since that day are lost" in told
    token = min(before)
    return (
        judged(instance, crowd),
        judged(elsewhere, replace(crowd, acknowledged=before)),
        [(FIELD, token), (crowd.question, crowd.sent[token])],
    )


def test_all_that_was_acknowledged_before_is_there_and_counts_once(
    instance, elsewhere, tmp_path
):
    found, restored, answer = backed_up_under_load(
        instance, elsewhere, tmp_path / "file", more=100, pause_s=0.2
    )
    found.require()
    restored.require()
    settings = Settings(instance=elsewhere.folder, database_url=elsewhere.database)
    with created(settings) as app:
        person = Browser(InProcess(app, origin=settings.public_url))
        page = person.send(f"/p/{SLUG}", answer)
    assert page.heading == "Thank you. Your answer was already counted."


@pytest.mark.long
def test_so_it_is_with_thousands(instance, elsewhere, tmp_path):
    for verdict in backed_up_under_load(
        instance, elsewhere, tmp_path / "file", more=3000, pause_s=0
    )[:2]:
        verdict.require()


@pytest.mark.long
def test_tables_read_one_after_the_other_would_not_agree(instance, elsewhere, tmp_path):
    with instance.serve() as running, Crowd(url=running.url) as crowd:
        crowd.wait_for_more(1000)
        for number in range(MOST_TRIES):
            file = tmp_path / f"file-{number}"
            torn = planted("read_one_after_the_other")
            made = instance.run("backup", str(file), **torn)
            assert made.returncode == 0, made.stderr
            restored = elsewhere.run("restore", str(file), "--replace")
            if restored.returncode:
                break
        crowd.leave()
    assert "disagree" in restored.stderr
