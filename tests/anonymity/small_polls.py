"""A small poll in this process, and what can be found of those who answered it."""

import random
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from pollsvc.domain.ballots import response_id, wave_key
from pollsvc.installation import current
from pollsvc.storage import waves
from pollsvc.storage.session import transaction
from tests.anonymity import leftovers
from tests.anonymity.chance import Truth, found
from tests.anonymity.clues import clues_in
from tests.publishing import new_ballot, published, submit, withdraw
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

    def answer(self, people=None, gone=GONE):
        """Lets people answer, and as many as are gone take theirs back."""
        published()
        people = PEOPLE[self.kind] if people is None else people
        ballots = [new_ballot() for _ in range(people + gone)]
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


def sabotage(*kinds):
    """Says on which databases something can be taken away."""
    return pytest.mark.parametrize("small_poll", kinds, indirect=True)


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
    people = range(len(poll.ids))
    truth = Truth(
        moments={n: n for n in people},
        answers={n: poll.codes[n] for n in people},
        groups={"early": set(range(len(people) // 2))},
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
