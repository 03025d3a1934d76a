"""A poll is closed while answers arrive: none lands after the closing count.

Two servers over one database take them, and whoever closes does so elsewhere.
"""

import json
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from pollsvc.services import lifecycle
from tests.factories import SLUG
from tests.faults.conftest import looking_at, open_another
from tests.faults.crowd import Crowd
from tests.faults.planting import planted
from tests.faults.verdict import judged
from tests.instances import newcomer
from tests.publishing import AUTHOR

FEW = 15
ROUNDS = [f"round-{number}" for number in range(8)]


def closed_while_answered(instance, *slugs, faults=()):
    """Has crowds answer polls at two servers, and closes them meanwhile.

    Yields:
        For each poll the verdict, and how many answers its results count.
    """
    with ExitStack() as stack:
        app = stack.enter_context(looking_at(instance))
        servers = [
            stack.enter_context(instance.serve(**planted(*faults))) for _ in range(2)
        ]
        for slug in slugs:
            crowds = [Crowd(url=s.url, people=5, path=f"/p/{slug}") for s in servers]
            with crowds[0], crowds[1], app.app_context():
                for crowd in crowds:
                    crowd.wait_for_more(FEW)
                lifecycle.close_poll(slug=slug, actor=AUTHOR, now=datetime.now(UTC))
            verdict = judged(instance, *crowds, slug=slug)
            assert {s for crowd in crowds for s in crowd.refused.values()} <= {410}
            yield verdict, released(servers[0], slug)


def released(running, slug):
    """How many answers the public results count."""
    visitor = newcomer(running)
    shown = json.loads(visitor.open(f"/p/{slug}/results.json").html)
    visitor.road.close()
    assert shown["state"] == "closed"
    return shown["responses"]


def test_what_is_counted_at_the_end_is_what_was_acknowledged(instance):
    ((verdict, counted),) = closed_while_answered(instance, SLUG)
    verdict.require()
    assert verdict.acknowledged == set(dict(verdict.stored))
    assert counted == len(verdict.stored)


@pytest.mark.long
def test_however_often_polls_are_closed(instance):
    for slug in ROUNDS:
        open_another(instance, slug)
    for verdict, counted in closed_while_answered(instance, *ROUNDS):
        verdict.require()
        assert counted == len(verdict.stored)


# On SQLite a transaction that writes is the lock, and cannot be taken away.
@pytest.mark.long
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_without_the_lock_answers_would_land_after_the_count(instance):
    ((verdict, counted),) = closed_while_answered(
        instance, SLUG, faults=["let_answers_in_late"]
    )
    assert counted < len(verdict.stored)
