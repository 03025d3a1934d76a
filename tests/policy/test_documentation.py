"""What people rely on is documented: each command, each setting, each address."""

import click
import pytest

from pollsvc.cli import main
from pollsvc.config import PREFIX, Settings
from tests.policy.files import ROOT

REFERENCE = ROOT / "docs" / "reference"


def commands(group, prefix="pollsvc"):
    """The full names of a group's commands, e.g. `pollsvc poll create`."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}"


@pytest.mark.parametrize("command", [*commands(main)])
def test_every_command_is_documented(command):
    assert f"`{command}" in (REFERENCE / "commands.md").read_text()


@pytest.mark.parametrize("setting", sorted(Settings.model_fields))
def test_every_setting_is_documented(setting):
    assert f"`{PREFIX}{setting.upper()}`" in (REFERENCE / "settings.md").read_text()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_address_is_documented(app):
    text = (REFERENCE / "addresses.md").read_text()
    missing = [
        documented(rule)
        for rule in app.url_map.iter_rules()
        if f"`{documented(rule)}`" not in text
    ]
    assert missing == []


def documented(rule):
    """An address as people write it: `/p/<slug>`, without the converters' names."""
    pieces = rule.rule.split("<")
    return pieces[0] + "".join(f"<{piece.rpartition(':')[2]}" for piece in pieces[1:])
