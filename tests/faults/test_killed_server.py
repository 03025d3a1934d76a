"""The server is killed while a crowd answers: what it acknowledged is there, once."""

import random
import time

import pytest

from scripts.served import free_port
from tests.faults.crowd import Crowd
from tests.faults.planting import planted
from tests.faults.verdict import judged
from tests.instances import kill

BEFORE, AFTER = "die_before_commit:20", "die_after_commit:20"
ANY_MOMENT = ""


def killed_under_load(instance, moments, *faults):
    """The verdict after the server was killed at each of some moments.

    Args:
        instance: What it serves.
        moments: Around the commit of the twentieth answer, or whenever.
        *faults: What is the matter with it besides.
    """
    port = free_port()
    with Crowd(url=f"http://127.0.0.1:{port}") as crowd:
        for moment in moments:
            with instance.serve(port=port, **planted(moment, *faults)) as running:
                crowd.wait_for_more(1)
                if moment is ANY_MOMENT:
                    crowd.wait_for_more(20)
                    time.sleep(random.uniform(0, 0.5))  # noqa: S311 -- any moment
                else:
                    crowd.wait_for_break()
                kill(running)
        with instance.serve(port=port, **planted(*faults)):
            crowd.wait_for_more(20)
            crowd.leave()
    return judged(instance, crowd)


def test_nothing_acknowledged_is_lost_and_no_retry_is_counted_twice(instance):
    killed_under_load(instance, [ANY_MOMENT, AFTER]).require()


@pytest.mark.long
@pytest.mark.parametrize("moment", [ANY_MOMENT, BEFORE, AFTER])
def test_killed_many_times_it_loses_and_doubles_nothing(instance, moment):
    killed_under_load(instance, [moment] * 15).require()


@pytest.mark.long
def test_acknowledged_before_it_is_stored_an_answer_would_be_lost(instance):
    verdict = killed_under_load(instance, [ANY_MOMENT], "acknowledge_first")
    assert verdict.lost


@pytest.mark.long
def test_without_a_look_at_who_was_counted_a_retry_would_be_counted_twice(instance):
    verdict = killed_under_load(instance, [AFTER], "count_again")
    assert "the recount differs" in "".join(verdict.problems)
