"""Everything that there is to be found of an instance at one time.

An intruder has the whole disk of the server, the memory of Redis, and whatever the
service tells its operators: all of it is read here, and nothing is changed.
"""

import re
import subprocess
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import redis
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.instances import newcomer
from tests.servers import postgres

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 -- looked into, not written to
IN_SHARED_MEMORY = re.compile(rf"{SHARED_MEMORY}/\S+")
LOG_FILE = re.compile(r"postgresql/pg_wal/[0-9A-F]{24}")
HIDDEN = {
    "sqlite": ("rowid",),
    "postgresql": ("ctid", "xmin", "xmax", "cmin", "cmax"),
}
STATISTICS = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'v'
        AND relname ~ '^pg_stat'
"""
RELATIONS = """
    SELECT pg_relation_filepath(oid), relname FROM pg_class
    WHERE relkind IN ('r', 'i', 't', 'S') AND pg_relation_filepath(oid) IS NOT NULL
"""


@dataclass(frozen=True)
class Table:
    """A table as the database gives it, in the order in which it does so.

    Attributes:
        columns: Their names, the hidden ones first.
    """

    columns: tuple[str, ...]
    rows: list[tuple]

    def column(self, name):
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def only(self, name):
        """The one value there is in a column."""
        (value,) = self.column(name)
        return bytes(value) if isinstance(value, memoryview) else value


@dataclass(frozen=True)
class Leftovers:
    """What was found.

    Attributes:
        files: The content of each file, by what it is.
        tables: All of ours.
        statistics: What the database tells of its own work.
        dates: When the files of the instance were last written to, by the disk.
        redis: Every key, with its value and for how many more seconds it is kept.
    """

    files: dict[str, bytes]
    tables: dict[str, Table]
    statistics: dict[str, Table] = field(default_factory=dict)
    redis: dict[bytes, tuple[bytes, int]] = field(default_factory=dict)
    dates: dict[str, datetime] = field(default_factory=dict)

    def everything(self):
        """Pairs of a name and bytes."""
        yield from self.files.items()
        for name, table in (self.tables | self.statistics).items():
            yield f"table {name}", repr(table.rows).encode()
        for key, (value, _) in self.redis.items():
            yield f"redis {key.decode()}", key + b"\n" + value


def of_instance(folder, url, *, log=None, temporary=None, redis_url=None):
    """What an instance and its database leave behind.

    Args:
        folder: The instance's folder.
        url: Its database.
        log: The file of what the server prints.
        temporary: The server's folder for temporary files.
        redis_url: Where it counts.
    """
    files = files_below(folder)
    if log is not None:
        files["log"] = log.read_bytes()
    if temporary is not None:
        files |= files_below(temporary, "temporary/")
    return Leftovers(
        files,
        *tables_in(url),
        redis=memory_of(redis_url),
        dates={
            path.name: datetime.fromtimestamp(path.stat().st_mtime, UTC)
            for path in folder.iterdir()
        },
    )


def of_processes(processes):
    """What processes keep in shared memory, or in files that were deleted since."""
    found, shared = {}, set()
    for process in processes:
        for handle in Path(f"/proc/{process}/fd").iterdir():
            with suppress(OSError):
                if str(handle.readlink()).endswith(" (deleted)"):
                    found[f"deleted/{process}/{handle.name}"] = handle.read_bytes()
        mapped = re.findall(IN_SHARED_MEMORY, Path(f"/proc/{process}/maps").read_text())
        shared |= {Path(path).parent for path in mapped} - {SHARED_MEMORY}
    for folder in shared:
        found |= files_below(folder, f"shared memory/{folder.name}/")
    return found


def core_limits(processes):
    """How large an image of its memory each process may write when it dies."""
    return {
        re.search(r"Max core file size +(\S+)", limits)[1]
        for limits in (Path(f"/proc/{p}/limits").read_text() for p in processes)
    }


def of_server(server, url):
    """The files of a PostgreSQL server and what it prints, as soon as they are written.

    Files of tables and indexes have their names, those of the log of writes are put
    together.
    """
    with psycopg.connect(postgres.libpq_url(url), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        named = dict(connection.execute(RELATIONS).fetchall())
    cluster = server.folder / "cluster"
    found = {}
    for path, content in files_below(cluster).items():
        relation = named.get(path.partition("_")[0])
        suffix = path.partition("_")[2]
        name = f"{relation} {suffix}".strip() if relation else path
        found[f"postgresql/{name}"] = content
    written = sorted(name for name in found if LOG_FILE.fullmatch(name))
    found["postgresql/log of writes"] = b"".join(found.pop(name) for name in written)
    if written:
        found["postgresql/commits"] = commits_in(cluster / "pg_wal", written)
    found["postgresql/printed"] = (server.folder / "server.log").read_bytes()
    return found


def commits_in(folder, files):
    """The ends of transactions in PostgreSQL's log, in words."""
    program = postgres.postgres_programs() / "pg_waldump"
    names = [name.rpartition("/")[2] for name in files]
    # It fails at the end of what is written, which is in the middle of a file.
    return subprocess.run(
        [program, "--rmgr=Transaction", "--path", folder, names[0], names[-1]],
        capture_output=True,
        check=False,
        env={"TZ": "UTC"},
    ).stdout


