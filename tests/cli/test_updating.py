"""`pollsvc poll update` changes a poll to what its file says."""

from datetime import UTC, datetime

import pytest

from pollsvc.cli.application import make_app, working_in
from tests.cli.test_commands import DEFINITION, fails
from tests.publishing import submit


@pytest.fixture
def definition(tmp_path):
    path = tmp_path / "tea.yaml"
    path.write_text(DEFINITION)
    return path


@pytest.fixture
def tea(pollsvc, definition):
    assert pollsvc("poll", "create", str(definition)).exit_code == 0
    return pollsvc


def test_a_poll_is_changed_by_its_file_before_and_after_somebody_has_answered(
    tea, definition
):
    def changed(old, new, *options):
        definition.write_text(definition.read_text().replace(old, new))
        return tea("poll", "update", str(definition), *options)

    said = "tea is changed: version {} of its questions.\n"
    assert changed("in the morning", "at noon").stdout == said.format(1)
    tea("poll", "open", "tea")
    assert changed("at noon", "at night").stdout == said.format(1)
    with working_in(make_app()):
        submit("tea", slug="tea", raw_answers={"drink": ["tea"]}, now=datetime.now(UTC))
    assert changed("at night", "at midnight", "--spelling-only").stdout == said.format(
        1
    )
    more = changed(', "none: Neither"', "", "--spelling-only")
    assert "“Neither” is no longer offered" in fails(more)
    assert changed("x", "x").stdout == said.format(2)
    assert "at midnight" in tea("poll", "show", "tea").stdout
