"""Which forms can be taken without asking Flask: those like one that it has let pass.

Reading a request, finding its view and collecting headers costs more than to check and
to store an answer. So once a view has taken a form, what Flask said is kept, without
all that was that person's own; whoever sends a form like it is served by what the view
left for this: the same checks, the same limits, the same commit. Whatever does not pass
is shown to Flask as if nobody had looked at it before.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Request, request

from pollsvc.turns import in_turn
from pollsvc.web.bodies import PLAIN, BoundedRequest
from pollsvc.web.flask_answers import (
    Asked,
    Headers,
    Said,
    asked_by_stranger,
    let_flask_tell,
    watched,
)
from pollsvc.web.kept_pages import DrawnPage
from pollsvc.web.languages import interface_language_of
from pollsvc.web.remembered import Remembered

OWN_QUERY = "answer="
"""After which question mark our forms are sent: see `form_url` of responding."""

_NOTE = "pollsvc.taken"
_COOKIE, _LENGTH = "set-cookie", "Content-Length"


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What a view says of a form that it has just taken from a stranger.

    Attributes:
        own: What stands in its answer that is this person's alone, by name. Each is
            too long, and too random, to stand there by chance.
        again: Takes another form, and returns the same of that one's sender; None: let
            Flask see it, nothing was done.
    """

    own: Mapping[str, str]
    again: Callable[[Request], Mapping[str, str] | None]


@dataclass(frozen=True)
class _Kept:
    """What Flask said, with blanks.

    Attributes:
        own_headers: Those of the headers that have some, each by its place.
    """

    status: str
    headers: tuple[tuple[str, str], ...]
    own_headers: tuple[tuple[int, DrawnPage], ...]
    body: DrawnPage
    again: Callable[[Request], Mapping[str, str] | None]

    def filled(self, own: Mapping[str, str]) -> tuple[Headers, bytes]:
        """Return the headers and the body for one more sender."""
        body = self.body.fill(own).encode()
        headers = [*self.headers]
        for place, page in self.own_headers:
            value = page.fill({**own, _LENGTH: str(len(body))})
            headers[place] = (headers[place][0], value)
        return headers, body


def may_be_taken_alike(taken: Taken) -> None:
    """Let forms like this one be taken without asking the view."""
    request.environ[_NOTE] = taken


def asked(environ: Mapping[str, Any], *, largest: int) -> Asked | None:
    """Return all that the answer to a plain form depends on; None: ask Flask."""
    if environ["REQUEST_METHOD"] != "POST" or environ.get("CONTENT_TYPE") != PLAIN:
        return None
    length = environ.get("CONTENT_LENGTH") or ""
    # Read as a number only where it has no more digits than there can be.
    is_short = length.isdecimal() and len(length) <= len(str(largest))
    if not is_short or int(length) > largest:
        return None
    return asked_by_stranger(environ, by=OWN_QUERY, spoken=interface_language_of)


class PlainForms:
    """A WSGI application that takes forms like those that another one has taken."""

    def __init__(self, app: Flask, *, largest: int) -> None:
        self._app = app
        self._inner: WSGIApplication = app.wsgi_app
        self._largest = largest
        self._kept: Remembered[Asked, _Kept] = Remembered()

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request."""
        key = asked(environ, largest=self._largest)
        if key is None:
            return self._inner(environ, start_response)
        kept = self._kept.get(key)
        if kept is None:
            return self._watched(key, environ, start_response)
        # Who sends slowly has no turn yet that others would wait for.
        length = int(environ["CONTENT_LENGTH"])
        sent = environ["wsgi.input"].read(length)
        environ["wsgi.input"] = BytesIO(sent)
        with in_turn():
            whole = len(sent) == length
            own = self._own(kept, environ, sent) if whole else None
            if own is None:
                return self._watched(key, environ, start_response)
            headers, body = kept.filled(own)
            start_response(kept.status, headers)
            return [body]

    def _own(
        self, kept: _Kept, environ: WSGIEnvironment, sent: bytes
    ) -> Mapping[str, str] | None:
        """Take a form; return what is its sender's own, or None: Flask is to see it."""
        try:
            with self._app.app_context():
                request = BoundedRequest(environ)
                request.has_sent(sent)
                return kept.again(request)
        except Exception as fault:  # noqa: BLE001 -- Flask tells of it, and logs it
            let_flask_tell(fault, environ)
            return None

    def _watched(
        self, key: Asked, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let Flask answer, and keep what it says if forms like this can follow."""
        body, said = watched(self._inner, environ, start_response)
        taken: Taken | None = environ.get(_NOTE)
        if taken is None or said is None or not isinstance(body, list):
            return body
        kept = _without_own(said, b"".join(body).decode(), taken)
        if kept is not None:
            self._kept.keep(key, kept)
        return body


def _without_own(said: Said, body: str, taken: Taken) -> _Kept | None:
    """Return what was said with blanks for what is one person's own.

    None where that is not all of it: where something of theirs stands nowhere, or a
    cookie holds nothing of it.
    """
    status, headers = said
    pages = [_drawn(name, text, taken.own) for name, text in headers]
    own_headers = {place: page for place, page in enumerate(pages) if page.blanks}
    left_blank = {blank for page in own_headers.values() for blank in page.blanks}
    cookies = {n for n, (name, _) in enumerate(headers) if name.lower() == _COOKIE}
    if left_blank != {*taken.own, _LENGTH} or cookies - {*own_headers}:
        return None
    return _Kept(
        status,
        tuple(
            (name, "" if place in own_headers else text)
            for place, (name, text) in enumerate(headers)
        ),
        tuple(own_headers.items()),
        _blanked(body, taken.own),
        taken.again,
    )


def _drawn(name: str, text: str, own: Mapping[str, str]) -> DrawnPage:
    return DrawnPage(("", _LENGTH, "")) if name == _LENGTH else _blanked(text, own)


def _blanked(text: str, own: Mapping[str, str]) -> DrawnPage:
    names = {value: name for name, value in own.items()}
    pieces = re.split(f"({'|'.join(map(re.escape, names))})", text)
    return DrawnPage(tuple(names.get(piece, piece) for piece in pieces))
