"""Each defence was needed: with it taken away, the same search finds something.

On a small poll in this process, with nothing taken away nothing is found.
"""

import random
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, text

from pollsvc.config import Settings
from pollsvc.domain.ballots import response_id, wave_key
from pollsvc.extensions import db
from pollsvc.installation import current
from pollsvc.storage import arrivals, forgetting, rewriting, waves
from pollsvc.storage.session import transaction
from pollsvc.storage.tables import ResponseRow
from tests.anonymity import leftovers
from tests.anonymity.chance import Truth, found
from tests.anonymity.clues import clues_in
from tests.conftest import created, migrate
from tests.publishing import archive, close, new_ballot, published, submit, withdraw
from tests.servers import postgres

PEOPLE = {"sqlite": 700, "postgresql": 200}
"""Inside SQLite's pages the order is to be seen in pieces only."""
GONE = 10


@dataclass
class SmallPoll:
    """A poll that known people answered one after the other, through the services."""

    kind: str
    url: str
    folder: Path
    server: object
    ids: dict[bytes, int] = field(default_factory=dict)
    gone: list[bytes] = field(default_factory=list)
    salt: bytes = b""
    codes: list[str] = field(default_factory=list)

    def answer(self):
        published()
        people = PEOPLE[self.kind]
        ballots = [new_ballot() for _ in range(people + GONE)]
        # By chance: a pattern in what they say would itself be an order to be found.
        lot = random.Random(11)  # noqa: S311 -- the same at every run
        for number, ballot in enumerate(ballots):
            self.codes.append(lot.choice("12"))
            submit(self.codes[-1], ballot)
            if number == people // 2:
                self.sample()
        for ballot in ballots[people:]:
            withdraw(ballot)
        with transaction(of_answers=True) as connection:
            (wave,) = waves.with_keys(connection)
        self.salt = wave.salt
        key = wave_key(current().secret, wave.id, wave.salt)
        ids = [response_id(key, ballot) for ballot in ballots]
        self.ids, self.gone = {i: n for n, i in enumerate(ids[:people])}, ids[people:]

    def sample(self):
        if self.server:
            with psycopg.connect(postgres.libpq_url(self.url), autocommit=True) as c:
                c.execute("ANALYZE")

    def left(self):
        found = leftovers.of_instance(self.folder, self.url)
        if self.server:
            found.files.update(leftovers.of_server(self.server, self.url))
        return found


@pytest.fixture(params=["sqlite", "postgresql"])
def small_poll(request, tmp_path):
    with place(request, tmp_path) as (url, server):
        settings = Settings(instance=tmp_path / "instance", database_url=url)
        migrate(settings)
        with created(settings) as app, app.app_context():
            yield SmallPoll(request.param, url, settings.instance, server)


@contextmanager
def place(request, folder):
    if request.param == "sqlite":
        yield f"sqlite:///{folder / 'instance' / 'pollsvc.sqlite'}", None
        return
    server = request.getfixturevalue("forgetful_postgres")
    with postgres.fresh_database(server.url) as url:
        yield url, server


