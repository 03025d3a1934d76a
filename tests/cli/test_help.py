"""Every command explains itself, quickly."""

import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pollsvc.cli import main

PROGRAM = Path(sys.executable).with_name("pollsvc")
HEAVY = {
    "pandas",
    "scipy",
    "statsmodels",
    "flask",
    "sqlalchemy",
    "pydantic",
    "granian",
    "ruamel",
}
IMPORTED = """\
import sys
from pollsvc.cli import main
main(["--help"], standalone_mode=False)
print("\\n".join(sys.modules), file=sys.stderr)
"""


def every(group, path=()):
    yield path
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every(command, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("path", [*every(main)])
def test_every_command_has_help(path):
    result = CliRunner().invoke(main, [*path, "--help"])
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")
    assert len(result.stdout.splitlines()) > 5


def test_the_list_of_commands_says_what_each_is_for():
    shown = CliRunner().invoke(main, ["--help"]).stdout
    for name in main.commands:
        assert f"\n  {name} " in shown


def test_help_imports_nothing_heavy():
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=True
    )
    assert HEAVY & set(done.stderr.split()) == set()


def test_help_is_quick():
    def seconds():
        start = time.perf_counter()
        subprocess.run([PROGRAM, "--help"], stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - start

    assert min(seconds() for _ in range(3)) < 0.4


def test_the_version_is_told():
    assert CliRunner().invoke(main, ["--version"]).stdout == "0.1.0\n"
