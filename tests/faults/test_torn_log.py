"""SQLite's log ends somewhere, as after a loss of power: what is left is whole."""

import random
import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from pollsvc.domain.ballots import Ballot
from pollsvc.instance_secret import load_keys
from tests.conftest import created
from tests.faults import failpoints, sabotage
from tests.faults.conftest import opened
from tests.faults.dying import finished
from tests.faults.verdict import (
    SOUND,
    account,
    ids_by,
    newest_wave,
    say,
    stored_in,
)
from tests.publishing import submit

PEOPLE, TEARS = 60, 50
BALLOTS = [Ballot(number.to_bytes(16, "big")) for number in range(PEOPLE)]
TALLIES = "SELECT question, cell, count FROM tally WHERE wave_id = :wave_id"

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def answer_and_die(settings, without):
    """Sixty people answer one after the other; what they wrote is in the log."""
    if without:
        getattr(sabotage, without)()
    with created(settings) as app, app.app_context():
        for number, ballot in enumerate(BALLOTS):
            submit(str(number % 4), ballot, now=datetime.now(UTC))
        failpoints.die()


def truncated(log, at):
    """What is left where the rest was never written."""
    return log[:at]


def zeroed(log, at):
    """What is left where the file had its length already, but not its content."""
    return log[:at] + bytes(len(log) - at)


def torn_copies(database, tear):
    """Copies whose logs end at fifty places."""
    log = log_of(database).read_bytes()
    chance = random.Random(len(log))  # noqa: S311 -- places, not secrets
    for at in sorted(chance.randrange(len(log)) for _ in range(TEARS)):
        copy = shutil.copy(database, database.with_name(f"torn-{at}.sqlite"))
        log_of(copy).write_bytes(tear(log, at))
        yield copy


def log_of(database):
    return database.with_name(f"{database.name}-wal")


def damages(instance, tear):
    """What is wrong with each torn copy, and how many answers each holds."""
    keys, found, fullest = load_keys(instance.folder), [], {}
    numbers = set()
    database = Path(make_url(instance.database).database)
    for copy in torn_copies(database, tear):
        engine = create_engine(f"sqlite:///{copy}")
        with engine.connect() as connection:
            sound = connection.execute(text("PRAGMA integrity_check")).scalar_one()
            wave = newest_wave(connection)
            stored = dict(stored_in(connection, wave.id))
            tallies = connection.execute(text(TALLIES), {"wave_id": wave.id})
            tallied = {(question, cell): n for question, cell, n in tallies if n}
        engine.dispose()
        first = [*map(ids_by(keys, wave), BALLOTS)][: len(stored)]
        numbers.add(len(stored))
        fullest = max(fullest, stored, key=len)
        found.append(
            {
                "damaged": sound != SOUND,
                "not the first that were committed": set(first) != set(stored),
                "counted otherwise": tallied != counted(stored.values()),
            }
        )
    span = f"{min(numbers)} to {max(numbers)} of them in {TEARS} torn copies"
    say(account(PEOPLE, PEOPLE, fullest, span))
    wrong = {name for each in found for name, is_so in each.items() if is_so}
    return wrong, numbers


def counted(codes):
    """The tallies that there should be of these answers."""
    cells = Counter(("visits", code) for code in codes)
    return dict(cells) | ({("", "responses"): cells.total()} if cells else {})


@pytest.fixture
def instance(tmp_path, database_url):
    return opened(tmp_path / "instance", database_url)


@pytest.mark.parametrize("tear", [truncated, zeroed])
def test_a_torn_log_gives_the_first_of_what_was_committed(instance, settings, tear):
    assert not finished(answer_and_die, settings, None)
    wrong, numbers = damages(instance, tear)
    assert wrong == set()
    assert len(numbers) > TEARS / 3


def test_commits_of_single_statements_would_be_torn_apart(instance, settings):
    assert not finished(answer_and_die, settings, "commit_each_statement")
    assert damages(instance, truncated)[0] == {"counted otherwise"}