def dump_of(url):
    """What pg_dump writes."""
    program = postgres.postgres_programs() / "pg_dump"
    return subprocess.run(
        [program, "--dbname", postgres.libpq_url(url)],
        capture_output=True,
        check=True,
    ).stdout


def of_operators(instance, running):
    """A backup, and what the service tells those who run it."""
    backup = instance.folder.with_name("backup.zip")
    instance.here("backup", str(backup))
    with zipfile.ZipFile(backup) as opened:
        found = {f"backup/{name}": opened.read(name) for name in opened.namelist()}
    found["backup"] = backup.read_bytes()
    backup.unlink()
    operator = newcomer(running)
    for path in ("/healthz", "/readyz", "/metrics"):
        page = operator.open(path)
        assert page.status == 200, page.text
        found[path] = page.answer.body
    operator.road.close()
    return found


def files_below(folder, name=""):
    """The content of all files in a folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        # What goes away meanwhile was not left behind.
        with suppress(FileNotFoundError):
            if path.is_file() and not path.is_symlink():
                found[f"{name}{path.relative_to(folder)}"] = path.read_bytes()
    return found


def tables_in(url):
    """All our tables with their hidden columns, and what the database counts."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        ours = inspect(connection).get_table_names()
        tables = {name: table(connection, name) for name in ours}
        statistics = {}
        if engine.dialect.name == "postgresql":
            for (view,) in connection.execute(text(STATISTICS)).all():
                statistics[view] = table(connection, view, hidden=())
    return tables, statistics


def table(connection, name, *, hidden=None):
    if hidden is None:
        hidden = HIDDEN[connection.dialect.name]
    columns = ", ".join([*(f'"{name}".{each} AS "{each}"' for each in hidden), "*"])
    try:
        with connection.begin_nested():
            found = connection.execute(text(f'SELECT {columns} FROM "{name}"'))  # noqa: S608
            return Table(tuple(found.keys()), [tuple(row) for row in found])
    except OperationalError:
        # WITHOUT ROWID, on SQLite: then nothing is hidden.
        return table(connection, name, hidden=())


def memory_of(redis_url):
    """Everything in a Redis: key, value, and time to live."""
    if redis_url is None:
        return {}
    with redis.Redis.from_url(redis_url) as client:
        return {
            key: (value_of(client, key), client.ttl(key))
            for key in client.scan_iter("*")
        }


def value_of(client, key):
    return client.get(key) if client.type(key) == b"string" else client.dump(key)
