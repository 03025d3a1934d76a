"""A served poll that two hundred known people answer, and what it leaves behind.

In three states: while it is open, after it has closed, and archived.
"""

import sqlite3
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial

import psycopg
import pytest

from pollsvc.config import Settings
from pollsvc.domain.ballots import wave_key
from tests.anonymity import faults, leftovers
from tests.anonymity.casting import Casting
from tests.anonymity.people import CROWDED, DEFINITION, LIMIT, NETWORKS, SLUG, Crowd
from tests.anonymity.small_polls import SmallPoll, place
from tests.conftest import created, migrate
from tests.instances import Instance
from tests.servers import postgres
from tests.servers.redis import own_redis


@dataclass(frozen=True)
class Traces:
    """What is known, and what was found.

    Attributes:
        ids: Under which id the response of each is stored, by number.
        secret: The instance's.
        salt: The wave's, while it had one.
        statuses: How what was refused, or went wrong, was answered.
        receipts: What the pages say to somebody with a receipt, in each state.
        notice: The privacy notice.
        copies: All tables before and after somebody answered, with them in between.
        said_meanwhile: What the server printed while they answered.
        cores: How large an image of its memory a process may leave.
    """

    kind: str
    crowd: Crowd = field(repr=False)
    ids: dict[int, bytes] = field(repr=False)
    secret: bytes
    salt: bytes
    statuses: dict[str, object]
    receipts: dict[str, tuple[int, str]]
    notice: str = field(repr=False)
    copies: tuple = field(repr=False)
    said_meanwhile: bytes
    cores: set[str]
    states: dict[str, leftovers.Leftovers] = field(repr=False)

    @property
    def kept(self):
        """The number of everybody whose answer is kept, by the id of the response."""
        return {self.ids[person.number]: person.number for person in self.crowd.kept}


@pytest.fixture(scope="session")
def forgetful_postgres():
    """A PostgreSQL set up as the manual says, so that its log is removed."""
    options = postgres.FAST | {"full_page_writes": "on"}
    with postgres.postgres_server(options) as server:
        recycle(server, "off")
        yield server


