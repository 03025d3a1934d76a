"""What the server does by itself, every half minute: close and open what is due."""

from datetime import UTC, datetime
from threading import Event, Thread

import structlog
from flask import Flask

from pollsvc.domain.errors import Refusal
from pollsvc.services import lifecycle, retention

SECONDS = 30

log = structlog.get_logger()


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
            lifecycle.run_due(now=datetime.now(UTC))
            retention.purge_due(now=datetime.now(UTC))
        except Refusal as refusal:
            log.warning("due", problem=str(refusal))
        except Exception as error:  # noqa: BLE001 -- the next run may well succeed
            log.error("due", problem=type(error).__name__)  # noqa: TRY400 -- no values
