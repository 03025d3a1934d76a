"""PostgreSQL hangs, as where its disk does: answers are refused, kept, and go on."""

import pytest

from pollsvc.config import Settings
from tests.conftest import migrate
from tests.factories import SLUG
from tests.faults.conftest import opened
from tests.faults.crowd import Crowd
from tests.faults.test_postgres_down import require_a_sentence, require_counted
from tests.faults.verdict import judged
from tests.instances import newcomer
from tests.servers import postgres

PEOPLE = 24
"""More than a worker has threads: were each of them held, nobody would be told."""


@pytest.fixture
def server():
    with postgres.postgres_server() as server:
        yield server


@pytest.fixture
def instance(tmp_path, server):
    folder = tmp_path / "instance"
    migrate(Settings(instance=folder, database_url=server.url))
    return opened(folder, server.url)


def test_while_it_hangs_everybody_is_told_and_afterwards_counted(instance, server):
    with (
        instance.serve() as running,
        Crowd(url=running.url, people=PEOPLE) as crowd,
    ):
        crowd.wait_for_more(PEOPLE)
        form = newcomer(running).open(f"/p/{SLUG}")
        server.freeze()
        crowd.wait_for_status(503)
        kept = form.press("Submit answer", visits="1")
        require_a_sentence(kept)
        crowd.wait_until(lambda: crowd.statuses[503] > 3 * PEOPLE)
        server.thaw()
        crowd.wait_for_more(PEOPLE)
        require_counted(kept, crowd)
        crowd.leave()
    judged(instance, crowd).require()
