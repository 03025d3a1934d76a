"""Flask for what this service does not need: coroutines, and pieces of whole pages."""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response

from pollsvc.turns import in_turn


class WholeResponse(Response):
    """Flask's own, but handed to the server in one piece where it is in one piece.

    The server sends a list as it is. From anything else it asks for each piece, and
    each asking is one more wait for the interpreter among all who wait for it.
    """

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request."""
        if self.is_streamed:
            return super().__call__(environ, start_response)
        pieces, status, headers = self.get_wsgi_response(environ)
        start_response(status, headers)
        body = [b"".join(pieces)]
        self.close()
        return body


class PlainFlask(Flask):
    """Flask's own, without asking it of nine functions at every request."""

    response_class = WholeResponse

    def wsgi_app(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request, when it is its turn."""
        with in_turn():
            return super().wsgi_app(environ, start_response)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is."""
        return func
