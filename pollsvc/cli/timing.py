"""What the server does by itself: closes and opens what is due, every half minute.

Once, soon after its start, it looks at the way in: a wrong number of proxies shows
nowhere else until it has done harm.
"""

from threading import Event, Thread

from flask import Flask

from pollsvc import logs
from pollsvc.cli.checks import proxy
from pollsvc.cli.purging import LEFT
from pollsvc.domain.errors import Refusal
from pollsvc.domain.findings import Verdict
from pollsvc.installation import current
from pollsvc.services import lifecycle, retention

SECONDS = 30
TRIES = 10
"""Somebody who reads or writes at this moment keeps it from being forgotten, and will
have ended at one of the next. What has stayed five minutes is worth a warning."""
WHAT_TO_DO = "If this stays, end what reads for long, and see `pollsvc doctor`."


class Timer:
    """A thread that runs what is due until it is stopped."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._stopped = Event()
        self._tried = 0
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
        if not self._stopped.wait(SECONDS):
            with self._app.app_context():
                self._once()
                _look_at_the_way_in()
        while not self._stopped.wait(SECONDS):
            with self._app.app_context():
                self._once()

    def _once(self) -> None:
        try:
            done = lifecycle.run_due(now=current().clock())
            purge = retention.purge_due(now=current().clock())
        except Refusal as refusal:
            logs.warned("due", problem=str(refusal))
        except Exception as error:  # noqa: BLE001 -- the next run may well succeed
            where = logs.where(error.__traceback__)
            logs.warned("due", problem=type(error).__name__, where=where)
        else:
            if done.closed or done.opened or done.over:
                logs.happened(
                    "due", closed=done.closed, opened=done.opened, over=done.over
                )
            self._note(left=done.traces or purge.traces)

    def _note(self, *, left: bool) -> None:
        """Warn of what could not be forgotten, each time it has stayed for long."""
        self._tried = self._tried + 1 if left else 0
        if self._tried == TRIES:
            self._tried = 0
            logs.warned("forgetting", problem=LEFT, do=WHAT_TO_DO)


def _look_at_the_way_in() -> None:
    here = current()
    found = proxy.finding(here.settings, here.secret)
    if found.verdict is not Verdict.OK:
        logs.warned("proxy", problem=found.found, do=found.advice)
