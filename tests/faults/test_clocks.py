"""Servers whose clocks are wrong by a day, or are set while people answer.

Polls go by the database's clock. SQLite has none but the machine's, so there it is
only tried what happens when that one is set.
"""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest

from pollsvc.domain.schedules import Schedule
from tests.faults.conftest import open_another
from tests.faults.crowd import Crowd
from tests.faults.one_form import ALREADY, COUNTED, filled_in
from tests.faults.planting import planted
from tests.faults.verdict import judged
from tests.instances import newcomer

AHEAD, BEHIND = "skew_clock:25", "skew_clock:-25"
NOTHING = "Nothing was due."
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def local_hours(number):
    """A moment so many hours from now, as an author in UTC writes it."""
    return (datetime.now(UTC) + timedelta(hours=number)).replace(tzinfo=None)


def offers(running, slug):
    """Whether a poll can be answered now."""
    visitor = newcomer(running)
    buttons = visitor.open(f"/p/{slug}").buttons()
    visitor.road.close()
    return "Submit answer" in buttons


def due(instance, *faults):
    """What is done by a command on a machine with a wrong clock."""
    done = instance.run("due", **planted(*faults))
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@on_postgresql
def test_a_machine_a_day_ahead_opens_and_closes_nothing_early(instance):
    open_another(instance, "open", schedule=Schedule(closes=local_hours(24)))
    open_another(instance, "later", schedule=Schedule(opens=local_hours(24)))
    with instance.serve(**planted(AHEAD)) as running:
        form = filled_in(running, "/p/open")
        assert form.send(running, "1").heading == COUNTED
        assert not offers(running, "later")
        assert due(instance, AHEAD) == NOTHING
        assert offers(running, "open")
    judged(instance, form, slug="open").require()


@on_postgresql
def test_a_machine_a_day_behind_opens_and_closes_nothing_late(instance):
    """The poll's time was over an hour ago, and nobody has looked what is due."""
    schedule = Schedule(opens=local_hours(-2), closes=local_hours(-1))
    in_time = datetime.now(UTC) - timedelta(hours=1.5)
    with instance.serve(**planted(BEHIND)) as running:
        open_another(instance, "over", schedule=schedule, now=in_time)
        open_another(instance, "open", schedule=Schedule(opens=local_hours(-1)))
        form = filled_in(running, "/p/open")
        form.path = "/p/over"
        late = form.send(running, "1")
        assert late.status == 410
        assert "This poll has closed. Your answer was not counted." in late.text
        assert not offers(running, "over")
        assert offers(running, "open")
        assert due(instance, BEHIND).startswith("Closed over ")


@on_postgresql
def test_a_form_may_come_from_one_machine_and_go_to_another(instance):
    with ExitStack() as stack:
        servers = [
            stack.enter_context(instance.serve(**planted(fault)))
            for fault in (AHEAD, BEHIND)
        ]
        forms = [filled_in(server) for server in servers]
        for form, server in zip(forms, reversed(servers), strict=True):
            assert form.send(server, "1").heading == COUNTED
        for form, server in zip(forms, servers, strict=True):
            assert form.send(server, "1").heading == ALREADY
    judged(instance, *forms).require()


@on_postgresql
@pytest.mark.long
def test_by_its_own_clock_a_machine_would_close_a_day_early(instance):
    open_another(instance, "open", schedule=Schedule(closes=local_hours(24)))
    assert due(instance, AHEAD, "believe_own_clock").startswith("Closed open ")


@pytest.mark.parametrize("hours", [-25, 25])
def test_a_clock_that_is_set_while_people_answer_loses_and_doubles_nothing(
    instance, hours
):
    """Also of forms that were handed out before, which may be dated a day too late."""
    open_another(instance, "open", schedule=Schedule(opens=local_hours(-48)))
    path = "/p/open"
    with instance.serve(**planted(f"set_clock:{hours}")) as running:
        form = filled_in(running, path)
        with Crowd(url=running.url, people=4, path=path) as crowd:
            crowd.wait_for_more(40)
        assert form.send(running, "1").heading == COUNTED
    verdict = judged(instance, crowd, form, slug="open")
    verdict.require()
    assert crowd.refused == {}
