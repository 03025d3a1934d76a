"""Which pages can be shown again without asking Flask: those of nobody's own.

Reading a request, finding its view and collecting headers costs five times what is left
of a member's page once it is drawn. So what Flask has said is kept with its headers,
and said again to whoever asks for exactly the same, with a new ballot. All else is
Flask's: another method, a cookie, something after the question mark, a body.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, request

from pollsvc.domain.errors import StoreUnavailable
from pollsvc.installation import EXTENSION, Installation
from pollsvc.turns import in_turn
from pollsvc.web.flask_answers import (
    Asked,
    Headers,
    asked_by_stranger,
    let_flask_tell,
    watched,
)
from pollsvc.web.kept_pages import DrawnPage
from pollsvc.web.remembered import Remembered

_NOTE = "pollsvc.repeatable"


@dataclass(frozen=True, kw_only=True)
class Repeatable:
    """What a view says of a page that it has just shown to a stranger.

    Attributes:
        page: The page, with blanks.
        blanks: Makes what goes into them, anew for each visitor.
        holds: Whether the page would be the same now; looks into the database.
    """

    page: DrawnPage
    blanks: Callable[[Installation, datetime], Mapping[str, str]]
    holds: Callable[[datetime], bool]

    def body(self, here: Installation, now: datetime) -> bytes:
        """Return the page for one more visitor."""
        return self.page.fill(self.blanks(here, now)).encode()


@dataclass(frozen=True)
class _Kept:
    status: str
    headers: tuple[tuple[str, str], ...]
    again: Repeatable


def may_be_repeated(again: Repeatable) -> None:
    """Let this page be shown to other strangers without asking the view."""
    request.environ[_NOTE] = again


def asked(environ: Mapping[str, Any]) -> Asked | None:
    """Return all that a page for strangers depends on; None: ask Flask."""
    if environ["REQUEST_METHOD"] != "GET":
        return None
    if environ.get("CONTENT_LENGTH") not in {None, "", "0"}:
        return None
    return asked_by_stranger(environ)


class RepeatedPages:
    """A WSGI application that shows another one's pages again while they hold."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._inner: WSGIApplication = app.wsgi_app
        self._kept: Remembered[Asked, _Kept] = Remembered()

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request."""
        key = asked(environ)
        if key is None:
            return self._inner(environ, start_response)
        with in_turn():
            kept = self._kept.get(key)
            body = self._again(kept, environ) if kept else None
            if kept is None or body is None:
                return self._watched(key, environ, start_response)
            start_response(kept.status, [*kept.headers])
            return [body]

    def _again(self, kept: _Kept, environ: WSGIEnvironment) -> bytes | None:
        """Return the body of a kept answer for one more visitor, if it still holds."""
        here: Installation = self._app.extensions[EXTENSION]
        try:
            with self._app.app_context():
                now = here.clock()
                return kept.again.body(here, now) if kept.again.holds(now) else None
        except StoreUnavailable as refusal:
            # Flask says so; it need not wait for the store as long again.
            let_flask_tell(refusal, environ)
            return None

    def _watched(
        self, key: Asked, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let Flask answer, and keep what it says if it may be said again."""
        body, said = watched(self._inner, environ, start_response)
        again: Repeatable | None = environ.get(_NOTE)
        if again is not None and said is not None and _for_all(*said):
            status, headers = said
            self._kept.keep(key, _Kept(status, tuple(headers), again))
        return body


def _for_all(status: str, headers: Headers) -> bool:
    own = any(name.lower() == "set-cookie" for name, _ in headers)
    return status.startswith("200 ") and not own
