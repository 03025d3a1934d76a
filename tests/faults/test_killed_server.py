"""The server is killed while a crowd answers: what it acknowledged is there, once."""

import random
import time

import pytest

from scripts.served import free_port
from tests.faults.crowd import Crowd
from tests.faults.verdict import judged
from tests.instances import kill


def killed_under_load(instance, kills, **variables):
    """The verdict after so many kills at moments that nothing chooses."""
    port = free_port()
    with Crowd(url=f"http://127.0.0.1:{port}") as crowd:
        for _ in range(kills):
            with instance.serve(port=port, **variables) as running:
                crowd.wait_for_more(1)
                time.sleep(random.uniform(0.1, 0.9))  # noqa: S311 -- a moment
                kill(running)
        with instance.serve(port=port, **variables):
            crowd.wait_for_more(1)
            crowd.leave()
    return judged(instance, crowd)


def test_nothing_acknowledged_is_lost_or_doubled(instance):
    killed_under_load(instance, 2).require()


@pytest.mark.long
def test_nothing_is_lost_or_doubled_however_often(instance):
    killed_under_load(instance, 25).require()
