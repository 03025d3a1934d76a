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


def killed_under_load(instance, kills, **variables):
    """The verdict after so many kills at moments that nothing chooses."""
    port = free_port()
    with Crowd(url=f"http://127.0.0.1:{port}") as crowd:
        for _ in range(kills):
            with instance.serve(port=port, **variables) as running:
                crowd.wait_for_more(20)
                time.sleep(random.uniform(0, 0.5))  # noqa: S311 -- any moment
                kill(running)
        with instance.serve(port=port, **variables):
            crowd.wait_for_more(20)
            crowd.leave()
    return judged(instance, crowd)


def killed_at_commits(instance, deaths, moment, *faults):
    """The verdict after so many kills around the commit of a twentieth answer."""
    port = free_port()
    with Crowd(url=f"http://127.0.0.1:{port}") as crowd:
        for _ in range(deaths):
            with instance.serve(port=port, **planted(moment, *faults)) as running:
                crowd.wait_for_more(1)
                crowd.wait_for_break()
                kill(running)
        with instance.serve(port=port, **planted(*faults)):
            crowd.wait_for_more(20)
            crowd.leave()
    return judged(instance, crowd)


def test_killed_at_any_moment_nothing_is_lost_or_doubled(instance):
    killed_under_load(instance, 1).require()


@pytest.mark.long
def test_killed_at_many_moments_nothing_is_lost_or_doubled(instance):
    killed_under_load(instance, 25).require()


def test_killed_between_commit_and_answer_a_retry_is_counted_once(instance):
    killed_at_commits(instance, 1, AFTER).require()


@pytest.mark.long
@pytest.mark.parametrize("moment", [BEFORE, AFTER])
def test_killed_around_many_commits_nothing_is_lost_or_doubled(instance, moment):
    killed_at_commits(instance, 12, moment).require()


@pytest.mark.long
def test_acknowledged_before_it_is_stored_an_answer_would_be_lost(instance):
    verdict = killed_under_load(instance, 1, **planted("acknowledge_first"))
    assert verdict.lost


@pytest.mark.long
def test_without_a_look_at_who_was_counted_a_retry_would_be_counted_twice(instance):
    verdict = killed_at_commits(instance, 1, AFTER, "count_again")
    assert "the recount differs" in "".join(verdict.problems)
