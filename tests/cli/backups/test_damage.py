"""A backup that is damaged, of another version or not ours changes nothing."""

import os
import re
import zipfile

import pytest
from sqlalchemy import text

from pollsvc.extensions import db
from pollsvc.storage import migrating
from tests.cli.backups.instances import (
    lines_of_all,
    rewritten,
    taken,
    taken_by_hand,
    with_newest_revision,
)
from tests.cli.test_commands import fails
from tests.downgrading import downgrade_to
from tests.factories import SLUG


def replacing(wanted, old, new):
    return lambda name, text: text.replace(old, new) if name == wanted else text


def flipped(file):
    raw = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as inside:
        at = inside.getinfo("response.jsonl").header_offset + 200
    raw[at] ^= 1
    file.write_bytes(raw)


DAMAGE = {
    "empty": lambda file: file.write_bytes(b""),
    "no zip": lambda file: file.write_text("no zip at all"),
    "another zip": lambda file: rewritten(
        file, lambda n, t: t if n[0] == "p" else None
    ),
    "cut at the end": lambda file: os.truncate(file, file.stat().st_size - 30),
    "cut in half": lambda file: os.truncate(file, file.stat().st_size // 2),
    "one bit": flipped,
    "an answer": lambda file: rewritten(
        file, replacing("response.jsonl", b'\\"1\\"', b'\\"2\\"')
    ),
    "a row less": lambda file: rewritten(
        file,
        lambda n, t: t[: t.rindex(b"\n", 0, -1) + 1] if n == "tally.jsonl" else t,
    ),
    "a table less": lambda file: rewritten(
        file, lambda n, t: None if n == "tally.jsonl" else t
    ),
    "the manifest": lambda file: rewritten(
        file, replacing("manifest.json", b'"rows": 44', b'"rows": 45')
    ),
    "the seal": lambda file: rewritten(
        file, lambda n, t: t[:-2] + b"0\n" if n == "seal.txt" else t
    ),
    "no manifest": lambda file: rewritten(
        file, lambda n, t: None if n == "manifest.json" else t
    ),
    "a manifest of nothing": lambda file: rewritten(
        file, lambda n, t: b"{}" if n == "manifest.json" else t
    ),
    "a newer format": lambda file: rewritten(
        file, replacing("manifest.json", b'"format": 1', b'"format": 2')
    ),
    "a newer schema": lambda file: rewritten(
        file, replacing("manifest.json", b'"revision": "0', b'"revision": "9')
    ),
}


def test_an_older_backup_is_brought_to_the_newest_schema(
    source, instance_of, kind, file
):
    with source.work():
        # Nothing of the newest schema may be used in what goes down and up again.
        before = answers()
        downgrade_to("0001")
        lines = lines_of_all()
    taken_by_hand(source, file, lines)
    there = instance_of("there", kind)
    result = there("restore", file, "--without-key")
    assert result.exit_code == 0, result.output
    with there.work():
        assert migrating.is_current()
        assert answers() == before


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_backup_that_is_not_as_it_was_written_changes_nothing(source, file, damage):
    taken(source, file)
    source("poll", "close", SLUG)
    before = source.rows()
    keys = (source.folder / "secret.key").read_text()
    DAMAGE[damage](file)
    line = fails(source("restore", file, "--replace", "--without-key"))
    assert re.search("backup", line)
    assert source.rows() == before
    assert (source.folder / "secret.key").read_text() == keys


def test_rows_that_fit_no_table_change_nothing(source, file):
    """What checksums cannot find: a backup written wrongly."""
    with source.work():
        tables = lines_of_all()
    tables["wave"][1][1] = "0" * 32
    taken_by_hand(source, file, tables)
    with_newest_revision(source, file)
    before = source.rows()
    line = fails(source("restore", file, "--replace"))
    assert re.search("does not fit|belong to nothing", line)
    assert source.rows() == before


def test_keys_of_rows_that_fit_no_table_are_not_added(source, instance_of, kind, file):
    with source.work():
        tables = lines_of_all()
    tables["wave"][1][1] = "0" * 32
    taken_by_hand(source, file, tables, with_keys=True)
    with_newest_revision(source, file)
    there = instance_of("there", kind)
    there("init")
    before = (there.folder / "secret.key").read_text()
    assert re.search("does not fit|belong to nothing", fails(there("restore", file)))
    assert (there.folder / "secret.key").read_text() == before


def test_a_database_of_a_newer_program_is_left_alone(source, file):
    taken(source, file)
    with source.work(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "newer version" in fails(source("restore", file, "--replace"))


def test_others_at_work_in_the_database_keep_it_from_being_replaced(source, file):
    taken(source, file)
    with source.work(), db.engine.connect() as connection:
        connection.execute(text("SELECT * FROM poll"))
        assert "stop" in fails(source("restore", file, "--replace"))
    assert source("restore", file, "--replace").exit_code == 0


def answers():
    with db.engine.connect() as connection:
        return sorted(
            (row.wave_id, bytes(row.id).hex(), row.answers)
            for row in connection.execute(
                text("SELECT wave_id, id, answers FROM response")
            )
        )
