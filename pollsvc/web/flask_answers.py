"""What Flask says to the server, noted to be said again without asking it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Request, request

from pollsvc.domain.errors import Refusal

Headers = list[tuple[str, str]]
Said = tuple[str, Headers]
"""A status and headers."""

_FAULT = "pollsvc.fault"
# All of a request that a page for strangers may depend on, the languages aside.
_ASKED = ("PATH_INFO", "SCRIPT_NAME", "HTTP_HOST", "wsgi.url_scheme")
# The languages somebody reads, with their order and weights, tell one browser from many
# others, so they have no place in a memory of ours. A page needs no more of them than
# that they are the same: this number, which differs from one start to the next. Where
# two lists should ever share one, somebody would be spoken to in another's language.
_LANGUAGES = "HTTP_ACCEPT_LANGUAGE"
_PERSONAL = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_TRANSFER_ENCODING")

Asked = tuple[str | int | None, ...]


def asked_by_stranger(
    environ: Mapping[str, Any],
    *,
    by: str = "",
    spoken: Callable[[str], str | int] = hash,
) -> Asked | None:
    """Return all that an answer to somebody unknown depends on, what they send aside.

    None for somebody known, or who asks for something of their own: ask Flask.

    Args:
        environ: The request.
        by: What stands after the question mark where nothing is asked.
        spoken: What the answer depends on of the languages that somebody reads. Without
            it they must be the same, of which a number is remembered.
    """
    query = environ.get("QUERY_STRING")
    if any(map(environ.get, _PERSONAL)) or query not in {"", by, None}:
        return None
    return (*map(environ.get, _ASKED), spoken(environ.get(_LANGUAGES, "")))


def watched(
    inner: WSGIApplication, environ: WSGIEnvironment, start_response: StartResponse
) -> tuple[Iterable[bytes], Said | None]:
    """Let an application answer; return the body, and what it said before.

    None where it began to answer more than once.
    """
    said: list[Said] = []

    def noting(status: str, headers: Headers, *error: Any) -> Any:  # noqa: ANN401 -- as the server has it
        said.append((status, [*headers]))
        return start_response(status, headers, *error)

    body = inner(environ, noting)
    return body, said[0] if len(said) == 1 else None


def let_flask_tell(fault: Exception, environ: WSGIEnvironment) -> None:
    """Let Flask say what went wrong before it was asked, without trying again."""
    environ[_FAULT] = fault


def raise_refusal(request: Request) -> None:
    """Raise what was refused to a request before Flask was asked, if anything was.

    For views that show a refusal in a way of their own.
    """
    _raise(request.environ.pop(_FAULT, None))


def _raise(fault: Exception | None) -> None:
    # What holds its own traceback, and so what was sent, would stay in memory for long.
    try:
        if fault is not None:
            raise fault
    finally:
        del fault


def init_flask_answers(app: Flask, *, own_way: Iterable[str]) -> None:
    """Let an application say what went wrong before it was asked.

    To be called after all that refuses requests whatever happened before.

    Args:
        app: The application.
        own_way: The endpoints of views that show refusals in a way of their own.
    """
    own = frozenset(own_way)

    @app.before_request
    def tell() -> None:
        shown_there = isinstance(request.environ.get(_FAULT), Refusal)
        if not (shown_there and request.endpoint in own):
            raise_refusal(request)
