"""What docs/how-to/deploy.md tells people to type is there to be typed."""

import re

import click

from pollsvc.cli import main
from tests.policy.files import ROOT

TEXT = (ROOT / "docs" / "how-to" / "deploy.md").read_text()
SHELL = "\n".join(re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL))
SHIPPED = sorted(path for path in (ROOT / "deploy").rglob("*") if path.is_file())
BY_THE_WAY = (".html", ".service")
"""Pages that nginx finds by itself, and services that a timer named here starts."""


def test_every_file_that_it_names_is_shipped():
    named = re.findall(r"\bdeploy/[\w./*-]*\w", TEXT)
    assert named
    for name in named:
        assert list(ROOT.glob(name)), name


def test_every_file_that_is_shipped_is_named():
    unnamed = [path.name for path in SHIPPED if path.name not in TEXT]
    assert [name for name in unnamed if not name.endswith(BY_THE_WAY)] == []


def test_every_command_in_it_is_one():
    lines = re.findall(r"^(?:docker exec pollsvc )?pollsvc (.*)$", SHELL, re.MULTILINE)
    assert lines
    for line in lines:
        command, words = main, line.split()
        while isinstance(command, click.Group):
            command = command.commands[words.pop(0)]


def test_the_name_to_be_replaced_is_in_every_place_of_it():
    conf = (ROOT / "deploy" / "nginx" / "pollsvc.conf").read_text()
    assert "s/polls\\.example\\.org/YOUR.NAME/g" in SHELL
    assert "example" not in conf.replace("polls.example.org", "")
