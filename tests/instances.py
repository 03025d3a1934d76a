"""Instances as an operator has them: a folder, the command, the production server."""

import os
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from pollsvc.cli import main
from pollsvc.config import Settings
from pollsvc.instance_secret import load_keys
from scripts.served import PROGRAM, outer_environment, served
from tests.compiled import keep_builders
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
        self.here("init")
        return self

    def command(self, *arguments):
        """What a command prints; it must succeed."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def here(self, *arguments):
        """The same in this process: most of a command's time is its start."""
        keep_builders()
        others = dict.fromkeys(os.environ.keys() - outer_environment().keys())
        with files_of_ours(self.variables.get("TMPDIR")):
            done = CliRunner(env=others | self._variables()).invoke(main, arguments)
        assert done.exit_code == 0, done.output
        return done.stdout

    def run(self, *arguments, **variables):
        """How a command ends, with these variables besides the instance's own."""
        return subprocess.run(
            [PROGRAM, *arguments],
            env=outer_environment() | self._variables() | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    def _variables(self):
        return {"POLLSVC_INSTANCE": str(self.folder)} | self.variables

    def publish(self, file, slug):
        """Makes a poll of a file with its definition, and opens it."""
        self.here("poll", "create", str(file))
        self.here("poll", "open", slug)

    def serve(self, *, port=None, **variables):
        """A served instance, while the block lasts.

        Args:
            port: Where, if it is to be the same place as before.
            **variables: Settings besides the instance's own.
        """
        return served(self.folder, self.variables | variables, port=port)

    @property
    def secret(self):
        return load_keys(self.folder).current

    @property
    def database(self):
        """The address of its database."""
        settings = {"instance": self.folder}
        if url := self.variables.get("POLLSVC_DATABASE_URL"):
            settings["database_url"] = url
        return Settings(**settings).database


@contextmanager
def files_of_ours(temporary):
    """Keeps for this process how it makes files, whatever a command changes there.

    Args:
        temporary: The folder for temporary ones meanwhile, if any.
    """
    before = tempfile.tempdir, os.umask(0o077)
    tempfile.tempdir = temporary or tempfile.tempdir
    try:
        yield
    finally:
        tempfile.tempdir = before[0]
        os.umask(before[1])


def newcomer(running, **given):
    """A browser over HTTP that has never been here."""
    return Browser(OverHttp(running.url), **given)


def kill(running):
    """Ends a server and its workers as a crash would: at once, between any two steps.

    They are of a session of their own, so nobody else is met.
    """
    os.killpg(running.process.pid, signal.SIGKILL)
    running.process.wait()
