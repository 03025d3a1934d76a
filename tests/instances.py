"""Instances as an operator has them: a folder, the command, the production server."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from pollsvc.instance_secret import load_keys
from scripts.served import PROGRAM, outer_environment, served
from tests.page import Browser, OverHttp


@dataclass(frozen=True)
class Instance:
    """An instance of its own, without the example polls.

    Attributes:
        folder: Where it is; need not exist.
        variables: Settings, as POLLSVC_* variables.
    """

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)

    def prepare(self):
        self.command("init")
        return self

    def command(self, *arguments):
        """What a command prints; it must succeed."""
        done = subprocess.run(
            [PROGRAM, *arguments],
            env=outer_environment()
            | {"POLLSVC_INSTANCE": str(self.folder)}
            | self.variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def publish(self, file, slug):
        """Makes a poll of a file with its definition, and opens it."""
        self.command("poll", "create", str(file))
        self.command("poll", "open", slug)

    def serve(self):
        """A served instance, while the block lasts."""
        return served(self.folder, self.variables)

    @property
    def secret(self):
        return load_keys(self.folder).current


def newcomer(running, **given):
    """A browser over HTTP that has never been here."""
    return Browser(OverHttp(running.url), **given)
