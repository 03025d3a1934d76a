"""Instances to be measured: made, given a poll, counted, and served."""

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from served import PROGRAM, Served, outer_environment, served

from pollsvc.app import create_app
from pollsvc.config import load_settings
from pollsvc.domain.polls import Poll, PollDraft
from pollsvc.domain.waves import Wave
from pollsvc.extensions import db
from pollsvc.services import authoring, lifecycle
from pollsvc.storage import polls, responses, waves
from pollsvc.storage.session import reading

ACTOR = "benchmark"
RECOUNTED = re.compile(r": (\d+) responses, \d+ tallies agree$", re.MULTILINE)
# Counted like any other, in two windows, and never met.
ROOM_FOR_ALL = {"POLLSVC_ANSWER_LIMIT": "1000000000/minute;1000000000/hour"}


@dataclass(frozen=True)
class Instance:
    """An instance of pollsvc.

    Attributes:
        folder: Where it is; need not exist.
        variables: Settings, as POLLSVC_* variables.
    """

    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment for a command that works in the instance."""
        settings = {"POLLSVC_INSTANCE": str(self.folder)}
        return outer_environment() | ROOM_FOR_ALL | dict(self.variables) | settings

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Works in the instance from this process while the block lasts."""
        app = create_app(load_settings(self.environment))
        with app.app_context():
            try:
                yield
            finally:
                db.engine.dispose()

    def publish(self, *drafts: PollDraft) -> None:
        """Makes the instance, with open polls."""
        self.command("init")
        now = datetime.now(UTC)
        with self.inside():
            for draft in drafts:
                authoring.create_poll(draft=draft, actor=ACTOR, now=now)
                lifecycle.open_poll(slug=draft.slug, actor=ACTOR, now=now)

    def stored(self, slug: str) -> int:
        """Counts the rows of a poll's newest wave."""
        with self.inside(), reading() as connection:
            poll = polls.with_slug(connection, slug)
            wave = waves.of_poll(connection, poll.id)[0]
            return responses.count(connection, wave.id)

    def newest_wave(self, slug: str) -> tuple[Poll, Wave]:
        """Finds a poll and its newest wave; for use inside."""
        with reading() as connection:
            poll = polls.with_slug(connection, slug)
            return poll, waves.of_poll(connection, poll.id)[0]

    def command(self, *arguments: str) -> str | None:
        """Runs a command in the instance; gives what it prints, None if it fails."""
        done = subprocess.run(
            [str(PROGRAM), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout if done.returncode == 0 else None

    def recounted(self, slug: str) -> int | None:
        """Asks `pollsvc recount` for the responses; None where it disagrees."""
        found = RECOUNTED.search(self.command("recount", slug) or "")
        return int(found[1]) if found else None

    def serve(
        self,
        command: Sequence[str] = (str(PROGRAM), "serve"),
        variables: Mapping[str, str] | None = None,
    ) -> AbstractContextManager[Served]:
        """Serves the instance while the block lasts."""
        more = ROOM_FOR_ALL | dict(self.variables) | dict(variables or {})
        return served(self.folder, more, command)
