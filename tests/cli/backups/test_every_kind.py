"""A survey of all kinds comes back from a backup, on either database."""

import shutil

from tests.all_kinds import SURVEY, varied
from tests.cli.backups.instances import NOW, taken
from tests.publishing import published, submit


def test_a_survey_of_all_kinds_comes_back_and_agrees(source, instance_of, file):
    with source.work():
        published(slug="survey", questionnaire=SURVEY, now=NOW)
        for number in range(30):
            submit("", slug="survey", raw_answers=varied(number), now=NOW)
    taken(source, file)
    for into in ("sqlite", "postgresql"):
        there = instance_of(f"there-{into}", into)
        there.folder.mkdir()
        shutil.copy(source.folder / "secret.key", there.folder)
        assert "every tally agrees" in there("restore", file).stdout
        assert there.rows() == source.rows()
        assert "30" in there("recount", "survey").stdout
