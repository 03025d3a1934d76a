"""PostgreSQL is killed or restarted while a crowd answers: nothing told is lost."""

import json
import signal
import time

import pytest

from pollsvc.config import Settings
from pollsvc.web.ballots import FIELD
from tests.conftest import migrate
from tests.factories import SLUG
from tests.faults.conftest import opened
from tests.faults.crowd import Crowd
from tests.faults.planting import planted
from tests.faults.verdict import judged
from tests.instances import newcomer
from tests.servers import postgres

# What a server may be set to: the program must not rely on it.
LAZY = {"synchronous_commit": "off", "wal_writer_delay": "10s"}
CRASH, RESTART = signal.SIGKILL, signal.SIGINT
FOR_PEOPLE = ("Serving on ", "Staff sign-in: ")


@pytest.fixture
def server():
    """A PostgreSQL that by itself is in no hurry to write what it commits."""
    with postgres.postgres_server(LAZY) as server:
        yield server


@pytest.fixture
def instance(tmp_path, server):
    folder = tmp_path / "instance"
    migrate(Settings(instance=folder, database_url=server.url))
    return opened(folder, server.url)


def stopped_under_load(instance, server, stops, *faults, down_s=0.5):
    """The verdict after PostgreSQL was stopped in these ways; the program was not."""
    with (
        instance.serve(**planted(*faults)) as running,
        Crowd(url=running.url) as crowd,
    ):
        for how in stops:
            crowd.wait_for_more(50)
            form = newcomer(running).open(f"/p/{SLUG}")
            server.stop(how)
            crowd.wait_for_status(503)
            require_a_sentence(newcomer(running).open(f"/p/{SLUG}"))
            kept = form.press("Submit answer", visits="1")
            require_a_sentence(kept)
            time.sleep(down_s)
            server.start()
            require_counted(kept, crowd)
        crowd.wait_for_more(50)
        crowd.leave()
        require_one_line(running.log)
    return judged(instance, crowd)


def require_one_line(log):
    """Whatever was cut when the database went away, the log tells of it once."""
    lines = log.read_text().splitlines()
    told = [json.loads(x) for x in lines if not x.startswith(FOR_PEOPLE)]
    wrong = [line for line in told if line["level"] == "error"]
    assert [line["event"] for line in wrong] == ["store unavailable"], wrong


def require_a_sentence(page):
    """Who comes now, or sends what they chose before, is told when to come again."""
    page.browser.road.close()
    assert page.status == 503
    assert int(page.header("Retry-After")) > 0


def require_counted(kept, crowd):
    """What somebody sent meanwhile is in the page they got: one press counts it."""
    fields = dict(kept.form("Send again")[1])
    # Met before the poll was found, or after: each page keeps the answer.
    (again,) = {"Send again", "Submit my answer"} & {*kept.buttons()}
    thanks = kept.press(again)
    thanks.browser.road.close()
    assert thanks.heading == "Thank you. Your answer is counted."
    crowd.count_in(fields[FIELD], fields["visits"])


def test_killed_and_restarted_it_loses_nothing_that_was_acknowledged(instance, server):
    stopped_under_load(instance, server, [CRASH, RESTART]).require()


@pytest.mark.long
@pytest.mark.parametrize("how", [CRASH, RESTART])
def test_killed_or_restarted_again_and_again_it_loses_nothing(instance, server, how):
    stopped_under_load(instance, server, [how] * 6, down_s=2).require()


@pytest.mark.long
def test_commits_that_are_written_later_would_be_lost(instance, server):
    verdict = stopped_under_load(instance, server, [CRASH], "write_lazily")
    assert verdict.lost


@pytest.mark.long
def test_a_database_that_is_away_would_be_a_fault(instance, server):
    with (
        instance.serve(**planted("let_faults_through")) as running,
        Crowd(url=running.url) as crowd,
    ):
        crowd.wait_for_more(20)
        server.stop(CRASH)
        crowd.wait_for_status(500)
        server.start()
        crowd.wait_for_more(20)
        crowd.leave()
    assert "failed with 500" in "".join(judged(instance, crowd).problems)
