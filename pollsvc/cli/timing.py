"""What the server does by itself, every half minute: close and open what is due."""

from datetime import UTC, datetime
from threading import Event, Thread

from flask import Flask

from pollsvc import logs
from pollsvc.domain.errors import Refusal
from pollsvc.services import lifecycle

SECONDS = 30


class Timer:
    """A thread that runs what is due until it is stopped."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="due", daemon=True)

    def start(self) -> None:
        """Begin; the first run comes half a minute from now."""
        self._thread.start()

    def stop(self) -> None:
        """Wait for a run that is under way, and end."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(SECONDS)

    def _run(self) -> None:
        while not self._stopped.wait(SECONDS):
            with self._app.app_context():
                self._once()

    def _once(self) -> None:
        try:
            done = lifecycle.run_due(now=datetime.now(UTC))
        except Refusal as refusal:
            logs.warned("due", problem=str(refusal))
        except Exception as error:  # noqa: BLE001 -- the next run may well succeed
            where = logs.where(error.__traceback__)
            logs.warned("due", problem=type(error).__name__, where=where)
        else:
            if done.closed or done.opened:
                logs.happened("due", closed=done.closed, opened=done.opened)
