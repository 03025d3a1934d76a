"""The disk is full: answers are refused with a sentence, kept, and none is lost."""

from contextlib import contextmanager

import pytest

from pollsvc.config import Settings
from pollsvc.web.ballots import FIELD
from tests.conftest import migrate
from tests.factories import SLUG
from tests.faults.conftest import opened
from tests.faults.crowd import Crowd
from tests.faults.planting import planted
from tests.faults.small_disks import small_disk
from tests.faults.verdict import judged
from tests.instances import newcomer
from tests.servers import postgres

AGAIN = "Submit my answer"
SMALL_MB, CLUSTER_MB, LOG_MB = 16, 160, 16
FULL, ROOMY = "1", "1000000"
GROWING_LOG = {"min_wal_size": "2MB", "max_wal_size": "1GB"}


def filled_under_load(instance, fill, make_room, *faults):
    """The verdict after a disk was full for a while; the program went on."""
    with (
        instance.serve(**planted(*faults)) as running,
        Crowd(url=running.url) as crowd,
    ):
        crowd.wait_for_more(50)
        fill()
        crowd.wait_for_status(503)
        kept = refused(running, crowd)
        make_room()
        token = dict(kept.form(AGAIN)[1])[FIELD]
        assert kept.press(AGAIN).heading == "Thank you. Your answer is counted."
        crowd.count_in(token, "1")
        kept.browser.road.close()
        crowd.wait_for_more(50)
        crowd.leave()
    return judged(instance, crowd)


def refused(running, crowd):
    """The page of somebody whose answer there is no room for; it is still in it."""
    while True:
        person = newcomer(running, keeps_cookies=False)
        assert person.open(f"/p/{SLUG}/results").status == 200
        form = person.open(f"/p/{SLUG}")
        page = form.press("Submit answer", visits="1")
        if page.status == 503:
            assert int(page.header("Retry-After")) > 0
            assert "Once" in page.text
            return page
        # There was room for one more.
        assert page.status == 200
        crowd.count_in(dict(form.form("Submit answer", visits="1")[1])[FIELD], "1")
        person.road.close()


@contextmanager
def few_pages(tmp_path, database_url):
    """An SQLite database that may not grow; how to fill it and to make room."""
    room = tmp_path / "room"
    room.write_text(ROOMY)
    instance = opened(tmp_path / "instance", database_url)
    yield (
        instance,
        lambda: room.write_text(FULL),
        lambda: room.write_text(ROOMY),
        f"full_disk:{room}",
    )


@contextmanager
def small_disk_of_sqlite(tmp_path):
    with small_disk(SMALL_MB) as disk:
        folder, url = tmp_path / "instance", f"sqlite:///{disk.folder}/pollsvc.sqlite"
        migrate(Settings(instance=folder, database_url=url))
        yield opened(folder, url), disk.fill, disk.make_room


@contextmanager
def small_disk_of_postgresql(tmp_path):
    with (
        small_disk(CLUSTER_MB) as disk,
        postgres.postgres_server(postgres.DURABLE, disk=disk.folder) as server,
    ):
        folder = tmp_path / "instance"
        migrate(Settings(instance=folder, database_url=server.url))
        yield opened(folder, server.url), disk.fill, disk.make_room


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_that_may_not_grow_loses_nothing(tmp_path, database_url):
    with few_pages(tmp_path, database_url) as full:
        filled_under_load(*full).require()


@pytest.mark.long
def test_sqlite_on_a_full_disk_loses_nothing(tmp_path):
    with small_disk_of_sqlite(tmp_path) as full:
        filled_under_load(*full).require()


def test_postgresql_on_a_full_disk_loses_nothing(tmp_path):
    with small_disk_of_postgresql(tmp_path) as full:
        filled_under_load(*full).require()


@pytest.mark.long
def test_postgresql_stops_where_its_log_has_no_room_and_loses_nothing(tmp_path):
    folder = tmp_path / "instance"
    with small_disk(LOG_MB) as disk:
        own_log = ("--wal-segsize=1", f"--waldir={disk.folder}/log")
        with postgres.postgres_server(GROWING_LOG, initdb=own_log) as server:
            migrate(Settings(instance=folder, database_url=server.url))
            instance = opened(folder, server.url)
            with instance.serve() as running, Crowd(url=running.url) as crowd:
                crowd.wait_for_more(50)
                disk.fill()
                crowd.wait_for_status(503)
                disk.make_room()
                if server.process.poll() is not None:
                    server.start()
                crowd.wait_for_more(50)
                crowd.leave()
            judged(instance, crowd).require()


@pytest.mark.long
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_acknowledged_before_there_was_room_answers_would_be_lost(
    tmp_path, database_url
):
    with few_pages(tmp_path, database_url) as (instance, fill, make_room, fault):
        faults = planted("acknowledge_first", fault)
        with instance.serve(**faults) as running, Crowd(url=running.url) as crowd:
            crowd.wait_for_more(50)
            fill()
            crowd.wait_for_more(200)
            make_room()
            crowd.leave()
        assert judged(instance, crowd).lost


@pytest.mark.long
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_full_disk_would_be_a_fault(tmp_path, database_url):
    with few_pages(tmp_path, database_url) as (instance, fill, make_room, fault):
        faults = planted("let_faults_through", fault)
        with instance.serve(**faults) as running, Crowd(url=running.url) as crowd:
            crowd.wait_for_more(50)
            fill()
            crowd.wait_for_status(500)
            make_room()
            crowd.leave()
        assert "failed with 500" in "".join(judged(instance, crowd).problems)
