"""Acts done by processes that die at each of their steps, and what they leave."""

import multiprocessing
import signal
from dataclasses import dataclass
from itertools import count

from sqlalchemy import create_engine, inspect, text

from pollsvc.config import Settings
from pollsvc.domain.errors import Refusal, StoreUnavailable
from tests.conftest import created
from tests.faults import failpoints, sabotage

MOST_DEATHS = 300

# Each process is a copy of one that has imported everything, the acts as well, and has
# made an application before: they start in no time. An act's own module brings pytest
# with it, half a second each time.
_ACTS = ("test_crashes", "test_migrated_data", "test_torn_log")
_COPIES = multiprocessing.get_context("forkserver")
_COPIES.set_forkserver_preload(
    [
        "pollsvc.app",
        "pollsvc.storage.revisions",
        "tests.faults.begun",
        *(f"tests.faults.{name}" for name in _ACTS),
    ]
)


@dataclass(frozen=True)
class Deaths:
    """What there was in a database after each death, and in the end.

    Attributes:
        before: Every row of every table before the first attempt.
        between: The same after each attempt that died.
        after: The same after the attempt that did not.
    """

    before: dict[str, list[str]]
    between: list[dict[str, list[str]]]
    after: dict[str, list[str]]

    @property
    def halves(self):
        """The steps after which there was neither the old state nor the new."""
        whole = (self.before, self.after)
        return [n for n, found in enumerate(self.between, 1) if found not in whole]


def dies_at_each_step(settings, act, *, every=1, without=None):
    """Has an act attempted again and again, each process living a step longer.

    Args:
        settings: The installation.
        act: Called inside the application; a function of a module.
        every: How many steps longer each lives than the one before.
        without: The name of a sabotage.
    """
    before, between = contents(settings.database), []
    steps = count(1, every)
    while not finished(_live_until, next(steps), settings, act, without):
        between.append(contents(settings.database))
        assert len(between) < MOST_DEATHS, "it never ends"
    return Deaths(before, between, contents(settings.database))


def finished(function, *arguments):
    """Whether a process of its own came to a function's end, or was killed."""
    process = _COPIES.Process(target=function, args=arguments)
    process.start()
    process.join(120)
    assert process.exitcode in {0, -signal.SIGKILL}, process.exitcode
    return process.exitcode == 0


def _live_until(step, settings, act, without):
    if without:
        getattr(sabotage, without)()
    failpoints.die_at_step(step)
    with created(Settings(**settings.model_dump())) as app, app.app_context():
        try:
            act()
        except StoreUnavailable:
            # What an earlier death has left cannot be worked with.
            raise
        except Refusal:
            # The process before this one came far enough.
            return


def contents(url):
    """Every row of every table as text, in an order that does not depend on them."""
    engine = create_engine(url)
    found = {}
    with engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            rows = connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
            found[table] = [str(tuple(rows.keys())), *sorted(map(str, rows))]
    engine.dispose()
    return found