def recycle(server, value):
    """Lets the files of PostgreSQL's log be used again, or not."""
    with psycopg.connect(postgres.libpq_url(server.url), autocommit=True) as connection:
        connection.execute(f"ALTER SYSTEM SET wal_recycle = {value}")
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def traces(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("traces")
    (folder / "temporary").mkdir()
    (folder / "trace.yaml").write_text(DEFINITION)
    with database(request, folder) as (url, server), own_redis() as redis:
        instance = Instance(
            folder / "instance",
            {
                "POLLSVC_DATABASE_URL": url,
                "POLLSVC_REDIS_URL": redis.url,
                # By the hour: counts must still be there when looked for.
                "POLLSVC_ANSWER_LIMIT": f"{LIMIT}/hour",
                "POLLSVC_TRUSTED_PROXIES": "1",
                "TMPDIR": str(folder / "temporary"),
            },
        )
        instance.here("init")
        instance.here("poll", "create", str(folder / "trace.yaml"))
        instance.here("poll", "open", SLUG)
        with instance.serve() as running:
            found = looked_at(instance, running, url, server, redis)
    # After the end: nothing keeps the database from being dropped.
    return found


@contextmanager
def database(request, folder):
    """The address of a new database, and its server if it has one."""
    if request.param == "sqlite":
        yield f"sqlite:///{folder / 'instance' / 'pollsvc.sqlite'}", None
        return
    server = request.getfixturevalue("forgetful_postgres")
    with postgres.fresh_database(server.url) as url:
        yield url, server


def looked_at(instance, running, url, server, redis):
    """Lets people answer, and looks at everything in each state."""

    left = partial(all_left, instance, running, url, server, redis)
    cast = Casting(running)
    statuses = went_wrong(running, url, meanwhile=cast.come)
    with faults.somebody(running, CROWDED) as person:
        assert faults.used_up(person) == 429
    said_before = running.log.read_bytes()
    cast.alone(partial(upkeep, server, url))
    with nullcontext() if server else somebody_reading(instance.folder):
        cast.together(partial(faults.held, url))
        copies = (
            leftovers.tables_in(url)[0],
            cast.one_more(),
            leftovers.tables_in(url)[0],
        )
        said = running.log.read_bytes()
        people = cast.crowd()
        states, receipts = {"open": left()}, {"open": receipt_page(running, people)}
    statuses["refused"] = faults.refusals(running)
    with faults.somebody(running, NETWORKS[1]) as reader:
        notice = reader.open("/privacy").text
    for deed, state in {"close": "closed", "archive": "archived"}.items():
        instance.here("poll", deed, SLUG)
        until_forgotten(instance, server, url)
        states[state] = left()
        receipts[state] = receipt_page(running, people)
    secret, salt = instance.secret, states["open"].tables["wave"].only("salt")
    key = wave_key(secret, states["open"].tables["wave"].only("id"), salt)
    return Traces(
        kind="postgresql" if server else "sqlite",
        crowd=people,
        ids=people.ids(key),
        secret=secret,
        salt=salt,
        statuses=statuses,
        receipts=receipts,
        notice=notice,
        copies=copies,
        said_meanwhile=said.removeprefix(said_before),
        cores=leftovers.core_limits(faults.family(running.process.pid)),
        states=states,
    )


def upkeep(server, url):
    """What PostgreSQL does by itself every minute, where enough has changed."""
    if server:
        with psycopg.connect(postgres.libpq_url(url), autocommit=True) as connection:
            connection.execute("ANALYZE")


def all_left(instance, running, url, server, redis):
    """Everything that there is to be found at this moment."""
    files = leftovers.of_processes(faults.family(running.process.pid))
    files |= leftovers.of_operators(instance, running)
    files |= leftovers.files_below(redis.folder, "redis files/")
    if server:
        files["pg_dump"] = leftovers.dump_of(url)
        files |= leftovers.of_server(server, url)
    found = leftovers.of_instance(
        instance.folder,
        url,
        log=running.log,
        temporary=instance.folder.with_name("temporary"),
        redis_url=redis.url,
    )
    found.files.update(files)
    return found


def until_forgotten(instance, server, url):
    """Does what the server does by itself twice a minute, until it has been done.

    PostgreSQL's own upkeep may have been looking at an older state.
    """
    while server and not is_forgotten(url):
        instance.here("due")


def is_forgotten(url):
    with psycopg.connect(postgres.libpq_url(url)) as connection:
        files = "SELECT age(xmin) FROM pg_class WHERE oid = 'response'::regclass"
        (made,) = connection.execute(files).fetchone()
        (closed,) = connection.execute("SELECT age(xmin) FROM wave").fetchone()
    return made < closed


def went_wrong(running, url, *, meanwhile):
    """How answers end that cannot be taken, each for another reason.

    Args:
        running: The server.
        url: Its database.
        meanwhile: What is done while one of them waits.
    """
    found = {
        "fault": faults.fault(running, url),
        "locked": faults.locked(running, url, meanwhile),
    }
    if url.startswith("sqlite"):
        found["full"] = faults.full(running)
    return found


@contextmanager
def somebody_reading(folder):
    """Keeps SQLite's log from being emptied meanwhile, as a long export does."""
    with closing(sqlite3.connect(folder / "pollsvc.sqlite")) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM response").fetchone()
        yield
        connection.rollback()


def receipt_page(running, people):
    """What the page says to somebody with a receipt: status and words."""
    receipt = people.kept[0].receipt
    with faults.somebody(running, NETWORKS[1]) as person:
        page = person.open("/receipt").press("Find my answer", receipt=receipt)
    return page.status, page.text


@pytest.fixture(params=["sqlite", "postgresql"])
def small_poll(request, tmp_path):
    with place(request, tmp_path) as (url, server):
        settings = Settings(instance=tmp_path / "instance", database_url=url)
        migrate(settings)
        with created(settings) as app, app.app_context():
            yield SmallPoll(request.param, url, settings.instance, server)
