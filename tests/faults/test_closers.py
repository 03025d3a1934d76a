"""Several close a poll at the same moment: it is closed, and released, once."""

import threading
import time
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import create_engine, text

from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.spans import Span
from tests.factories import SLUG
from tests.faults.conftest import open_another
from tests.faults.crowd import Crowd
from tests.faults.planting import planted
from tests.faults.verdict import judged
from tests.instances import newcomer
from tests.page import Browser, OverHttp

CLOSE = "Close this poll"
CLOSED, NOT_AGAIN = "The poll is closed.", "A closed poll cannot be closed."
PASSWORD = "seven wet umbrellas"
CLOSERS = 12
TIMED, SECONDS_OPEN = "timed", 4
TIMES_CLOSED = "SELECT count(*) FROM audit WHERE action = 'close' AND subject = :slug"
RELEASES = """
SELECT release.responses FROM release JOIN wave ON wave.id = release.wave_id
JOIN poll ON poll.id = wave.poll_id WHERE poll.slug = :slug"""


def looked_up(instance, query, slug):
    engine = create_engine(instance.database)
    with engine.connect() as connection:
        found = connection.execute(text(query), {"slug": slug}).scalars().all()
    engine.dispose()
    return found


def signed_in(instance, running):
    """The cookies of a member of staff."""
    link = instance.command("staff", "add", "ana@example.org", "--role", "admin")
    path = urlsplit(link.split()[-1]).path
    member = newcomer(running)
    page = member.open(path).press("Set password and sign in", password=PASSWORD)
    assert page.path == "/staff/"
    member.road.close()
    return member.cookies


def closed_by_many(instance, *faults):
    """What twelve were told who closed a poll at two servers at once; and the verdict.

    Ten have answered it, so that there is something to release.
    """
    with ExitStack() as stack:
        servers = [
            stack.enter_context(instance.serve(**planted(*faults))) for _ in range(2)
        ]
        with Crowd(url=servers[0].url, people=2) as crowd:
            crowd.wait_for_more(10)
        cookies = signed_in(instance, servers[0])
        start, said = threading.Barrier(CLOSERS), Counter()

        def close(running):
            member = Browser(OverHttp(running.url), cookies=dict(cookies))
            page = member.open(f"/staff/polls/{SLUG}/close")
            start.wait(60)
            notices = page.press(CLOSE).document.query("[role=status] p")
            said.update(notice.to_text() for notice in notices)
            member.road.close()

        in_turn = [servers[number % 2] for number in range(CLOSERS)]
        threads = [threading.Thread(target=close, args=(s,)) for s in in_turn]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    return said, judged(instance, crowd)


def test_a_poll_that_many_close_is_closed_once(instance):
    said, verdict = closed_by_many(instance)
    verdict.require()
    assert said == {CLOSED: 1, NOT_AGAIN: CLOSERS - 1}
    assert looked_up(instance, TIMES_CLOSED, SLUG) == [1]
    assert looked_up(instance, RELEASES, SLUG) == [len(verdict.stored)]


# On SQLite whoever writes is alone anyway.
@pytest.mark.long
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_without_its_lock_a_poll_would_be_closed_several_times(instance):
    said, _ = closed_by_many(instance, "lock_no_poll")
    assert said[CLOSED] > 1
    assert looked_up(instance, TIMES_CLOSED, SLUG) == [said[CLOSED]]


def test_a_poll_whose_time_is_over_is_closed_once_by_whoever_looks(instance):
    """Answered until its last moment; then two processes look what is due."""
    with instance.serve() as running:
        closes = datetime.now(UTC) + timedelta(seconds=SECONDS_OPEN)
        schedule = Schedule(closes=closes.replace(tzinfo=None))
        open_another(instance, TIMED, schedule=schedule)
        with Crowd(url=running.url, path=f"/p/{TIMED}", people=4) as crowd:
            crowd.wait_for_more(10)
            while datetime.now(UTC) < closes:
                time.sleep(0.05)
            reports = all_at_once(lambda: instance.command("due"), 2)
    verdict = judged(instance, crowd, slug=TIMED)
    verdict.require()
    assert set(crowd.refused.values()) <= {410}
    assert "".join(reports).count(f"Closed {TIMED}") <= 1
    assert looked_up(instance, TIMES_CLOSED, TIMED) == [1]
    assert looked_up(instance, RELEASES, TIMED) == [len(verdict.stored)]


WAVES = """
SELECT wave.code FROM wave JOIN poll ON poll.id = wave.poll_id
WHERE poll.slug = :slug ORDER BY wave.opens_at"""


def test_the_next_wave_is_opened_once_by_whoever_looks(instance):
    """Two processes at the same moment: one closes a wave and opens the next."""
    opens = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=10, hours=1)
    schedule = Schedule(opens=opens, lasts=Span(1), repeats=Repeat(days=10))
    begun = datetime.now(UTC) - timedelta(days=10)
    open_another(instance, TIMED, schedule=schedule, now=begun)
    reports = "".join(all_at_once(lambda: instance.command("due"), 2))
    first, second = (f"{day:%Y-%m-%d}" for day in (opens, opens + timedelta(days=10)))
    assert reports.count(f"Closed {TIMED} {first}") == 1
    assert reports.count(f"Opened {TIMED} {second}") == 1
    assert looked_up(instance, WAVES, TIMED) == [first, second]
    again = instance.command("due")
    assert ("Closed" in again, "Opened" in again) == (False, False)


def all_at_once(act, number):
    """What so many threads return that do the same."""
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(act())) for _ in range(number)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results