def order(poll):
    """Whether any order at all is found."""
    people = range(PEOPLE[poll.kind])
    truth = Truth(
        moments={n: n for n in people},
        answers={n: poll.codes[n] for n in people},
        groups={"early": set(range(PEOPLE[poll.kind] // 2))},
    )
    return {finding.source for finding in found(clues_in(poll.left(), poll.ids), truth)}


def taken_back(poll):
    """Where the ids of answers that were taken back are found."""
    files = poll.left().files.items()
    return {name for name, content in files for i in poll.gone if i in content}


def salt(poll):
    return {name for name, content in poll.left().files.items() if poll.salt in content}


def hours(poll):
    return {row[:2] for row in poll.left().tables["arrival"].rows}


def last_answer(poll):
    """The transactions that rows of tallies name, if not one and the same."""
    table = poll.left().tables["tally"]
    writers = set(table.column("xmin")) if "xmin" in table.columns else set()
    return writers if len(writers) > 1 else set()


def test_with_all_defences_nothing_is_found(small_poll):
    small_poll.answer()
    if small_poll.kind == "sqlite":
        assert taken_back(small_poll) == set()
    close()
    for find in (order, taken_back, hours, last_answer):
        assert find(small_poll) == set(), find
    assert salt(small_poll)
    archive()
    assert salt(small_poll) == set()


def sabotage(*kinds):
    """Says on which databases something can be taken away."""
    return pytest.mark.parametrize("small_poll", kinds, indirect=True)


@sabotage("postgresql")
def test_without_the_shuffle_the_order_is_found(small_poll, monkeypatch):
    monkeypatch.setattr(rewriting, "shuffle", lambda *_: None)
    small_poll.answer()
    close()
    assert order(small_poll)


@sabotage("sqlite")
def test_with_rowids_the_order_is_found_in_a_column(small_poll):
    with transaction() as connection:
        (made,) = connection.execute(
            text("SELECT sql FROM sqlite_master WHERE name = 'response'")
        ).one()
        connection.execute(text("DROP TABLE response"))
        connection.execute(text(made.replace("WITHOUT ROWID", "")))
    small_poll.answer()
    assert "response.rowid" in order(small_poll)


@sabotage("sqlite")
def test_without_overwriting_what_was_taken_back_is_found(small_poll):
    db.engine.dispose()
    event.listen(
        db.engine, "connect", lambda made, _: made.execute("PRAGMA secure_delete=OFF")
    )
    small_poll.answer()
    assert taken_back(small_poll) == {"pollsvc.sqlite"}


@sabotage("sqlite", "postgresql")
def test_with_the_salt_kept_it_is_found(small_poll, monkeypatch):
    monkeypatch.setattr(waves, "erase_salts", lambda *_: None)
    small_poll.answer()
    close()
    archive()
    assert salt(small_poll)


@sabotage("sqlite", "postgresql")
def test_with_arrivals_kept_hours_are_found(small_poll, monkeypatch):
    monkeypatch.setattr(arrivals, "forget", lambda *_: None)
    small_poll.answer()
    close()
    assert hours(small_poll)


@sabotage("postgresql")
@pytest.mark.parametrize(
    "instead", ["SELECT 1", "VACUUM tally, release, arrival, wave, response"]
)
def test_with_files_not_made_anew_all_is_found(small_poll, monkeypatch, instead):
    """A plain VACUUM frees the places of old rows, and leaves what is in them."""
    monkeypatch.setattr(forgetting, "_MAKE_ANEW", instead)
    small_poll.answer()
    close()
    archive()
    assert "postgresql/response" in {s.partition(":")[0] for s in order(small_poll)}
    if instead == "SELECT 1":
        assert "postgresql/wave" in salt(small_poll)


@sabotage("postgresql")
def test_with_tallies_not_laid_anew_the_last_answer_is_found(small_poll, monkeypatch):
    monkeypatch.setattr(rewriting, "_TABLES", (ResponseRow.__table__,))
    small_poll.answer()
    close()
    assert last_answer(small_poll)


@sabotage("postgresql")
def test_with_samples_taken_it_is_found_who_came_early(small_poll):
    with transaction() as connection:
        connection.execute(
            text("ALTER TABLE response ALTER COLUMN id SET STATISTICS 100")
        )
    small_poll.answer()
    close()
    # Long samples lie in the table beside it that PostgreSQL keeps for long values.
    places = {
        "postgresql/pg_statistic: how often",
        "postgresql/pg_toast_2619: how often",
    }
    assert order(small_poll) & places


@sabotage("postgresql")
def test_with_the_log_not_ended_the_order_is_found(small_poll, monkeypatch):
    monkeypatch.setattr(forgetting, "_END_LOG", ())
    small_poll.answer()
    close()
    assert {s.partition(":")[0] for s in order(small_poll)} == {
        "postgresql/log of writes"
    }
