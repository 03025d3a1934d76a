"""Instances to take backups of, and to put them into, on either database."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta

from click.testing import CliRunner
from sqlalchemy import MetaData, select

from pollsvc.backups.manifest import Manifest
from pollsvc.backups.writing import BackupWriter, seal_of
from pollsvc.cli import main
from pollsvc.cli.application import make_app, working_in
from pollsvc.domain.keys import name_of
from pollsvc.domain.staff import Role
from pollsvc.extensions import db
from pollsvc.installation import current
from pollsvc.services import accounts, installing, lifecycle
from pollsvc.services.catalogue import published as listed
from pollsvc.storage import bookmarks, copying, migrating
from pollsvc.storage.session import transaction
from tests.factories import SLUG
from tests.publishing import new_ballot, published, submit, withdraw

NOW = datetime.now(UTC)
OWN_TO_THE_MACHINE = {"catalogue", "alembic_version"}


class Instance:
    """An instance folder with its database."""

    def __init__(self, folder, variables, monkeypatch):
        self.folder = folder
        self._variables, self._monkeypatch = variables, monkeypatch

    def __call__(self, *arguments, stdin=None):
        self.choose()
        return CliRunner().invoke(main, [*map(str, arguments)], input=stdin)

    def choose(self):
        for name, value in self._variables.items():
            self._monkeypatch.setenv(name, value)

    def work(self):
        """The application of this instance, while the block lasts."""
        self.choose()
        return working_in(make_app())

    def rows(self):
        """Every row of every table, in an order of their own."""
        with self.work(), db.engine.connect() as connection:
            found = MetaData()
            found.reflect(connection)
            return {
                table.name: sorted(
                    repr([plain(value) for value in row])
                    for row in connection.execute(select(table))
                )
                for table in found.sorted_tables
                if table.name not in OWN_TO_THE_MACHINE
            }


def plain(value):
    """A value as both databases give it back."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value
    return value


def fill():
    installing.use_key(name_of(current().keys.current))
    published(now=NOW, title="Größe, “quoted” \U0001f600, {json: [1]}", keep_days=None)
    ballots = [new_ballot() for _ in range(23)]
    for number, ballot in enumerate(ballots):
        submit(str(number % 4), ballot, now=NOW)
    withdraw(ballots[0], wave_code=f"{NOW:%Y-%m}", now=NOW)
    with transaction() as connection:
        bookmarks.put(
            connection,
            wave_id=listed(SLUG).wave(now=NOW).id,
            bookmark_id=bytes(range(16)),
            sealed=bytes(range(256)) * 16,
            remove_on=date(2027, 2, 1),
        )
    for slug, ending in (("closed", ()), ("archived", (lifecycle.archive_poll,))):
        published(slug=slug, now=NOW)
        for _ in range(11):
            submit("1", slug=slug, now=NOW)
        for move in (lifecycle.close_poll, *ending):
            move(slug=slug, actor="test", now=NOW + timedelta(hours=1))
    token = accounts.invite(
        email="ana@example.org", role=Role.ADMIN, actor="test", now=NOW
    )
    accounts.redeem(token=token, password="seven wet umbrellas", now=NOW)
    accounts.invite(email="ben@example.org", role=Role.EDITOR, actor="test", now=NOW)


def taken(source, file, *options):
    result = source("backup", file, *options)
    assert result.exit_code == 0, result.output
    return file


def taken_by_hand(source, file, tables, *, with_keys=False):
    """A backup as that version would have written it."""
    with source.work(), file.open("wb") as out:
        keys = current().keys
        writer = BackupWriter(out)
        for name, lines in tables.items():
            writer.add_table(name, lines, lambda _: None)
        writer.finish(
            Manifest(
                format=1,
                program="0.0.9",
                revision="0001",
                made_on=NOW.date(),
                keys_needed=(keys.names[0],),
                unnamed_key=keys.names[0],
                keys_sha256=writer.add_keys(keys) if with_keys else None,
                tables=writer.tables,
            ),
            keys,
        )


def lines_of_all():
    """Every table of the database, as a backup has them."""
    with db.engine.connect() as connection:
        return {
            name: list(copying.lines_of(connection, name))
            for name in copying.tables_in_order(connection)
        }


def rewritten(file, change):
    """The backup with one member's bytes changed, and no checksum of the zip's own."""
    inside = zipfile.ZipFile(io.BytesIO(file.read_bytes()))
    with zipfile.ZipFile(file, "w") as out:
        for name in inside.namelist():
            kept = change(name, inside.read(name))
            if kept is not None:
                out.writestr(name, kept)


def with_newest_revision(source, file):
    with source.work():
        secret = current().keys.current
    held = {}

    def change(name, content):
        if name == "manifest.json":
            content = content.replace(b'"0001"', f'"{migrating.newest()}"'.encode())
            held["seal"] = seal_of(content, secret).encode()
        return held["seal"] if name == "seal.txt" else content

    rewritten(file, change)
