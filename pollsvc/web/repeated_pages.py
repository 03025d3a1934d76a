"""Which pages can be shown again without asking Flask: those of nobody's own.

Reading a request, finding its view and collecting headers costs five times what is left
of a member's page once it is drawn. So what Flask has said is kept with its headers,
and said again to whoever asks for exactly the same, with a new ballot. All else is
Flask's: another method, a cookie, something after the question mark, a body.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, request

from pollsvc.domain.errors import StoreUnavailable
from pollsvc.installation import EXTENSION, Installation
from pollsvc.turns import in_turn
from pollsvc.web.kept_pages import DrawnPage

MOST_KEPT = 512
_NOTE = "pollsvc.repeatable"
_REFUSAL = "pollsvc.store_unavailable"
# All of a request that a page for strangers may depend on, the languages aside.
_ASKED = ("PATH_INFO", "SCRIPT_NAME", "HTTP_HOST", "wsgi.url_scheme")
# The languages somebody reads, with their order and weights, tell one browser from many
# others, so they have no place in a memory of ours. A page needs no more of them than
# that they are the same: this number, which differs from one start to the next. Where
# two lists should ever share one, somebody would be spoken to in another's language.
_LANGUAGES = "HTTP_ACCEPT_LANGUAGE"
_PERSONAL = (
    "HTTP_COOKIE",
    "QUERY_STRING",
    "HTTP_AUTHORIZATION",
    "HTTP_TRANSFER_ENCODING",
)

Asked = tuple[str | int | None, ...]
Headers = list[tuple[str, str]]


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
    if environ["REQUEST_METHOD"] != "GET" or any(map(environ.get, _PERSONAL)):
        return None
    if environ.get("CONTENT_LENGTH") not in {None, "", "0"}:
        return None
    return (*map(environ.get, _ASKED), hash(environ.get(_LANGUAGES)))


class RepeatedPages:
    """A WSGI application that shows another one's pages again while they hold."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._inner: WSGIApplication = app.wsgi_app
        self._kept: dict[Asked, _Kept] = {}
        self._keeping = Lock()

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
            environ[_REFUSAL] = refusal
            return None

    def _watched(
        self, key: Asked, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let Flask answer, and keep what it says if it may be said again."""
        said: list[tuple[str, Headers]] = []

        def noting(status: str, headers: Headers, *error: Any) -> Any:  # noqa: ANN401 -- as the server has it
            said.append((status, [*headers]))
            return start_response(status, headers, *error)

        body = self._inner(environ, noting)
        again: Repeatable | None = environ.get(_NOTE)
        if again is not None and len(said) == 1 and _for_all(*said[0]):
            status, headers = said[0]
            self._keep(key, _Kept(status, tuple(headers), again))
        return body

    def _keep(self, key: Asked, kept: _Kept) -> None:
        with self._keeping:
            self._kept.pop(key, None)
            while len(self._kept) >= MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = kept


def _for_all(status: str, headers: Headers) -> bool:
    own = any(name.lower() == "set-cookie" for name, _ in headers)
    return status.startswith("200 ") and not own


def init_repeated_pages(app: Flask) -> None:
    """Let an application say what the store has refused already.

    To be called after all that refuses requests whatever the store says.
    """

    @app.before_request
    def refuse_what_the_store_refused() -> None:
        refusal: StoreUnavailable | None = request.environ.get(_REFUSAL)
        if refusal is not None:
            raise refusal
