"""Whether a crowd's answers are stored as it was told: none lost, none doubled."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import create_engine, text

from pollsvc.config import Settings
from pollsvc.domain.ballots import response_id, wave_key
from pollsvc.domain.errors import TalliesDisagree
from pollsvc.installation import Installation
from pollsvc.instance_secret import load_keys
from pollsvc.services import recounting
from pollsvc.web.ballots import read_token
from tests.conftest import created
from tests.factories import SLUG

WAVE = """\
SELECT wave.* FROM wave JOIN poll ON poll.id = wave.poll_id
WHERE poll.slug = :slug ORDER BY wave.opens_at DESC"""
RESPONSES = "SELECT id, answers FROM response WHERE wave_id = :wave_id"
SOUND = "ok"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What was sent, acknowledged and found, by the responses' ids.

    Attributes:
        sent: The code chosen under each id.
        acknowledged: The ids of what the server said it has counted.
        stored: The ids and codes of the rows found.
        recount: What is wrong by `pollsvc recount`; empty where it agrees.
        integrity: What SQLite says of its file.
        statuses: What all requests were answered with.
        curt: How many were refused without a word when to come again.
        told: The same, and how the others ended, in words.
    """

    sent: dict[bytes, str]
    acknowledged: frozenset[bytes]
    stored: tuple[tuple[bytes, str], ...]
    recount: str
    integrity: str
    statuses: Counter[int]
    curt: int
    told: str

    def __str__(self):
        ids = [i for i, _ in self.stored]
        return account(len(self.sent), len(self.acknowledged), ids, self.told)

    @property
    def lost(self):
        """What was acknowledged and is not there."""
        return self.acknowledged - set(dict(self.stored))

    @property
    def problems(self):
        """Everything that must not be, a sentence each."""
        stored = dict(self.stored)
        strange = set(stored) - set(self.sent)
        altered = [i for i in set(stored) & set(self.sent) if stored[i] != self.sent[i]]
        found = {
            "nothing was acknowledged": not self.acknowledged,
            f"{len(self.lost)} acknowledged answers are lost": self.lost,
            "a response is stored twice": len(self.stored) != len(stored),
            f"{len(strange)} responses are stored that nobody sent": strange,
            f"{len(altered)} responses are not what was sent": altered,
            f"the recount differs: {self.recount}": self.recount,
            f"the file is damaged: {self.integrity}": self.integrity != SOUND,
            f"{self.statuses[500]} requests failed with 500": self.statuses[500],
            f"{self.curt} refusals do not say when to come again": self.curt,
        }
        return [sentence for sentence, is_so in found.items() if is_so]

    def require(self):
        """Fails unless everything is as the crowd was told."""
        assert self.problems == [], f"{'; '.join(self.problems)} ({self})"


def account(sent, acknowledged, stored, told):
    """The line that each test of a fault prints; of what is stored by its ids."""
    return (
        f"sent {sent}, acknowledged {acknowledged}, "
        f"stored {len(stored)}, distinct {len(set(stored))}; {told}"
    )


def say(line):
    """Prints it for whoever runs with -s, and beside a failure."""
    print(line)  # noqa: T201


def judged(instance, *crowds, slug=SLUG):
    """The verdict on what crowds sent to an instance; prints it in one line."""
    verdict = _looked_at(instance, crowds, slug)
    say(verdict)
    return verdict


def newest_wave(connection, slug=SLUG):
    """The row of a poll's newest wave."""
    return connection.execute(text(WAVE), {"slug": slug}).first()


def stored_in(connection, wave_id):
    """The ids and codes of a wave's responses, in the order of their ids."""
    rows = connection.execute(text(RESPONSES), {"wave_id": wave_id})
    return tuple(sorted((bytes(i), next(iter(_codes(a)), "")) for i, a in rows))


def _codes(answers):
    return json.loads(answers).values()


def ids_by(keys, wave):
    """Gives the id of each ballot's response in a wave, a row of the database."""
    key = wave_key(keys.named(wave.key_id), wave.id, bytes(wave.salt))
    return lambda ballot: response_id(key, ballot)


def recounted(instance, slug):
    """What `pollsvc recount` says is wrong; nothing where it agrees."""
    settings = Settings(instance=instance.folder, database_url=instance.database)
    with created(settings) as app, app.app_context():
        try:
            recounting.recount(slug=slug)
        except TalliesDisagree as refusal:
            return str(refusal)
    return ""


def _looked_at(instance, crowds, slug):
    engine = create_engine(instance.database)
    with engine.connect() as connection:
        wave = newest_wave(connection, slug)
        stored = stored_in(connection, wave.id)
        integrity = SOUND
        if engine.dialect.name == "sqlite":
            check = connection.execute(text("PRAGMA integrity_check"))
            integrity = "; ".join(check.scalars())
    engine.dispose()
    keys = load_keys(instance.folder)
    here = Installation(settings=Settings(instance=instance.folder), keys=keys)
    id_of_ballot, now = ids_by(keys, wave), datetime.now(UTC)

    def id_of(token):
        held = read_token(token, wave.poll_id, here=here, now=now)
        return id_of_ballot(held.ballot(wave.poll_id))

    return Verdict(
        sent={id_of(t): code for c in crowds for t, code in c.sent.items()},
        acknowledged=frozenset(id_of(t) for c in crowds for t in c.acknowledged),
        stored=stored,
        recount=recounted(instance, slug),
        integrity=integrity,
        statuses=sum((c.statuses for c in crowds), Counter()),
        curt=sum(c.curt for c in crowds),
        told="; ".join(
            told if times == 1 else f"{times} × {told}"
            for told, times in Counter(c.told() for c in crowds).items()
        ),
    )
