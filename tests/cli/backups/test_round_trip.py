"""A backup holds everything and comes back row for row, on either database."""

import json
import re
import shutil
import stat
import zipfile

from sqlalchemy import text

from pollsvc.domain.keys import name_of
from pollsvc.domain.responses import Outcome
from pollsvc.extensions import db
from pollsvc.services import lifecycle
from pollsvc.storage.session import transaction
from tests.cli.backups.instances import NOW, taken
from tests.cli.test_commands import fails
from tests.factories import SLUG
from tests.publishing import new_ballot, submit

UNCHECKED = "nobody can tell whether it was changed after"


def test_a_backup_comes_back_row_for_row_on_either_database(
    source, instance_of, kind, file
):
    before = source.rows()
    assert {table for table, rows in before.items() if not rows} <= {"arrival"}
    taken(source, file)
    other_kind = {"sqlite": "postgresql", "postgresql": "sqlite"}[kind]
    for place, into in (("same", kind), ("other", other_kind)):
        there = instance_of(place, into)
        there.folder.mkdir()
        shutil.copy(source.folder / "secret.key", there.folder)
        result = there("restore", file)
        assert result.exit_code == 0, result.output
        assert "every tally agrees" in result.stdout
        assert f"as of {NOW.day} {NOW:%B %Y}" in result.stdout
        assert there.rows() == before
        back = file.with_name(f"{place}.backup")
        again = instance_of(f"{place}-again", kind)
        taken(there, back)
        again.folder.mkdir()
        shutil.copy(source.folder / "secret.key", again.folder)
        assert again("restore", back).exit_code == 0
        assert again.rows() == before


def test_a_restored_instance_goes_on_where_it_was(source, instance_of, kind, file):
    ballot = new_ballot()
    with source.work():
        submit("2", ballot, now=NOW)
    taken(source, file, "--with-keys")
    there = instance_of("there", kind)
    assert "secret keys were added" in there("restore", file).stdout
    with there.work():
        assert submit("2", ballot, now=NOW) is Outcome.UNCHANGED
        assert submit("3", new_ballot(), now=NOW) is Outcome.SUBMITTED
        # What numbers its rows itself goes on after those that came with numbers.
        lifecycle.close_poll(slug=SLUG, actor="test", now=NOW)
    assert there("recount").exit_code == 0


def test_what_a_process_had_looked_up_is_looked_up_again(source, file):
    """Restored or not, no revision of the catalogue comes twice."""

    def revision():
        with source.work(), db.engine.connect() as connection:
            return connection.execute(
                text("SELECT revision FROM catalogue")
            ).scalar_one()

    taken(source, file)
    source("poll", "close", SLUG)
    before = revision()
    assert source("restore", file, "--replace").exit_code == 0
    assert revision() > before


def test_a_backup_says_nothing_of_order_time_or_place(source, file):
    taken(source, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.glob(".*")] == []
    with zipfile.ZipFile(file) as inside:
        assert {entry.date_time for entry in inside.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }
        header, *rows = map(json.loads, inside.read("response.jsonl").splitlines())
        assert header == ["wave_id", "id", "questionnaire_version", "answers", "flags"]
        keys = [(wave, response) for wave, response, *_ in rows]
        assert keys == sorted(keys)
        assert len(keys) == 44
        manifest = inside.read("manifest.json").decode()
        assert re.findall(r"\d\d:\d\d", manifest) == []
        secret = (source.folder / "secret.key").read_text().strip()
        for name in inside.namelist():
            assert secret.encode() not in inside.read(name)


def test_a_backup_takes_no_other_files_place(source, file):
    file.write_text("dear")
    assert "nothing is overwritten" in fails(source("backup", file))
    assert file.read_text() == "dear"
    assert "No such file" in fails(source("backup", file.parent / "nowhere" / "x"))


def test_a_backup_goes_through_pipes(source, instance_of, kind):
    piped = source("backup", "-", "--with-keys")
    assert piped.exit_code == 0
    assert "It holds the secret keys" in piped.stderr
    there = instance_of("there", kind)
    result = there("restore", "-", stdin=piped.stdout_bytes)
    assert result.exit_code == 0, result.output
    assert there.rows() == source.rows()


def test_an_instance_that_holds_something_is_replaced_only_if_told(source, file):
    taken(source, file)
    source("poll", "close", SLUG)
    before = source.rows()
    assert "--replace" in fails(source("restore", file))
    assert source.rows() == before
    assert source("restore", file, "--replace").exit_code == 0
    assert source.rows() != before


def test_a_prepared_instance_without_polls_needs_no_telling(
    source, instance_of, kind, file
):
    taken(source, file, "--with-keys")
    there = instance_of("there", kind)
    there("init")
    assert there("restore", file).exit_code == 0


def test_a_backup_whose_key_is_missing_names_it(source, instance_of, kind, file):
    taken(source, file)
    there = instance_of("there", kind)
    secret = (source.folder / "secret.key").read_text()
    line = fails(there("restore", file))
    assert f"needs the secret key {name_of(bytes.fromhex(secret))}" in line
    restored = there("restore", file, "--without-key")
    assert restored.exit_code == 0
    assert UNCHECKED in restored.stdout
    assert there.rows() == source.rows()
    # The line that says what to do is true.
    own = (there.folder / "secret.key").read_text()
    (there.folder / "secret.key").write_text(own + secret)
    result = there("restore", file, "--replace")
    assert result.exit_code == 0, result.output
    assert UNCHECKED not in result.stdout
    with there.work():
        assert submit("1", new_ballot(), now=NOW) is Outcome.SUBMITTED


def test_waves_of_before_keys_had_names_find_theirs_among_other_keys(
    source, instance_of, kind, file
):
    ballot = new_ballot()
    with source.work():
        with transaction() as connection:
            connection.execute(text("UPDATE wave SET key_id = NULL"))
        submit("2", ballot, now=NOW)
    taken(source, file, "--with-keys")
    there = instance_of("there", kind)
    there("init")
    there("key", "rotate")
    (there.folder / "secret.key").write_text(
        (there.folder / "secret.key").read_text() + "5a" * 32 + "\n"
    )
    assert there("restore", file).exit_code == 0
    keys = (there.folder / "secret.key").read_text().splitlines()
    (there.folder / "secret.key").write_text("\n".join([*keys, "5b" * 32]))
    with there.work():
        assert submit("2", ballot, now=NOW) is Outcome.UNCHANGED
